package model

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

const (
	modelsDir  = "../../models"
	schemaFile = modelsDir + "/library.schema.json"
)

// definition is what the tests need of a definition in the schema.
type definition struct {
	AdditionalProperties any `json:"additionalProperties"`
	Required             []string
	Enum                 []string
	Properties           map[string]struct {
		Ref   string `json:"$ref"`
		Enum  []string
		Items struct{ Enum []string }
	}
}

func definitions(t *testing.T) map[string]definition {
	t.Helper()
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs map[string]definition `json:"$defs"`
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&schema); err != nil {
		t.Fatal(err)
	}
	return schema.Defs
}

// structs are the struct types that a type is made of.
func structs(t reflect.Type, into map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		structs(t.Elem(), into)
	case reflect.Struct:
		if into[t.Name()] != nil {
			return
		}
		into[t.Name()] = t
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				structs(f.Type, into)
			}
		}
	}
}

func TestSchemaHasTheFormat(t *testing.T) {
	defs := definitions(t)
	types := map[string]reflect.Type{}
	structs(reflect.TypeFor[File](), types)
	for _, name := range slices.Sorted(maps.Keys(types)) {
		def, ok := defs[name]
		if !ok {
			t.Errorf("schema does not define %s", name)
			continue
		}
		var keys, required []string
		for i := range types[name].NumField() {
			tag, ok := types[name].Field(i).Tag.Lookup("yaml")
			if !ok {
				continue
			}
			key, option, _ := strings.Cut(tag, ",")
			keys = append(keys, key)
			if option == "" {
				required = append(required, key)
			}
		}
		slices.Sort(keys)
		slices.Sort(required)
		if diff := cmp.Diff(keys, slices.Sorted(maps.Keys(def.Properties))); diff != "" {
			t.Errorf("keys of %s (-format +schema):\n%s", name, diff)
		}
		if diff := cmp.Diff(required, slices.Sorted(slices.Values(def.Required))); diff != "" {
			t.Errorf("required keys of %s (-format +schema):\n%s", name, diff)
		}
		if def.AdditionalProperties != false {
			t.Errorf("schema of %s allows other keys", name)
		}
	}
}

func TestSchemaHasTheWords(t *testing.T) {
	defs := definitions(t)
	tests := []struct {
		name      string
		got, want []string
	}{
		{"kind", defs["Kind"].Enum, kinds},
		{"encoding", defs["Encoding"].Enum, encodings},
		{"mode", defs["Endpoint"].Properties["mode"].Enum, modes},
		{"role", defs["Call"].Properties["role"].Enum, roles},
		{"cause", defs["Callback"].Properties["cause"].Enum, causes},
		{"as", defs["Deliver"].Properties["as"].Enum, placeForms},
		{"with", defs["Deliver"].Properties["with"].Items.Enum, withForms},
		{"request kind", defs["Request"].Properties["kind"].Enum, requestKinds},
		{"target_kind", defs["Bind"].Properties["target_kind"].Enum, targetKinds},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s (-format +schema):\n%s", tt.name, diff)
		}
	}
}

func TestModelsMatchTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(modelsDir + "/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no models: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(schema, data); err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
	if validate(schema, []byte("library: x\npackages: [x]\ncalls: [{call: F(), publsh: {}}]")) == nil {
		t.Error("schema accepts an unknown key")
	}
}

func validate(schema *jsonschema.Schema, data []byte) error {
	text, err := yaml.YAMLToJSON(data)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}
