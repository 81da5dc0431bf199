package payload

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/flowvet/flowvet/graph"
)

// read type-checks a file.
func read(t *testing.T, name string, src any) (*types.Package, *Sources) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	pkg, err := (&types.Config{Importer: importer.ForCompiler(fset, "source", nil)}).Check("example.com/payload", fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, NewSources([]Source{{pkg, []*ast.File{f}, info}})
}

func typeOf(t *testing.T, pkg *types.Package, expr string) types.Type {
	t.Helper()
	tv, err := types.Eval(token.NewFileSet(), pkg, token.NoPos, expr)
	if err != nil {
		t.Fatal(err)
	}
	return tv.Type
}

// What encoding/json writes must fit the schema, and every property that it writes of a
// struct must be in it, none else.
func TestSchemaIsWhatTheEncoderWrites(t *testing.T) {
	pkg, sources := read(t, "types_test.go", nil)
	tree := Tree{Value: "a", Children: []*Tree{{Value: "b", Children: []*Tree{}, ByName: map[string]*Tree{}}}, ByName: map[string]*Tree{}}
	for expr, value := range map[string]any{
		"OrderCreated":           full(),
		"*OrderCreated":          full(),
		"Twice":                  Twice{},
		"Tree":                   tree,
		"[]Line":                 []Line{{}},
		"Envelope[Line]":         Envelope[Line]{Next: &Inner{Out: &Outer{In: &Inner{Out: &Outer{In: &Inner{Out: &Outer{}}}}}}},
		"Envelope[OrderCreated]": Envelope[OrderCreated]{Data: full(), Next: &Inner{}},
	} {
		t.Run(expr, func(t *testing.T) {
			schema := sources.Schema(typeOf(t, pkg, expr), "json")
			text, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			var got any
			if err := json.Unmarshal(text, &got); err != nil {
				t.Fatal(err)
			}
			if m, ok := got.(map[string]any); ok {
				if diff := cmp.Diff(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Keys(schema.Properties))); diff != "" {
					t.Errorf("properties (-written +schema)\n%s", diff)
				}
			}
			validate(t, schema, dropNulls(got))
		})
	}
}

func validate(t *testing.T, schema *graph.PayloadSchema, value any) {
	t.Helper()
	text, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft7)
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

// dropNulls leaves out what is null, as the package says.
func dropNulls(v any) any {
	if m, ok := v.(map[string]any); ok {
		for k, e := range m {
			if m[k] = dropNulls(e); e == nil {
				delete(m, k)
			}
		}
	}
	return v
}

