package eval

import (
	"cmp"
	"go/types"
	"reflect"
	"strconv"
	"strings"
)

// tagStyle is how a library reads a struct by the tags of its fields.
type tagStyle struct {
	// env are the variables of a field, the first that is set wins; false leaves the
	// field alone.
	env func(tag reflect.StructTag, field, prefix string) (names []string, ok bool)
	// envPrefix is what the fields of a nested struct have before their variables.
	envPrefix nested
	// flag is the flag of a field; nil if the library reads no command line.
	flag       func(tag reflect.StructTag, field string) string
	flagPrefix nested
	fallback   func(tag reflect.StructTag) string
}

// nested is what a struct in a struct puts before the names of its fields.
type nested func(tag reflect.StructTag, field string, embedded bool) string

// prefixes are those of the structs around a field.
type prefixes struct{ env, flag string }

func (p prefixes) below(style tagStyle, tag reflect.StructTag, f *types.Var) prefixes {
	p.env += style.envPrefix(tag, f.Name(), f.Embedded())
	if style.flag != nil {
		p.flag += style.flagPrefix(tag, f.Name(), f.Embedded())
	}
	return p
}

// structFunctions fill structs from the command line and the environment by the
// tags of their fields.
func structFunctions() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{}
	add := func(f func(*apiCall) []Set, names ...string) {
		for _, name := range names {
			all[name] = f
		}
	}
	caarlos := tagStyle{env: nameIn("env"), envPrefix: inTag("envPrefix"), fallback: defaultTag("envDefault")}
	for _, path := range append(versions("github.com/caarlos0/env", 6, 11), "github.com/caarlos0/env") {
		add(fillFrom(caarlos, noPrefix, 0), path+".Parse")
		add(fillFrom(caarlos, prefixOption, 0), path+".ParseWithOptions")
		add(returnFilled(caarlos, noPrefix), path+".ParseAs")
		add(returnFilled(caarlos, prefixOption), path+".ParseAsWithOptions")
	}
	kelsey := tagStyle{env: envconfigNames, envPrefix: envconfigPrefix, fallback: defaultTag("default")}
	add(fillFrom(kelsey, prefixArg, 1), "github.com/kelseyhightower/envconfig.Process", "github.com/kelseyhightower/envconfig.MustProcess")
	clean := tagStyle{env: nameIn("env"), envPrefix: inTag("env-prefix"), fallback: defaultTag("env-default")}
	add(fillFrom(clean, noPrefix, 0), "github.com/ilyakaznacheev/cleanenv.ReadEnv", "github.com/ilyakaznacheev/cleanenv.UpdateEnv")
	add(readConfig(clean), "github.com/ilyakaznacheev/cleanenv.ReadConfig")
	sethvargo := tagStyle{env: nameIn("env"), fallback: option("env", "default="),
		envPrefix: func(tag reflect.StructTag, _ string, _ bool) string { return option("env", "prefix=")(tag) }}
	add(fillFrom(sethvargo, noPrefix, 1), "github.com/sethvargo/go-envconfig.Process", "github.com/sethvargo/go-envconfig.MustProcess")
	ardan := tagStyle{env: ardanNames, envPrefix: snakePrefix, flag: ardanFlag, flagPrefix: kebabPrefix, fallback: option("conf", "default:")}
	for _, path := range append(versions("github.com/ardanlabs/conf", 2, 3), "github.com/ardanlabs/conf") {
		add(fillFrom(ardan, prefixArg, 1), path+".Parse", path+".ParseOSArgs")
	}
	kong := tagStyle{env: nameIn("env"), envPrefix: inTag("envprefix"), flag: namedFlag("name"), flagPrefix: inTag("prefix"), fallback: defaultTag("default")}
	add(parsesCommands(fillFrom(kong, noPrefix, 0)), "github.com/alecthomas/kong.Parse", "github.com/alecthomas/kong.New", "github.com/alecthomas/kong.Must")
	goFlags := tagStyle{env: nameIn("env"), envPrefix: joined("env-namespace", "_"), flag: namedFlag("long"), flagPrefix: joined("namespace", "."), fallback: defaultTag("default")}
	add(fillFrom(goFlags, noPrefix, 0), "github.com/jessevdk/go-flags.Parse", "github.com/jessevdk/go-flags.NewParser", "github.com/jessevdk/go-flags.ParseArgs")
	defaults := tagStyle{env: noNames, envPrefix: inTag(""), fallback: defaultTag("default")}
	add(fillFrom(defaults, noPrefix, 0), "github.com/creasty/defaults.Set", "github.com/creasty/defaults.MustSet", "github.com/mcuadros/go-defaults.SetDefaults")
	return all
}

