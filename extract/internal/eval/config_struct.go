package eval

import (
	"go/types"
	"reflect"
	"strconv"
	"strings"
	"unicode"
)

func parseInt(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }

// tagStyle is how a library reads a struct from the environment by field tags.
type tagStyle struct {
	name     func(tag reflect.StructTag, field string) (names []string, ok bool)
	fallback func(tag reflect.StructTag) string
	prefix   func(tag reflect.StructTag, field string, embedded bool) string
}

// structFunctions fill structs from the environment by the tags of their fields.
var structFunctions = map[string]func(*apiCall) []Set{}

func init() {
	caarlos := tagStyle{
		name:     nameIn("env"),
		fallback: func(tag reflect.StructTag) string { return tag.Get("envDefault") },
		prefix:   func(tag reflect.StructTag, _ string, _ bool) string { return tag.Get("envPrefix") },
	}
	for _, path := range []string{"github.com/caarlos0/env", "github.com/caarlos0/env/v6", "github.com/caarlos0/env/v7", "github.com/caarlos0/env/v8",
		"github.com/caarlos0/env/v9", "github.com/caarlos0/env/v10", "github.com/caarlos0/env/v11"} {
		structFunctions[path+".Parse"] = fillFrom(caarlos, -1, 0)
		structFunctions[path+".ParseWithOptions"] = fillFrom(caarlos, -1, 0)
		structFunctions[path+".ParseAs"] = returnFilled(caarlos)
	}
	kelsey := tagStyle{name: envconfigName, fallback: defaultTag("default"), prefix: envconfigPrefix}
	structFunctions["github.com/kelseyhightower/envconfig.Process"] = fillFrom(kelsey, 0, 1)
	structFunctions["github.com/kelseyhightower/envconfig.MustProcess"] = fillFrom(kelsey, 0, 1)
	clean := tagStyle{name: nameIn("env"), fallback: defaultTag("env-default"),
		prefix: func(tag reflect.StructTag, _ string, _ bool) string { return tag.Get("env-prefix") }}
	structFunctions["github.com/ilyakaznacheev/cleanenv.ReadEnv"] = fillFrom(clean, -1, 0)
	structFunctions["github.com/ilyakaznacheev/cleanenv.ReadConfig"] = readConfig(clean)
	sethvargo := tagStyle{name: nameIn("env"), fallback: optionIn("env", "default"),
		prefix: func(tag reflect.StructTag, _ string, _ bool) string { return optionIn("env", "prefix")(tag) }}
	structFunctions["github.com/sethvargo/go-envconfig.Process"] = fillFrom(sethvargo, -1, 1)
	structFunctions["github.com/sethvargo/go-envconfig.MustProcess"] = fillFrom(sethvargo, -1, 1)
	ardan := tagStyle{name: ardanName, fallback: optionOf("conf", "default"), prefix: envconfigPrefix}
	for _, path := range []string{"github.com/ardanlabs/conf", "github.com/ardanlabs/conf/v2", "github.com/ardanlabs/conf/v3"} {
		structFunctions[path+".Parse"] = fillFrom(ardan, 0, 1)
		structFunctions[path+".ParseOSArgs"] = fillFrom(ardan, 0, 1)
	}
	kong := tagStyle{name: nameIn("env"), fallback: defaultTag("default"),
		prefix: func(tag reflect.StructTag, _ string, _ bool) string { return tag.Get("envprefix") }}
	structFunctions["github.com/alecthomas/kong.Parse"] = fillFrom(kong, -1, 0)
	structFunctions["github.com/jessevdk/go-flags.Parse"] = fillFrom(kong, -1, 0)
	structFunctions["github.com/jessevdk/go-flags.NewParser"] = fillFrom(kong, -1, 0)
	defaults := tagStyle{name: func(reflect.StructTag, string) ([]string, bool) { return nil, true }, fallback: defaultTag("default"),
		prefix: func(reflect.StructTag, string, bool) string { return "" }}
	structFunctions["github.com/creasty/defaults.Set"] = fillFrom(defaults, -1, 0)
	structFunctions["github.com/creasty/defaults.MustSet"] = fillFrom(defaults, -1, 0)
	structFunctions["github.com/mcuadros/go-defaults.SetDefaults"] = fillFrom(defaults, -1, 0)
}

func nameIn(key string) func(reflect.StructTag, string) ([]string, bool) {
	return func(tag reflect.StructTag, _ string) ([]string, bool) {
		value, ok := tag.Lookup(key)
		if !ok {
			return nil, false
		}
		var names []string
		for _, n := range strings.Split(value, ",") {
			n = strings.TrimSpace(n)
			if n != "" && n == strings.ToUpper(n) && !strings.Contains(n, "=") {
				names = append(names, n)
			}
		}
		if len(names) == 0 {
			names = []string{strings.TrimSpace(strings.Split(value, ",")[0])}
		}
		return names, true
	}
}

