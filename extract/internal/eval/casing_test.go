package eval

import "testing"

// TestCasing has what the libraries themselves give.
func TestCasing(t *testing.T) {
	names := []string{
		iancoleman + "ToSnake", iancoleman + "ToScreamingKebab", iancoleman + "ToCamel", iancoleman + "ToLowerCamel",
		"github.com/stoewer/go-strcase.SnakeCase", "github.com/stoewer/go-strcase.UpperKebabCase",
		"github.com/ettle/strcase.ToSnake", "github.com/ettle/strcase.ToPascal", "github.com/ettle/strcase.ToCamel",
		"github.com/samber/lo.SnakeCase", "github.com/samber/lo.PascalCase", "github.com/samber/lo.CamelCase",
	}
	functions := caseFunctions()
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"OrderPlaced", []string{"order_placed", "ORDER-PLACED", "OrderPlaced", "orderPlaced", "order_placed", "ORDER-PLACED", "order_placed", "OrderPlaced", "orderPlaced", "order_placed", "OrderPlaced", "orderPlaced"}},
		{"ProductCreatedV1", []string{"product_created_v_1", "PRODUCT-CREATED-V-1", "ProductCreatedV1", "productCreatedV1", "product_created_v1", "PRODUCT-CREATED-V1", "product_created_v1", "ProductCreatedV1", "productCreatedV1", "product_created_v1", "ProductCreatedV1", "productCreatedV1"}},
		{"HTTPServerV2Started", []string{"http_server_v_2_started", "HTTP-SERVER-V-2-STARTED", "HttpserverV2Started", "httpserverV2Started", "http_server_v2started", "HTTP-SERVER-V2STARTED", "http_server_v2_started", "HttpServerV2Started", "httpServerV2Started", "http_server_v2_started", "HttpServerV2Started", "httpServerV2Started"}},
		{"order placed", []string{"order_placed", "ORDER-PLACED", "OrderPlaced", "orderPlaced", "order_placed", "ORDER-PLACED", "order_placed", "OrderPlaced", "orderPlaced", "order_placed", "OrderPlaced", "orderPlaced"}},
		{"orderID", []string{"order_id", "ORDER-ID", "OrderId", "orderId", "order_id", "ORDER-ID", "order_id", "OrderId", "orderId", "order_id", "OrderId", "orderId"}},
		{"Order_Placed-now", []string{"order_placed_now", "ORDER-PLACED-NOW", "OrderPlacedNow", "orderPlacedNow", "order_placed_now", "ORDER-PLACED-NOW", "order_placed_now", "OrderPlacedNow", "orderPlacedNow", "order_placed_now", "OrderPlacedNow", "orderPlacedNow"}},
		{"Int8Value", []string{"int_8_value", "INT-8-VALUE", "Int8Value", "int8Value", "int8value", "INT8VALUE", "int8_value", "Int8Value", "int8Value", "int_8_value", "Int8Value", "int8Value"}},
		{"A", []string{"a", "A", "A", "a", "a", "A", "a", "A", "a", "a", "A", "a"}},
		{"JSONData", []string{"json_data", "JSON-DATA", "Jsondata", "jsondata", "json_data", "JSON-DATA", "json_data", "JsonData", "jsonData", "json_data", "JsonData", "jsonData"}},
		{"userIDs", []string{"user_i_ds", "USER-I-DS", "UserIds", "userIds", "user_i_ds", "USER-I-DS", "user_i_ds", "UserIDs", "userIDs", "user_ids", "UserIds", "userIds"}},
		{"v1Order", []string{"v_1_order", "V-1-ORDER", "V1Order", "v1Order", "v1order", "V1ORDER", "v1_order", "V1Order", "v1Order", "v_1_order", "V1Order", "v1Order"}},
		{"", []string{"", "", "", "", "", "", "", "", "", "", "", ""}},
		{"SMS2FA", []string{"sms_2_fa", "SMS-2-FA", "Sms2Fa", "sms2Fa", "sms2fa", "SMS2FA", "sms2_fa", "Sms2Fa", "sms2Fa", "sms_2_fa", "Sms2Fa", "sms2Fa"}},
		{"order.placed.v1", []string{"order_placed_v_1", "ORDER-PLACED-V-1", "OrderPlacedV1", "orderPlacedV1", "order.placed.v1", "ORDER.PLACED.V1", "order_placed_v1", "OrderPlacedV1", "orderPlacedV1", "order_placed_v_1", "OrderPlacedV1", "orderPlacedV1"}},
	} {
		for i, name := range names {
			if got := functions[name](test.in); got != test.want[i] {
				t.Errorf("%s(%q) = %q, want %q", name, test.in, got, test.want[i])
			}
		}
	}
}
