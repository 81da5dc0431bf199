package graph

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestServiceNames(t *testing.T) {
	type services = []Service
	tests := []struct {
		name     string
		services services
		want     []string
	}{
		{"folder of cmd", services{{"", "github.com/a/b/writer_service/cmd", "writer_service/cmd"}}, []string{"writer_service"}},
		{"below cmd", services{{"", "example.com/shop/cmd/orders", "cmd/orders"}}, []string{"orders"}},
		{"below services", services{{"", "shop/src/services/auth", "src/services/auth"}}, []string{"auth"}},
		{"deep", services{{"", "example.com/shop/services/orders/cmd/server", "services/orders/cmd/server"}}, []string{"orders"}},
		{"root", services{{"", "github.com/acme/shop", "."}}, []string{"shop"}},
		{"root of a second major version", services{{"", "github.com/acme/shop/v2", "."}}, []string{"shop"}},
		{"cmd of the root", services{{"", "github.com/acme/shop/cmd", "cmd"}}, []string{"shop"}},
		{"server of the root", services{{"", "github.com/acme/shop/cmd/server", "cmd/server"}}, []string{"shop"}},
		{"module named otherwise than its folder", services{{"", "github.com/acme/oms-orders", "orders"}}, []string{"orders"}},
		{"nested module", services{{"", "github.com/acme/orders/cmd/app", "internal/services/orderservice/cmd/app"}}, []string{"orderservice"}},
		{"all generic", services{{"", "main", "."}}, []string{"main"}},
		{"nothing known", services{{"", "", ""}}, []string{"main"}},
		{"one of several mains in a folder", services{{"", "example.com/shop/queues/send", "queues"}}, []string{"send"}},
		{"outside of the root", services{{"", "example.com/tools/relay", "../relay"}}, []string{"relay"}},
		{
			"api stays where nothing says more",
			services{{"", "example.com/shop/cmd/api", "cmd/api"}, {"", "example.com/shop/cmd/worker", "cmd/worker"}},
			[]string{"api", "worker"},
		},
		{
			"api goes where the folder says more",
			services{{"", "example.com/shop/orders/api", "orders/api"}, {"", "example.com/shop/api_gateway/cmd", "api_gateway/cmd"}},
			[]string{"orders", "api_gateway"},
		},
		{
			"clash of a folder and its cmd",
			services{
				{"", "github.com/x/y/order-service", "order-service"},
				{"", "github.com/x/y/order-service/cmd", "order-service/cmd"},
				{"", "github.com/x/y/user-service/cmd", "user-service/cmd"},
			},
			[]string{"order-service", "order-service/cmd", "user-service"},
		},
		{
			"clash in different places",
			services{
				{"", "m/orders/cmd/worker", "orders/cmd/worker"},
				{"", "m/billing/cmd/worker", "billing/cmd/worker"},
				{"", "m/billing/cmd/server", "billing/cmd/server"},
			},
			[]string{"orders/worker", "billing/worker", "billing"},
		},
		{
			"clash of the root and its cmd",
			services{{"", "github.com/acme/shop", "."}, {"", "github.com/acme/shop/cmd/server", "cmd/server"}},
			[]string{"shop", "shop/cmd/server"},
		},
		{
			"modules of the same path in different folders",
			services{{"", "example", "one"}, {"", "example", "two"}, {"", "example", "x/two"}},
			[]string{"one", "example/two", "x/two"},
		},
		{
			"commands of one binary",
			services{{"example.com/shop#serve", "example.com/shop", "."}, {"example.com/shop#worker", "example.com/shop", "."}},
			[]string{"shop", "worker"},
		},
		{
			"commands of two binaries",
			services{{"#worker", "example.com/m/orders", "orders"}, {"#worker", "example.com/m/billing", "billing"}},
			[]string{"orders/worker", "billing/worker"},
		},
		{
			"given names",
			services{{"Billing API", "example.com/m/cmd/b", "cmd/b"}, {"api", "example.com/m/cmd/a", "cmd/a"}},
			[]string{"Billing API", "api"},
		},
		{
			"nothing tells them apart",
			services{{"x", "", ""}, {"x", "", ""}, {"x-2", "", ""}},
			[]string{"x", "x-3", "x-2"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, serviceNames(tt.services)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzServiceNamesDiffer(f *testing.F) {
	f.Add("a/cmd", "a", "b/a/cmd", "m/a")
	f.Add("", "/", "..", "#")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		names := serviceNames([]Service{{Dir: a, Package: d}, {Dir: b, Package: d}, {Dir: c, Package: d}, {Dir: a, ID: b, Package: c}})
		if !allDiffer(names) {
			t.Errorf("names are not unique: %q", names)
		}
	})
}
