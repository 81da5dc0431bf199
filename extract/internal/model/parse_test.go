package model

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const header = "library: lib\nbroker: kafka\npackages: [example.com/lib]\n"

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"unknown key", header + "calls:\n  - call: F()\n    publsh: {channel: x}\n",
			"m.yaml:6:5: unknown field \"publsh\"\n     6 |     publsh: {channel: x}\n       |     ^"},
		{"wrong type", header + "calls: 3\n", "m.yaml:4:8: "},
		{"duplicate key", header + "calls: []\ncalls: []\n", `m.yaml:5:1: mapping key "calls" already defined`},
		{"syntax", "library: [\n", "m.yaml:1:10: "},
		{"empty", "", "m.yaml: model file is empty"},
		{"comment", "# nothing\n", "m.yaml: model file is empty"},
		{"documents", header + "calls: []\n---\n" + header, "m.yaml: a model file is one YAML document"},
		{"size", strings.Repeat("#", maxFileSize+1), "m.yaml: model file is larger than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("m.yaml", []byte(tt.in))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error:\n%v\nwant:\n%s", err, tt.want)
			}
		})
	}
}

func TestParseDeep(t *testing.T) {
	for _, open := range []string{"[", "{a: ", "- ", "? ", "&a "} {
		_, err := Parse("m.yaml", []byte(strings.Repeat(open, 20000)))
		if err == nil {
			t.Errorf("20000 %q are no model", open)
		}
	}
}

func FuzzParse(f *testing.F) {
	names, err := filepath.Glob(modelsDir + "/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), 2000)])
	}
	f.Add([]byte(header + "calls: [{call: F(x), publish: &p {channel: '\"${x}\"'}, sends: *p}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Parse("m.yaml", data)
		if err != nil {
			return
		}
		set, err := Compile([]*File{file})
		if (set == nil) == (err == nil) {
			t.Errorf("set %v with error %v", set, err)
		}
	})
}
