package payload

import (
	"cmp"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// tagsOf are the keys of the struct tags that name an encoding's fields, the first one
// that is there. Avro code generators write those of json beside or instead.
func tagsOf(encoding string) []string {
	switch encoding {
	case "avro":
		return []string{"avro", "json"}
	case "msgpack", "xml", "bson":
		return []string{encoding}
	case "gob":
		return nil
	}
	return []string{"json"}
}

// field is a struct field that is written.
type field struct {
	v        *types.Var
	name     string
	tagged   bool // the name is that of a tag
	optional bool // omitempty, omitzero or a pointer
	quoted   bool // the option string
	depth    int
}

// embedded is a struct whose fields are written as those of an outer one; with a
// pointer to it they may be absent.
type embedded struct {
	st       *types.Struct
	optional bool
}

// fields are those of a struct and of the structs that it embeds, by encoding/json's
// rules: of several with one name the least nested counts, then the one with a tag,
// else none.
func (b *builder) fields(st *types.Struct) []field {
	byName := map[string][]field{}
	seen := map[*types.Struct]bool{}
	level := []embedded{{st, false}}
	for depth := 0; len(level) > 0; depth++ {
		var next []embedded
		for _, e := range level {
			if seen[e.st] {
				continue
			}
			own, inner := b.ownFields(e.st)
			for _, f := range own {
				f.depth, f.optional = depth, f.optional || e.optional
				byName[f.name] = append(byName[f.name], f)
			}
			for _, i := range inner {
				next = append(next, embedded{i.st, i.optional || e.optional})
			}
		}
		for _, e := range level {
			seen[e.st] = true
		}
		level = next
	}
	var out []field
	for _, same := range byName {
		if f, ok := dominant(same); ok {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b field) int { return cmp.Compare(a.name, b.name) })
	return out
}

// ownFields are the fields of one struct, and the structs that it embeds.
func (b *builder) ownFields(st *types.Struct) (own []field, inner []embedded) {
	for i := range st.NumFields() {
		v := st.Field(i)
		t, pointer := structOf(v.Type())
		if !v.Exported() && !(v.Embedded() && t != nil) {
			continue
		}
		tag := b.tag(st.Tag(i))
		if tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if !validName(name) {
			name = ""
		}
		if v.Embedded() && name == "" && t != nil {
			inner = append(inner, embedded{t, pointer})
			continue
		}
		if !v.Exported() {
			continue
		}
		list := strings.Split(options, ",")
		own = append(own, field{
			v: v, name: cmp.Or(name, v.Name()), tagged: name != "",
			optional: pointer || slices.Contains(list, "omitempty") || slices.Contains(list, "omitzero"),
			quoted:   slices.Contains(list, "string"),
		})
	}
	return own, inner
}

func (b *builder) tag(tag string) string {
	for _, key := range b.tags {
		if text, ok := reflect.StructTag(tag).Lookup(key); ok {
			return text
		}
	}
	return ""
}

// structOf is the struct that a type is or points to, nil if it is none.
func structOf(t types.Type) (st *types.Struct, pointer bool) {
	p, pointer := types.Unalias(t).(*types.Pointer)
	if pointer {
		t = p.Elem()
	}
	st, _ = t.Underlying().(*types.Struct)
	return st, pointer
}

// validName says whether encoding/json takes a tag's text as a name.
func validName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

func dominant(same []field) (field, bool) {
	slices.SortStableFunc(same, func(a, b field) int {
		return cmp.Or(cmp.Compare(a.depth, b.depth), -compareBool(a.tagged, b.tagged))
	})
	if len(same) > 1 && same[0].depth == same[1].depth && same[0].tagged == same[1].tagged {
		return field{}, false
	}
	return same[0], true
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