func TestSchemaSaysWhatCommentsAndConstantsSay(t *testing.T) {
	pkg, sources := read(t, "types_test.go", nil)
	s := sources.Schema(typeOf(t, pkg, "OrderCreated"), "")
	for _, c := range []struct{ what, got, want string }{
		{"type", s.Description, "OrderCreated says that an order was placed."},
		{"field", s.Properties["order_id"].Description, "given by the shop"},
		{"nested field", s.Properties["lines"].Items.Properties["quantity"].Description, "Quantity is at least 1."},
		{"constants", strings.Join(s.Properties["status"].Enum, " "), "open paid"},
		{"time", s.Properties["placed_at"].Format, "date-time"},
		{"required", strings.Join(s.Required, " "), "- Rate Total any custom level lines order_id placed_at raw status sum token trace"},
	} {
		want, got := strings.Fields(c.want), strings.Fields(c.got)
		if c.what == "required" {
			slices.Sort(want)
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestSchemaOfGeneratedMessages(t *testing.T) {
	pkg, sources := read(t, "order.pb.go", `package orders

// Order was placed.
type Order struct {
	state   int
	// Given by the shop.
	OrderId string        `+"`protobuf:\"bytes,1,opt,name=order_id,json=orderId,proto3\" json:\"order_id,omitempty\"`"+`
	Cents   int64         `+"`protobuf:\"varint,2,opt,name=cents,proto3\" json:\"cents,omitempty\"`"+`
	Status  Order_Status  `+"`protobuf:\"varint,3,opt,name=status,proto3,enum=shop.v1.Order_Status\" json:\"status,omitempty\"`"+`
	Kind    Kind          `+"`protobuf:\"varint,4,opt,name=kind,proto3,enum=shop.v1.Kind\"`"+`
	Lines   []*Line       `+"`protobuf:\"bytes,5,rep,name=lines,proto3\"`"+`
	Counts  map[string]uint64 `+"`protobuf:\"bytes,6,rep,name=counts,proto3\" protobuf_key:\"bytes,1,opt,name=key,proto3\" protobuf_val:\"varint,2,opt,name=value,proto3\"`"+`
	Payment isOrder_Payment `+"`protobuf_oneof:\"payment\"`"+`
}

type isOrder_Payment interface{ isOrder_Payment() }

type Order_Card struct {
	Card string `+"`protobuf:\"bytes,7,opt,name=card,proto3,oneof\"`"+`
}

func (*Order_Card) isOrder_Payment() {}

type Line struct {
	Data []byte `+"`protobuf:\"bytes,1,opt,name=data,proto3\"`"+`
	Next *Line `+"`protobuf:\"bytes,2,opt,name=next,proto3\"`"+`
}

type Order_Status int32

const (
	Order_UNKNOWN Order_Status = 0
	Order_PAID    Order_Status = 1
)

type Kind int32

const Kind_KIND_GIFT Kind = 0
`)
	got, err := json.Marshal(sources.Schema(typeOf(t, pkg, "Order"), "protobuf"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"object","description":"Order was placed.","properties":{` +
		`"card":{"type":"string","x-protobuf-number":7},` +
		`"cents":{"type":"string","format":"int64","x-protobuf-number":2},` +
		`"counts":{"type":"object","additionalProperties":{"type":"string","format":"uint64"},"x-protobuf-number":6},` +
		`"kind":{"type":"string","enum":["KIND_GIFT"],"x-protobuf-number":4},` +
		`"lines":{"type":"array","items":{"$ref":"#/definitions/orders.Line"},"x-protobuf-number":5},` +
		`"orderId":{"type":"string","description":"Given by the shop.","x-protobuf-number":1},` +
		`"status":{"type":"string","enum":["PAID","UNKNOWN"],"x-protobuf-number":3}},` +
		`"definitions":{"orders.Line":{"type":"object","properties":{` +
		`"data":{"type":"string","format":"byte","x-protobuf-number":1},` +
		`"next":{"$ref":"#/definitions/orders.Line","x-protobuf-number":2}}}}}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestSchemaFollowsTheTagsOfTheEncoding(t *testing.T) {
	pkg, sources := read(t, "tags.go", "package p; type T struct { A int `json:\"j\" msgpack:\"m\" avro:\"v\" xml:\"x\"`; B string `json:\"jb\"` }")
	for encoding, want := range map[string]string{"json": "j jb", "": "j jb", "avro": "jb v", "msgpack": "B m", "gob": "A B", "xml": "B x"} {
		s := sources.Schema(typeOf(t, pkg, "T"), encoding)
		if got := strings.Join(slices.Sorted(maps.Keys(s.Properties)), " "); got != want {
			t.Errorf("%s: %s, want %s", encoding, got, want)
		}
	}
}

// Types that grow without end are cut, not followed.
func TestSchemaIsBounded(t *testing.T) {
	var src strings.Builder
	src.WriteString("package p\ntype T0 struct { A int }\n")
	for i := range 30 {
		fmt.Fprintf(&src, "type T%d struct { A, B, C *T%d }\n", i+1, i)
	}
	src.WriteString("type Wide struct {")
	for i := range 3000 {
		fmt.Fprintf(&src, " F%d int;", i)
	}
	src.WriteString("}\n")
	pkg, sources := read(t, "bound.go", src.String())
	for _, name := range []string{"T30", "Wide"} {
		text, err := json.Marshal(sources.Schema(typeOf(t, pkg, name), "json"))
		if err != nil {
			t.Fatal(err)
		}
		if len(text) > 500_000 {
			t.Errorf("%s: %d bytes", name, len(text))
		}
	}
}

func TestVersion(t *testing.T) {
	pkg, sources := read(t, "version.go", `package p

type ByMethod struct{}
func (ByMethod) Version() string { return current }
const current = "v3"

type ByNumber struct{}
func (*ByNumber) SchemaVersion() int { return 4 }

type ByConstant struct{}
const ByConstantVersion = "1.2.0"

type ByDefault struct { Version string `+"`default:\"7\"`"+` }

type Computed struct { v string }
func (c Computed) Version() string { return c.v }
`)
	for name, want := range map[string]string{"ByMethod": "3", "ByNumber": "4", "ByConstant": "1.2.0", "ByDefault": "7", "Computed": ""} {
		if got := sources.Version(typeOf(t, pkg, name)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
