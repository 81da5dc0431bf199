package eval

import (
	"go/types"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// Configuration is part of the program: a read of it gives what is checked in for
// the unit that the service is deployed as, else a reference to the key, with the
// program's own default as its fallback.

// settings is the state of the program's configuration in one round.
type settings struct {
	env    map[string]*Text // what the program has loaded into its environment
	flags  map[string]Set   // flags by name
	vipers map[*Object]*viper
}

// configIntrinsics are where configuration is read. Each library has a table in a
// file of its own.
func configIntrinsics() map[string]intrinsic {
	all := map[string]intrinsic{}
	for _, table := range []map[string]intrinsic{osFunctions, flagFunctions(), fileFunctions, structFunctions, viperFunctions(), koanfFunctions} {
		for name, f := range table {
			all[name] = f
		}
	}
	return all
}

var osFunctions = map[string]func(*apiCall) []Set{
	"os.Getenv":                         getenv,
	"os.LookupEnv":                      getenv,
	"os.Setenv":                         setenv,
	"os.ExpandEnv":                      expandEnv,
	"os.Getwd":                          func(c *apiCall) []Set { c.out[0] = text("."); return c.out },
	"github.com/joho/godotenv.Load":     loadDotEnv,
	"github.com/joho/godotenv.Overload": loadDotEnv,
}

// valueText is a configured value as a text; a secret stays a reference.
func valueText(key string, v config.Value) *Text {
	p := &prov{kind: v.Kind, file: v.File, line: v.Line, text: key}
	if v.Secret {
		return configText(key, p)
	}
	return newText([]textPart{{lit: v.Text}}, p)
}

// environment is what the environment has for a key when the program reads it.
func (m *machine) environment(key string) (*Text, bool) {
	if m.unit != nil {
		if v, ok := m.unit.Env(key); ok {
			return valueText(key, v), true
		}
	}
	t, ok := m.settings.env[key]
	return t, ok
}

func getenv(c *apiCall) []Set {
	out := Set{origin: c.args[0].origin}
	found := true
	for _, t := range c.args[0].texts() {
		key, ok := t.exact()
		if !ok {
			continue
		}
		v, ok := c.a.m.environment(key)
		if !ok {
			v, found = c.reference(key), false
		} else {
			v = v.under(&prov{kind: "env", pos: c.at.Pos(), text: key})
		}
		out = out.with(v)
	}
	if len(out.vals) == 0 {
		return nil
	}
	c.out[0] = out
	if len(c.out) > 1 && found {
		c.out[1] = one(constBool(true))
	}
	return c.out
}

// under puts a step in front of a text's provenance.
func (t *Text) under(p *prov) *Text {
	n := *t
	step := *p
	step.next = t.prov
	n.prov = &step
	return &n
}

func setenv(c *apiCall) []Set {
	key, ok := c.args[0].exactText()
	if t, isText := unwrap(c.args[1].single()).(*Text); ok && isText {
		c.a.m.settings.env[key] = t
	}
	return c.out
}

// expandEnv fills ${KEY} in a text; in the contents of a file that happens as it
// is decoded.
func expandEnv(c *apiCall) []Set {
	s, ok := c.args[0].exactText()
	if !ok {
		return []Set{c.args[0]}
	}
	return []Set{one(c.a.m.expandText(s)).from(c.args[0].origin)}
}

// expandText is a text with its ${KEY} filled from the environment.
func (m *machine) expandText(s string) *Text {
	var parts []textPart
	var from *prov
	for {
		i := strings.Index(s, "${")
		j := strings.IndexByte(s[max(i, 0):], '}')
		if i < 0 || j < 0 {
			break
		}
		key, def, hasDef := strings.Cut(s[i+2:i+j], ":")
		parts = append(parts, textPart{lit: s[:i]})
		s = s[i+j+1:]
		if t, ok := m.environment(key); ok {
			parts, from = append(parts, t.parts...), joinProv(from, t.prov)
			continue
		}
		h := &hole{kind: configHole, name: key}
		if hasDef {
			h.fallback = literal(strings.TrimPrefix(def, "-"))
		}
		parts = append(parts, textPart{hole: h})
	}
	return newText(append(parts, textPart{lit: s}), from)
}

func loadDotEnv(c *apiCall) []Set {
	m := c.a.m
	var names []string
	for _, e := range c.variadic(0) {
		if name, ok := e.exactText(); ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		names = []string{".env"}
	}
	over := c.fn.Name() == "Overload"
	for _, name := range names {
		tree := m.dotEnv(name)
		for _, e := range tree.Root().Entries() {
			v, ok := tree.Value(e.Value)
			if _, have := m.environment(e.Key); ok && (over || !have) {
				m.settings.env[e.Key] = valueText(e.Key, v)
			}
		}
	}
	return c.out
}

// dotEnv is a .env file that the program loads, or where only that is checked in,
// the example of it.
func (m *machine) dotEnv(name string) *config.Tree {
	if m.unit == nil {
		return nil
	}
	for _, n := range config.DotEnvNames(name) {
		if path, ok := m.unit.Resolve(n); ok {
			if tree, err := m.prog.Repo.FileAs(path, "env"); err == nil {
				return tree
			}
		}
	}
	return nil
}

func (c *apiCall) reference(key string) *Text {
	return configText(key, &prov{kind: "config", pos: c.at.Pos(), text: key})
}

// readKey is a read of a key that is an argument, from a table of values.
func readKey(i int, get func(m *machine, key string) (Set, bool)) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		out := Set{origin: c.args[i].origin}
		for _, t := range c.args[i].texts() {
			key, ok := t.exact()
			if !ok {
				continue
			}
			if s, ok := get(c.a.m, key); ok {
				out = out.union(strip(s).under(&prov{kind: "config", pos: c.at.Pos(), text: key}))
			} else {
				out = out.with(c.reference(key))
			}
		}
		if len(out.vals) == 0 {
			return nil
		}
		c.out[0] = out
		return c.out
	}
}

