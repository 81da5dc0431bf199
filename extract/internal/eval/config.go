package eval

import (
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// Configuration is part of the program: a read of it gives what is checked in for
// the unit that the service is deployed as, else a reference to the key, with the
// program's own default as its fallback.

// settings is the state of the program's configuration in one round.
type settings struct {
	env    map[string]*Text // what the program has loaded into its environment
	forced map[string]bool  // what of it wins over what the environment had
	flags  map[string]Set   // flags by name
	vipers map[*Object]*viper
	layers map[*Object]*layers
}

// configIntrinsics are where configuration is read. Each library has a table in a
// file of its own.
func configIntrinsics() map[string]intrinsic {
	all := map[string]intrinsic{}
	for _, table := range []map[string]intrinsic{osFunctions, flagFunctions(), fileFunctions(), structFunctions(), viperFunctions(), layeredFunctions()} {
		for name, f := range table {
			all[name] = f
		}
	}
	return all
}

var osFunctions = map[string]func(*apiCall) []Set{
	"os.Getenv":                           getenv,
	"os.LookupEnv":                        getenv,
	"os.Setenv":                           setenv,
	"os.ExpandEnv":                        expandEnv,
	"os.Getwd":                            func(c *apiCall) []Set { c.out[0] = text("."); return c.out },
	"github.com/joho/godotenv.Load":       loadDotEnv,
	"github.com/joho/godotenv.Overload":   loadDotEnv,
	"github.com/joho/godotenv.Read":       readDotEnv,
	"github.com/subosito/gotenv.Load":     loadDotEnv,
	"github.com/subosito/gotenv.OverLoad": loadDotEnv,
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
	if m.unit != nil && !m.settings.forced[key] {
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
		c.a.m.settings.force(key, t)
	}
	return c.out
}

// force sets a variable whatever it was.
func (s *settings) force(key string, t *Text) {
	s.env[key], s.forced[key] = t, true
}

// expandEnv fills ${KEY} in a text; in the contents of a file that happens as it
// is decoded.
func expandEnv(c *apiCall) []Set {
	if s, ok := c.args[0].exactText(); ok {
		return []Set{one(c.a.m.expandText(s)).from(c.args[0].origin)}
	}
	return []Set{expanded(c.args[0])}
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
				out = out.union(strip(s).withoutSecrets(key).under(&prov{kind: "config", pos: c.at.Pos(), text: key}))
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
