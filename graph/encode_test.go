package graph

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// object is what the test needs to know of a JSON Schema object.
type object struct {
	Required             []string
	Properties           map[string]json.RawMessage
	AdditionalProperties *bool
	Defs                 map[string]object `json:"$defs"`
}

// The schema is written by hand, so hold it against the types.
func TestJSONSchemaHasTheFieldsOfTheTypes(t *testing.T) {
	var root object
	if err := json.Unmarshal(JSONSchema(), &root); err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	var check func(typ reflect.Type, o object)
	check = func(typ reflect.Type, o object) {
		seen[typ] = true
		var properties, required []string
		for i := range typ.NumField() {
			field := typ.Field(i)
			name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
			properties = append(properties, name)
			if options != "omitempty" {
				required = append(required, name)
			}
			elem := field.Type
			for elem.Kind() == reflect.Slice || elem.Kind() == reflect.Pointer {
				elem = elem.Elem()
			}
			if elem.Kind() == reflect.Struct && !seen[elem] {
				def, ok := root.Defs[strings.ToLower(elem.Name())]
				if !ok {
					t.Errorf("no definition of %s", elem.Name())
					continue
				}
				check(elem, def)
			}
		}
		var got []string
		for name := range o.Properties {
			got = append(got, name)
		}
		for _, l := range [][]string{properties, required, got, o.Required} {
			slices.Sort(l)
		}
		if diff := cmp.Diff(properties, got); diff != "" {
			t.Errorf("properties of %s (-type +schema):\n%s", typ.Name(), diff)
		}
		if !slices.Equal(required, o.Required) {
			t.Errorf("required of %s: type has %q, schema %q", typ.Name(), required, o.Required)
		}
		if o.AdditionalProperties == nil || *o.AdditionalProperties {
			t.Errorf("%s allows other properties", typ.Name())
		}
	}
	check(reflect.TypeFor[Document](), root)
	// Beside the types there is a definition of brokers, but none of the document.
	if len(seen) != len(root.Defs) {
		t.Errorf("%d types, %d definitions", len(seen), len(root.Defs))
	}
}

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("graph.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("graph.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestDocumentsAreValid(t *testing.T) {
	schema := compiledSchema(t)
	valid := func(text string) error {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	good := encoded(t, Assemble(orderManagement()...))
	for _, text := range []string{good, encoded(t, Assemble()), encoded(t, &Document{Schema: Schema, Endpoints: []Endpoint{}})} {
		if err := valid(text); err != nil {
			t.Errorf("%v", err)
		}
	}
	for _, change := range [][2]string{
		{`"modules": [`, `"module": [`},
		{`"direction": "publish"`, `"direction": "emit"`},
		{`"broker": "rabbitmq"`, `"broker": "rabbit"`},
		{`flowvet/graph/v1`, `flowvet/graph/v2`},
	} {
		if valid(strings.Replace(good, change[0], change[1], 1)) == nil {
			t.Errorf("%s is valid", change[1])
		}
	}
}

func TestEncode(t *testing.T) {
	d := &Document{
		Schema: Schema,
		Endpoints: []Endpoint{{
			ID: "p1", Direction: Publish, Broker: NATS, Channel: "nats:a.>", Handler: "f[<&>]",
		}},
		Flows:     []Flow{{From: "a", Channel: "nats:a.>", To: "b"}},
		Reactions: []Reaction{{Consume: "c1"}},
	}
	var b bytes.Buffer
	if err := d.Encode(&b); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{`"modules": []`, `"services": []`, `"trace": []`, `"consume": []`, `"f[<&>]"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Contains(got, "null") || !strings.HasSuffix(got, "}\n") {
		t.Errorf("null, or no line end: %s", got)
	}
	if d.Endpoints[0].Trace != nil || d.Modules != nil {
		t.Error("Encode changed the document")
	}
}
