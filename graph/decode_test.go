package graph

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDecode(t *testing.T) {
	want := Assemble(orderManagement()...)
	text := encoded(t, want)
	got, err := Decode(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, encoded(t, got)); diff != "" {
		t.Errorf("not the same after a round trip:\n%s", diff)
	}
	for name, tt := range map[string]struct{ text, want string }{
		"empty":         {"", "the file ends too early"},
		"no object":     {"[]", "1:2: is an array instead of an object"},
		"other schema":  {`{"schema": "flowvet/graph/v2", "new": 1}`, `schema: is "flowvet/graph/v2", and "flowvet/graph/v1" is what this flowvet reads`},
		"no schema":     {`{}`, `schema: is missing`},
		"unknown field": {`{"schema": "flowvet/graph/v1", "new": 1}`, `1:37: new: is no key that is known here`},
		"almost a key":  {`{"schema": "flowvet/graph/v1", "channel": []}`, "but channels is"},
		"wrong type":    {"{\"schema\": \"flowvet/graph/v1\",\n\"endpoints\": [{}, {\"trace\": [{\"line\": \"7\"}]}]}", "2:42: endpoints[1].trace[0].line: is a string instead of a number"},
		"fraction":      {`{"schema": "flowvet/graph/v1", "endpoints": [{"trace": [{"line": 1.5}]}]}`, "endpoints[0].trace[0].line: is no whole number"},
		"half":          {text[:len(text)/2], "the file ends too early"},
		"no JSON":       {`{"schema": "flowvet/graph/v1", "flows": [}`, "flows: is no JSON"},
		"no channel":    {`{"schema": "flowvet/graph/v1", "endpoints": [{"id": "p", "direction": "publish", "channel": "kafka:a"}]}`, `endpoints[0].channel: there is no channel "kafka:a"`},
		"no direction":  {`{"schema": "flowvet/graph/v1", "endpoints": [{"id": "p"}]}`, `endpoints[0].direction: is "" instead of`},
		"id twice":      {`{"schema": "flowvet/graph/v1", "services": [{"id": "a"}, {"id": "a"}]}`, `services[1].id: "a" is that of another service, too`},
		"no id":         {`{"schema": "flowvet/graph/v1", "channels": [null]}`, "channels[0].id: is missing"},
		"null schema":   {`{"schema": "flowvet/graph/v1", "events": [{"type": "T", "schema": {"properties": {"a": null}}}]}`, "events[0].schema.properties.a: is null"},
		"deep":          {`{"schema": "flowvet/graph/v1", "modules": ` + strings.Repeat("[", 20000), "modules[0]: is an array instead of an object"},
		"rest":          {text + "{}", "there is something after the document"},
	} {
		if _, err := Decode(strings.NewReader(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want %s", name, err, tt.want)
		}
	}
	empty, err := Decode(strings.NewReader(`{"schema": "flowvet/graph/v1", "modules": null}`))
	if err != nil || empty.Modules == nil || empty.Flows == nil {
		t.Errorf("lists are not there: %+v, %v", empty, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"schema": "flowvet/graph/v1", "endpoints": [{"id": "p1", "event": null}], "reactions": [{}]}`))
	f.Add([]byte(`{"schema": "flowvet/graph/v1"} `))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := d.Encode(&first); err != nil {
			t.Fatal(err)
		}
		again, err := Decode(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Encode(&second); err != nil || first.String() != second.String() {
			t.Errorf("not stable: %v", err)
		}
	})
}
