package eval

import (
	"go/types"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"github.com/flowvet/flowvet/extract/internal/config"
)

func parseInt(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }

// snake splits a Go name into words: KafkaTopic, URLPath.
func snake(s string) string {
	var b strings.Builder
	r := []rune(s)
	for i, c := range r {
		if i > 0 && unicode.IsUpper(c) && (unicode.IsLower(r[i-1]) || i+1 < len(r) && unicode.IsLower(r[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// fillFrom fills the struct that an argument points to.
func fillFrom(style tagStyle, prefix func(*apiCall) string, into int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		if into >= len(c.args) {
			return nil
		}
		for _, v := range c.args[into].vals {
			c.fillValue(style, v, prefixes{env: prefix(c)})
		}
		return c.out
	}
}

func (c *apiCall) fillValue(style tagStyle, v Value, prefix prefixes) {
	r, ok := unwrap(v).(Ref)
	if !ok {
		return
	}
	c.fill(style, r, typeAt(r), prefix, 0)
}

// returnFilled fills a new struct of the type that a generic function returns.
func returnFilled(style tagStyle, prefix func(*apiCall) string) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		t := c.sig.Results().At(0).Type()
		o := c.a.m.object(c.a, c.at, pointee(t))
		c.fill(style, Ref{o, ""}, pointee(t), prefixes{env: prefix(c)}, 0)
		if pointee(t) != t {
			c.out[0] = one(Ref{o, ""})
		} else {
			c.out[0] = one(c.a.m.snapshot(o, "", t))
		}
		return c.out
	}
}

func readConfig(style tagStyle) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		for _, t := range c.args[0].texts() {
			if f, ok := c.a.m.file(t); ok {
				tag := "yaml"
				for _, ext := range []string{"json", "toml"} {
					if strings.HasSuffix(f.path, "."+ext) {
						tag = ext
					}
				}
				if strings.Contains(f.path, ".env") {
					c.loadEnvFile(f.path)
					continue
				}
				c.a.m.decodeData(c.a, one(f), c.args[1], tag)
			}
		}
		return fillFrom(style, noPrefix, 1)(c)
	}
}

func (c *apiCall) loadEnvFile(path string) {
	tree, err := c.a.m.prog.Repo.FileAs(path, "env")
	if err != nil {
		return
	}
	for _, e := range tree.Root().Entries() {
		if v, ok := tree.Value(e.Value); ok {
			c.a.m.settings.env[e.Key] = valueText(e.Key, v)
		}
	}
}

// fill sets the fields of a struct from the command line, the environment, or
// their defaults. What was set before, from a file, is a default too.
func (c *apiCall) fill(style tagStyle, r Ref, t types.Type, prefix prefixes, depth int) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > maxConfigDepth {
		return
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		tag := reflect.StructTag(st.Tag(i))
		place := Ref{r.obj, r.path + fieldPath("", f.Name())}
		ft := f.Type()
		if p, ok := ft.Underlying().(*types.Pointer); ok {
			if _, isStruct := p.Elem().Underlying().(*types.Struct); isStruct {
				place, ft = c.pointed(place, p), p.Elem()
			}
		}
		if _, isStruct := ft.Underlying().(*types.Struct); isStruct && !hasText(ft) {
			c.fill(style, place, ft, prefix.below(style, tag, f), depth+1)
			continue
		}
		c.fillField(style, place, f, tag, prefix)
	}
}

// hasText leaves structs that are values, such as times, alone.
func hasText(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && (n.Obj().Pkg().Path() == "time" || n.Obj().Pkg().Path() == "net/url")
}

// pointed is the struct that a pointer field points to, made if it is nil.
func (c *apiCall) pointed(place Ref, p *types.Pointer) Ref {
	if r, ok := unwrap(place.obj.cells[place.path].single()).(Ref); ok {
		return r
	}
	o := c.a.m.object(c.a, vkey{place.obj, "filled " + place.path}, p.Elem())
	c.a.m.storeAt(c.a, place, one(Ref{o, ""}), p, true)
	return Ref{o, ""}
}

func (c *apiCall) fillField(style tagStyle, place Ref, f *types.Var, tag reflect.StructTag, prefix prefixes) {
	names, ok := style.env(tag, f.Name(), prefix.env)
	if !ok || !f.Exported() {
		return
	}
	def := style.fallback(tag)
	text := c.given(style, f, tag, prefix, names)
	switch {
	case text != nil:
	case !isEmpty(place.obj.cells[place.path]):
		return
	case def != "" && !(len(names) > 0 && config.Secret(names[0], def)) && !config.Secret(f.Name(), def):
		text = literal(def).under(&prov{kind: "default", pos: f.Pos(), text: def})
	case len(names) > 0 && isString(f.Type()):
		text = configText(names[0], &prov{kind: "config", pos: f.Pos(), text: names[0]})
	case len(names) > 0 && isNumber(f.Type()):
		c.a.m.storeAt(c.a, place, c.a.m.unknown(f.Type(), f.Name()), f.Type(), true)
		return
	default:
		return
	}
	c.storeConfigured(place, f.Type(), text)
}

// given is what the command line or the environment has for a field, nil if
// neither has anything.
func (c *apiCall) given(style tagStyle, f *types.Var, tag reflect.StructTag, prefix prefixes, names []string) *Text {
	if style.flag != nil {
		name := prefix.flag + style.flag(tag, f.Name())
		if t, ok := c.a.m.argument(name); ok {
			return t.under(&prov{kind: "flag", pos: f.Pos(), text: name})
		}
	}
	for _, n := range names {
		if t, ok := c.a.m.environment(n); ok {
			return t.under(&prov{kind: "env", pos: f.Pos(), text: n})
		}
	}
	return nil
}

// storeConfigured stores a configured text as a value of a type.
func (c *apiCall) storeConfigured(place Ref, t types.Type, text *Text) {
	if sl, ok := t.Underlying().(*types.Slice); ok && isString(sl.Elem()) {
		c.a.m.storeAt(c.a, place, c.a.m.splitList(c.a, one(text), t), t, true)
		return
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		o := c.a.m.object(c.a, vkey{place.obj, "filled " + place.path}, p.Elem())
		if s, ok := scalarOf(text, p.Elem()); ok {
			c.a.m.storeAt(c.a, Ref{o, ""}, s, p.Elem(), true)
			c.a.m.storeAt(c.a, place, one(Ref{o, ""}), t, true)
		}
		return
	}
	if s, ok := scalarOf(text, t); ok {
		c.a.m.storeAt(c.a, place, s, t, true)
	}
}

func isNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}
