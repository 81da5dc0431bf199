package settings

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// object is what the test needs to know of a JSON Schema object.
type object struct {
	Ref                  string `json:"$ref"`
	Items                *object
	Properties           map[string]*object
	AdditionalProperties any
	Defs                 map[string]*object `json:"$defs"`
}

// The schema is written by hand, so hold it against the types.
func TestJSONSchemaHasTheKeysOfTheTypes(t *testing.T) {
	var root object
	if err := json.Unmarshal(JSONSchema(), &root); err != nil {
		t.Fatal(err)
	}
	var check func(typ reflect.Type, o *object)
	check = func(typ reflect.Type, o *object) {
		if name, ok := strings.CutPrefix(o.Ref, "#/$defs/"); ok {
			o = root.Defs[name]
		}
		var names []string
		for i := range typ.NumField() {
			name := typ.Field(i).Tag.Get("yaml")
			if name == "" || name == "-" {
				continue
			}
			names = append(names, name)
			inner, property := typ.Field(i).Type, o.Properties[name]
			if property == nil {
				t.Errorf("%s: no key %s in the schema", typ.Name(), name)
				continue
			}
			if inner.Kind() == reflect.Slice && property.Items != nil {
				inner, property = inner.Elem(), property.Items
			}
			if inner.Kind() == reflect.Struct {
				check(inner, property)
			}
		}
		slices.Sort(names)
		if got := slices.Sorted(maps.Keys(o.Properties)); !slices.Equal(got, names) {
			t.Errorf("%s: the schema has %q, the type %q", typ.Name(), got, names)
		}
		if o.AdditionalProperties != false {
			t.Errorf("%s allows other keys", typ.Name())
		}
	}
	check(reflect.TypeFor[File](), &root)
}

var commented = regexp.MustCompile(`(?m)^(\s*)# ([a-z-]+:|  |- )`)

func TestExampleIsRead(t *testing.T) {
	f, err := parse(Name, []byte(Example))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Documents) != 1 || f.Documents[0].File != "README.md" {
		t.Errorf("documents are %+v", f.Documents)
	}
	all := commented.ReplaceAllString(Example, "$1$2") // all that is commented out
	if f, err = parse(Name, []byte(all)); err != nil {
		t.Fatalf("%v\n%s", err, all)
	}
	if len(f.Documents) != 3 || len(f.Check.Allow) != 1 || len(f.Models) != 1 || len(f.Env) != 1 || len(f.Patterns) != 1 {
		t.Errorf("read %+v from\n%s", f, all)
	}
}

func TestWhatIsWrongHasItsPlace(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"unknown key":       {"checks: {}", `1:1: there is no key "checks" here`},
		"unknown inner key": {"check:\n  fail: error", `2:3: there is no key "fail" here`},
		"wrong type":        {"env: {a: b}", "1:6: "},
		"no YAML":           {"a: [", ""},
		"severity":          {"check: {fail-on: bad}", `check.fail-on is "bad"`},
		"rule":              {"check:\n  allow:\n    - rule: none\n      reason: x", `3:7: check.allow: there is no rule "none"`},
		"off":               {"check: {off: [none]}", `check.off: there is no rule "none"`},
		"reason":            {"check:\n  allow:\n    - rule: near-miss", "3:7: an allowed finding needs a reason"},
		"file":              {"documents:\n  - view: detail", "2:5: a document needs the name of its file"},
		"twice":             {"documents:\n  - file: a.md\n  - file: a.md\n    block: b", "3:5: a.md is written by an earlier document, too"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := parse("x.yaml", []byte(test.text))
			var wrong *Error
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "x.yaml:") {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestFindGoesUpToTheRepository(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "repo", "a", "b")
	for _, folder := range []string{deep, filepath.Join(dir, "repo", ".git")} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write := func(folder string) string {
		file := filepath.Join(folder, Name)
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write(dir) // outside of the repository
	if file, ok := Find(deep); ok {
		t.Errorf("found %s", file)
	}
	want := write(filepath.Join(dir, "repo"))
	if file, ok := Find(deep); !ok || file != want {
		t.Errorf("found %q", file)
	}
	want = write(filepath.Join(dir, "repo", "a"))
	if file, ok := Find(deep); !ok || file != want {
		t.Errorf("found %q", file)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(Example))
	f.Add([]byte("check: &a {allow: [*a]}"))
	f.Add([]byte("documents:\n  - file: a\n- "))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := parse(Name, data)
		var wrong *Error
		if err != nil && !errors.As(err, &wrong) || err == nil && file == nil {
			t.Errorf("%v", err)
		}
	})
}