// versions are the import paths of a module's major versions.
func versions(path string, from, to int) []string {
	var all []string
	for v := from; v <= to; v++ {
		all = append(all, path+"/v"+strconv.Itoa(v))
	}
	return all
}

// Where a call has the prefix of all variables.

func noPrefix(*apiCall) string { return "" }

func prefixArg(c *apiCall) string {
	if p, ok := c.args[0].settledText(); ok && p != "" {
		return strings.ToUpper(p) + "_"
	}
	return ""
}

func prefixOption(c *apiCall) string {
	if opts, ok := c.args[len(c.args)-1].single().(*Struct); ok {
		p, _ := opts.cells[".Prefix"].settledText()
		return p
	}
	return ""
}

// Names of variables.

func noNames(reflect.StructTag, string, string) ([]string, bool) { return nil, true }

func nameIn(key string) func(reflect.StructTag, string, string) ([]string, bool) {
	return func(tag reflect.StructTag, _, prefix string) ([]string, bool) {
		value, ok := tag.Lookup(key)
		if !ok {
			return nil, true
		}
		var names []string
		for _, n := range strings.Split(value, ",") {
			n = strings.TrimSpace(n)
			if n != "" && n == strings.ToUpper(n) && !strings.Contains(n, "=") {
				names = append(names, prefix+n)
			}
		}
		if first := strings.TrimSpace(strings.Split(value, ",")[0]); len(names) == 0 && first != "" {
			names = []string{prefix + first}
		}
		return names, true
	}
}

// envconfigNames are those of a field: a name that is given is tried without the
// prefix, too.
func envconfigNames(tag reflect.StructTag, field, prefix string) ([]string, bool) {
	switch {
	case tag.Get("ignored") == "true":
		return nil, false
	case tag.Get("envconfig") != "":
		n := strings.ToUpper(tag.Get("envconfig"))
		return []string{prefix + n, n}, true
	case tag.Get("split_words") == "true":
		field = snake(field)
	}
	return []string{prefix + strings.ToUpper(field)}, true
}

func envconfigPrefix(tag reflect.StructTag, field string, embedded bool) string {
	names, ok := envconfigNames(tag, field, "")
	if embedded || !ok {
		return ""
	}
	return names[0] + "_"
}

func ardanNames(tag reflect.StructTag, field, prefix string) ([]string, bool) {
	name := option("conf", "env:")(tag)
	if name == "" {
		name = strings.ToUpper(snake(field))
	}
	return []string{prefix + name}, tag.Get("conf") != "-"
}

func snakePrefix(_ reflect.StructTag, field string, embedded bool) string {
	if embedded {
		return ""
	}
	return strings.ToUpper(snake(field)) + "_"
}

// Names of flags.

func ardanFlag(tag reflect.StructTag, field string) string {
	return cmp.Or(option("conf", "flag:")(tag), kebab(field))
}

func namedFlag(key string) func(reflect.StructTag, string) string {
	return func(tag reflect.StructTag, field string) string { return cmp.Or(tag.Get(key), kebab(field)) }
}

func kebabPrefix(_ reflect.StructTag, field string, embedded bool) string {
	if embedded {
		return ""
	}
	return kebab(field) + "-"
}

func kebab(field string) string { return strings.ReplaceAll(snake(field), "_", "-") }

func inTag(key string) nested {
	return func(tag reflect.StructTag, _ string, _ bool) string { return tag.Get(key) }
}

// joined is a prefix without what stands between it and a name.
func joined(key, sep string) nested {
	return func(tag reflect.StructTag, _ string, _ bool) string {
		if p := tag.Get(key); p != "" {
			return p + sep
		}
		return ""
	}
}

// Defaults.

func defaultTag(key string) func(reflect.StructTag) string {
	return func(tag reflect.StructTag) string { return tag.Get(key) }
}

// option reads one of several in a tag: `env:"NAME, default=x"`, `conf:"default:x"`.
func option(key, name string) func(reflect.StructTag) string {
	return func(tag reflect.StructTag) string {
		for _, part := range strings.Split(tag.Get(key), ",") {
			if v, ok := strings.CutPrefix(strings.TrimSpace(part), name); ok {
				return v
			}
		}
		return ""
	}
}
