package conform

import (
	"go/importer"
	"go/token"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// TestCheck holds the check itself against a package that is always there.
func TestCheck(t *testing.T) {
	tests := []struct {
		name, calls, want string // want is a part of the only problem, "" for none
	}{
		{"right", "- {call: Marshal(v), encode: {value: v, encoding: json}}", ""},
		{"several versions", "- {call: Marshal(v), role: lookup}\n- {call: 'Marshal(a, b)', role: lookup}", "no version has Marshal(a, b)"},
		{"no such function", "- {call: Marshall(v), role: lookup}", "test.yaml:5:4: encoding/json has no function Marshall: do you mean Marshal?"},
		{"function for method", "- {call: Decode(v), role: lookup}", "encoding/json has no function Decode"},
		{"value receiver", "- {call: (Decoder).Decode(v), role: lookup}", "encoding/json has no method (Decoder).Decode(v): it is (*Decoder).Decode(v)"},
		{"parameters", "- {call: 'Indent(dst, src)', role: lookup}", "no entry for Indent has the parameters of func(dst *bytes.Buffer, src []byte"},
		{"order", "- {call: 'Unmarshal(v, data)', role: lookup}", "parameter data is at another place"},
		{"field", "- {call: 'Compact(dst, src)', returns: dst.Size}", "bytes.Buffer has no field Size"},
		{"element", "- {call: 'Compact(dst, src)', each: dst, returns: it}", "has no such elements"},
		{"form", "- {call: (*Decoder).Buffered(), deliver: [{to: result, as: slice}]}", "io.Reader is not of that form"},
		{"result", "- {call: Marshal(v), deliver: [{to: 'result[2]'}]}", "has no such result"},
		{"field of result", "- {call: NewDecoder(r), make: {Reader: r}}", "has no field Reader"},
		{"callback", "- {call: Marshal(v), calls: [{func: v}]}", ""}, // only run time knows
		{"no function", "- {call: 'Indent(dst, src, prefix, indent)', calls: [{func: prefix}]}", "string is not a function"},
		{"no such type", "- {call: (*Decodr).Decode(v), role: lookup}", "encoding/json has no type Decodr: do you mean Decoder?"},
		{"no such method", "- {call: (*Decoder).Decod(v), role: lookup}", "Decoder of encoding/json has no method Decod: do you mean Decode?"},
		{"no result to send on", "- {call: 'HTMLEscape(dst, src)', sends: {channel: sent.Topic}}", "has no such result"},
		{"no name", "- {call: 'Compact(dst, src)', publish: {channel: dst}}", "channel is dst: *bytes.Buffer is no name"},
		{"no context", "- {call: 'Indent(dst, src, prefix, indent)', blocks: prefix}", "blocks is prefix: string is no context"},
		{"method", "- {call: 'Compact(dst, src)', calls: [{func: dst.Handle}]}", "has no method Handle"},
	}
	pkg, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import("encoding/json")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := model.Parse("test.yaml", []byte("library: test\nbroker: kafka\npackages: [encoding/json]\ncalls:\n"+tt.calls))
			if err != nil {
				t.Fatal(err)
			}
			set, err := model.Compile([]*model.File{f})
			if err != nil {
				t.Fatal(err)
			}
			var got string
			if errs := Check(set, f, Targets{map[string][]Target{"encoding/json": {{"", pkg}}}, true}); len(errs) > 0 {
				got = errs.Error()
			}
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
