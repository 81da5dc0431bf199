package eval

import "go/types"

// configIntrinsics are where configuration is read: environment variables,
// flags, configuration libraries. What is read is a reference to its key, with
// the program's own default as its fallback.
var configIntrinsics = map[string]func(*apiCall) []Set{
	"os.Getenv":    readKey(0),
	"os.LookupEnv": readKey(0),

	"flag.String":               flagPointer(0, 1),
	"flag.StringVar":            flagVar(0, 1, 2),
	"(*flag.FlagSet).String":    flagPointer(0, 1),
	"(*flag.FlagSet).StringVar": flagVar(0, 1, 2),

	"github.com/spf13/pflag.String":                flagPointer(0, 1),
	"github.com/spf13/pflag.StringP":               flagPointer(0, 2),
	"github.com/spf13/pflag.StringVar":             flagVar(0, 1, 2),
	"github.com/spf13/pflag.StringVarP":            flagVar(0, 1, 3),
	"(*github.com/spf13/pflag.FlagSet).String":     flagPointer(0, 1),
	"(*github.com/spf13/pflag.FlagSet).StringP":    flagPointer(0, 2),
	"(*github.com/spf13/pflag.FlagSet).StringVar":  flagVar(0, 1, 2),
	"(*github.com/spf13/pflag.FlagSet).StringVarP": flagVar(0, 1, 3),
	"(*github.com/spf13/pflag.FlagSet).GetString":  readKey(0),

	"github.com/spf13/viper.GetString":           readKey(0),
	"(*github.com/spf13/viper.Viper).GetString":  readKey(0),
	"github.com/spf13/viper.Get":                 readKey(0),
	"(*github.com/knadh/koanf/v2.Koanf).String":  readKey(0),
	"(*github.com/urfave/cli/v2.Context).String": readKey(0),
	"(*github.com/urfave/cli/v3.Command).String": readKey(0),
}

// readKey is a read of the configuration by the key in an argument.
func readKey(i int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		out := Set{origin: c.args[i].origin}
		for _, t := range c.args[i].texts() {
			if key, ok := t.exact(); ok {
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

func (c *apiCall) reference(key string) *Text {
	return configText(key, &prov{kind: "config", pos: c.at.Pos(), text: key})
}

// flagText is a flag's value: its default unless the command line says
// otherwise.
func (c *apiCall) flagText(name, def int) Set {
	key, ok := c.args[name].exactText()
	if !ok {
		return Set{}
	}
	return joinTexts(one(c.reference(key)), c.args[def])
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