// Flags.

func flagFunctions() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{"(*github.com/spf13/pflag.FlagSet).GetString": readKey(0, flagValue)}
	for _, set := range []string{"flag.", "(*flag.FlagSet).", "github.com/spf13/pflag.", "(*github.com/spf13/pflag.FlagSet).", "github.com/namsral/flag."} {
		all[set+"String"] = flagPointer(0, 1)
		all[set+"StringP"] = flagPointer(0, 2)
		all[set+"StringVar"] = flagVar(0, 1, 2)
		all[set+"StringVarP"] = flagVar(0, 1, 3)
	}
	for _, v := range []string{"(*github.com/urfave/cli/v2.Context).String", "(*github.com/urfave/cli/v3.Command).String", "(*github.com/urfave/cli.Context).String"} {
		all[v] = readKey(0, cliFlag)
	}
	return all
}

func flagValue(m *machine, name string) (Set, bool) {
	s, ok := m.settings.flags[name]
	return s, ok
}

// cliFlag finds a flag of urfave/cli: a struct with its name, default and
// environment variables.
func cliFlag(m *machine, name string) (Set, bool) {
	if s, ok := m.argument(name); ok {
		return s, true
	}
	for _, o := range m.structsNamed("StringFlag", "FlagBase") {
		if have, ok := o.cells[".Name"].exactText(); !ok || have != name {
			continue
		}
		def := o.cells[".Value"]
		for _, e := range m.anyElement(o.cells[".EnvVars"], types.Typ[types.String]).texts() {
			if key, ok := e.exact(); ok {
				if t, ok := m.environment(key); ok {
					return one(t), true
				}
				return joinTexts(one(configText(key, nil)), def), true
			}
		}
		return joinTexts(one(configText(name, nil)), def), true
	}
	return Set{}, false
}

// structsNamed are the objects of library structs with one of these names.
func (m *machine) structsNamed(names ...string) []*Object {
	var out []*Object
	for _, o := range m.inOrder() {
		n, ok := types.Unalias(o.typ).(*types.Named)
		if !ok || len(o.cells) == 0 {
			continue
		}
		for _, name := range names {
			if n.Obj().Name() == name {
				out = append(out, o)
			}
		}
	}
	return out
}

// argument is a flag's value on the command line that the unit starts with.
func (m *machine) argument(name string) (Set, bool) {
	if m.unit == nil {
		return Set{}, false
	}
	args := m.unit.Args()
	for i, arg := range args {
		flag, value, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if !strings.HasPrefix(arg, "-") || flag != name {
			continue
		}
		if !hasValue && i+1 < len(args) {
			value = args[i+1]
		}
		p := &prov{kind: "flag", text: name}
		if at, ok := m.unit.Flag(name); ok && at.File != "" {
			p = &prov{kind: at.Kind, file: at.File, line: at.Line, text: arg}
		}
		return one(newText([]textPart{{lit: value}}, p)), true
	}
	return Set{}, false
}

// flagText is a flag's value: what the unit's command line says, else its default.
func (c *apiCall) flagText(name, def int) Set {
	key, known := c.args[name].exactText()
	if t, ok := unwrap(c.args[name].single()).(*Text); ok && !known {
		key = t.name().Text
	}
	s, ok := c.a.m.argument(key)
	s = s.under(&prov{kind: "flag", pos: c.at.Pos(), text: key})
	if !ok {
		s = one(configText(key, &prov{kind: "flag", pos: c.at.Pos(), text: key}))
		if !isEmpty(c.args[def]) {
			s = joinTexts(s, c.args[def])
		}
	}
	c.a.m.settings.flags[key] = strip(s)
	return s
}

func flagPointer(name, def int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		s := c.flagText(name, def)
		if len(s.vals) == 0 {
			return nil
		}
		o := c.a.m.object(c.a, c.at, types.Typ[types.String])
		c.a.m.storeAt(c.a, Ref{o, ""}, s, types.Typ[types.String], true)
		return []Set{one(Ref{o, ""})}
	}
}

func flagVar(ptr, name, def int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		if s := c.flagText(name, def); len(s.vals) > 0 {
			c.a.m.store(c.a, c.args[ptr], s, types.Typ[types.String])
		}
		return []Set{}
	}
}