func defaultTag(key string) func(reflect.StructTag) string {
	return func(tag reflect.StructTag) string { return tag.Get(key) }
}

// optionIn reads `env:"NAME, default=x"`.
func optionIn(key, option string) func(reflect.StructTag) string {
	return func(tag reflect.StructTag) string {
		for _, part := range strings.Split(tag.Get(key), ",") {
			if v, ok := strings.CutPrefix(strings.TrimSpace(part), option+"="); ok {
				return v
			}
		}
		return ""
	}
}

// optionOf reads `conf:"default:x,env:NAME"`.
func optionOf(key, option string) func(reflect.StructTag) string {
	return func(tag reflect.StructTag) string {
		for _, part := range strings.Split(tag.Get(key), ",") {
			if v, ok := strings.CutPrefix(strings.TrimSpace(part), option+":"); ok {
				return v
			}
		}
		return ""
	}
}

func envconfigName(tag reflect.StructTag, field string) ([]string, bool) {
	if tag.Get("ignored") == "true" {
		return nil, false
	}
	if n := tag.Get("envconfig"); n != "" {
		return []string{strings.ToUpper(n)}, true
	}
	if tag.Get("split_words") == "true" {
		return []string{strings.ToUpper(snake(field))}, true
	}
	return []string{strings.ToUpper(field)}, true
}

func envconfigPrefix(tag reflect.StructTag, field string, embedded bool) string {
	if embedded {
		return ""
	}
	names, ok := envconfigName(tag, field)
	if !ok {
		return ""
	}
	return names[0] + "_"
}

func ardanName(tag reflect.StructTag, field string) ([]string, bool) {
	if n := optionOf("conf", "env")(tag); n != "" {
		return []string{n}, true
	}
	return []string{strings.ToUpper(snake(field))}, true
}

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
func fillFrom(style tagStyle, prefix, into int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		if into >= len(c.args) {
			return nil
		}
		start := ""
		if prefix >= 0 {
			if p, ok := c.args[prefix].exactText(); ok && p != "" {
				start = strings.ToUpper(p) + "_"
			}
		}
		for _, v := range c.args[into].vals {
			c.fillValue(style, v, start)
		}
		return c.out
	}
}

func (c *apiCall) fillValue(style tagStyle, v Value, prefix string) {
	r, ok := unwrap(v).(Ref)
	if !ok {
		return
	}
	t := placeType(r)
	if r.path == "" {
		t = r.obj.typ
	}
	c.fill(style, r, t, prefix, 0)
}

// returnFilled fills a new struct of the type that a generic function returns.
func returnFilled(style tagStyle) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		t := c.sig.Results().At(0).Type()
		o := c.a.m.object(c.a, c.at, pointee(t))
		c.fill(style, Ref{o, ""}, pointee(t), "", 0)
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
			if f := c.a.m.file(t); f != nil {
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
				c.a.m.decodeData(c.a, one(FileData{f}), c.args[1], tag)
			}
		}
		return fillFrom(style, -1, 1)(c)
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

// fill sets the fields of a struct from the environment, or their defaults. What
// was set before, from a file, is a default too.
func (c *apiCall) fill(style tagStyle, r Ref, t types.Type, prefix string, depth int) {
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
			c.fill(style, place, ft, prefix+style.prefix(tag, f.Name(), f.Embedded()), depth+1)
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

func (c *apiCall) fillField(style tagStyle, place Ref, f *types.Var, tag reflect.StructTag, prefix string) {
	names, ok := style.name(tag, f.Name())
	if !ok || !f.Exported() {
		return
	}
	have := place.obj.cells[place.path]
	def := style.fallback(tag)
	var found *Text
	for _, n := range names {
		if t, ok := c.a.m.environment(prefix + n); ok && found == nil {
			found = t.under(&prov{kind: "env", pos: f.Pos(), text: prefix + n})
		}
	}
	switch {
	case found != nil:
	case !isEmpty(have):
		return
	case def != "":
		ref := literal(def)
		if len(names) > 0 {
			h := &hole{kind: configHole, name: prefix + names[0], fallback: literal(def)}
			ref = newText([]textPart{{hole: h}}, &prov{kind: "default", pos: f.Pos(), text: def})
		}
		found = ref.settled()
	case len(names) > 0 && isString(f.Type()):
		found = configText(prefix+names[0], &prov{kind: "config", pos: f.Pos(), text: prefix + names[0]})
	default:
		return
	}
	c.storeConfigured(place, f.Type(), found)
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
