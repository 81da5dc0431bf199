package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// asyncapiSchema is the official one.
func asyncapiSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("testdata/asyncapi/3.0.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	value, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("asyncapi.json", value); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("asyncapi.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// apiDocuments are the documents of this package, and in FLOWVET_GRAPHS=FOLDER the
// graphs in that folder.
func apiDocuments(t testing.TB) []string {
	t.Helper()
	files := documents(t)
	for _, pattern := range []string{"testdata/formats/*.json", filepath.Join(os.Getenv("FLOWVET_GRAPHS"), "*.json")} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	return files
}

func TestAsyncAPIValid(t *testing.T) {
	schema := asyncapiSchema(t)
	for _, file := range apiDocuments(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			doc := load(t, file)
			services := []string{""}
			for _, s := range doc.Services {
				services = append(services, s.ID)
			}
			for _, s := range services {
				var b bytes.Buffer
				if err := AsyncAPIJSON(&b, doc, Options{Service: s}); err != nil {
					t.Fatal(err)
				}
				value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
				if err != nil {
					t.Fatal(err)
				}
				if err := schema.Validate(value); err != nil {
					t.Errorf("service %q: %v", s, err)
				}
				checkRefs(t, value, value)
			}
		})
	}
}

// checkRefs holds that every reference leads somewhere, which the schema does not say.
func checkRefs(t *testing.T, root, value any) {
	t.Helper()
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			checkRefs(t, root, e)
		}
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			at := root
			for _, part := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
				object, _ := at.(map[string]any)
				at = object[part]
			}
			if at == nil {
				t.Errorf("%s leads nowhere", ref)
			}
		}
		for _, e := range v {
			checkRefs(t, root, e)
		}
	}
}

// TestAsyncAPIYAML says that the YAML means what the JSON does.
func TestAsyncAPIYAML(t *testing.T) {
	for _, file := range apiDocuments(t) {
		doc := load(t, file)
		var j, y bytes.Buffer
		if err := errors.Join(AsyncAPIJSON(&j, doc, Options{}), AsyncAPI(&y, doc, Options{})); err != nil {
			t.Fatal(err)
		}
		compareYAML(t, j.Bytes(), y.Bytes())
	}
}

func compareYAML(t *testing.T, j, y []byte) {
	t.Helper()
	var want, got any
	if err := json.Unmarshal(j, &want); err != nil {
		t.Fatal(err)
	}
	asJSON, err := yaml.YAMLToJSON(y)
	if err != nil {
		t.Fatalf("%v\n%s", err, y)
	}
	if err := json.Unmarshal(asJSON, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, y)
	}
}

func TestAsyncAPIService(t *testing.T) {
	doc := load(t, "testdata/formats/system.json")
	all := newAPI(doc, "")
	seats := newAPI(doc, "seats")
	want := []string{"seats.receive.kafka.booking.created", "seats.receive.nats.price.get", "seats.send.nats.seats._REGION_._hall.ID_.free-cc8f9b7b"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(seats.Operations))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for key, op := range seats.Operations {
		if diff := cmp.Diff(all.Operations[key], op); diff != "" {
			t.Errorf("%s differs from the system's (-system +service):\n%s", key, diff)
		}
	}
	reply := all.Operations["booking.send.nats.price.get"].Reply
	if reply == nil || len(reply.Messages) != 1 || !strings.HasSuffix(reply.Messages[0].Ref, "/messages/Price") {
		t.Errorf("who asks for a price gets %+v", reply)
	}
	var missing *graph.NotFoundError
	if err := AsyncAPI(new(strings.Builder), doc, Options{Service: "set"}); !errors.As(err, &missing) {
		t.Errorf("a service that is not there: %v", err)
	}
}

// TestAsyncAPIAddress says that no name is promised that the code does not decide.
func TestAsyncAPIAddress(t *testing.T) {
	for _, c := range []struct {
		name       string
		resolution graph.Resolution
		want       string // "" for none
	}{
		{"orders", graph.Exact, "orders"},
		{"{tenant}", graph.Exact, ""},
		{"orders.{tenant.ID}", graph.Pattern, "orders.{tenant_ID}"},
		{"${ENV}.orders", graph.Pattern, "{ENV}.orders"},
		{"orders.{{tenant}}", graph.Pattern, ""},
		{"${TOPIC}", graph.Symbolic, ""},
		{"", graph.Unknown, ""},
	} {
		got, _ := address(graph.Channel{Name: c.name, Resolution: c.resolution}, graph.Endpoint{})
		if got == nil && c.want != "" || got != nil && *got != c.want {
			t.Errorf("the address of %s is %v, want %q", c.name, got, c.want)
		}
	}
}

func FuzzYAML(f *testing.F) {
	for _, s := range []string{"a", "yes", "1.0", "- x", "a: b", "#c", "\u2028", "\u0085", "*", "&a", "!t", "%", "|", ">", "'", "\"", "~", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		j, err := json.Marshal(map[string]any{"k" + s: []any{s, map[string]any{"a": []any{}, "b": s}, []any{1.5, nil, true}}})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := writeYAML(&b, j); err != nil {
			t.Fatal(err)
		}
		compareYAML(t, j, b.Bytes())
	})
}
