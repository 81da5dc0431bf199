package eval

import "go/types"

// Flags have the value that the unit's command line gives them, else their default.

func flagFunctions() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{"(*github.com/spf13/pflag.FlagSet).GetString": readKey(0, flagValue)}
	for _, set := range []string{"flag.", "(*flag.FlagSet).", "github.com/spf13/pflag.", "(*github.com/spf13/pflag.FlagSet).", "github.com/namsral/flag."} {
		all[set+"String"] = flagPointer(0, 1)
		all[set+"StringP"] = flagPointer(0, 2)
		all[set+"StringVar"] = flagVar(1, 2)
		all[set+"StringVarP"] = flagVar(1, 3)
	}
	for _, set := range []string{"flag.", "(*flag.FlagSet).", "github.com/spf13/pflag.", "(*github.com/spf13/pflag.FlagSet)."} {
		all[set+"Lookup"] = lookupFlag
	}
	for _, set := range []string{"flag.", "github.com/spf13/pflag."} {
		all[set+"Arg"] = commandArg
		all[set+"Args"] = commandArgs
	}
	for _, v := range []string{"(*github.com/urfave/cli/v2.Context).String", "(*github.com/urfave/cli/v3.Command).String", "(*github.com/urfave/cli.Context).String"} {
		all[v] = readKey(0, cliFlag)
	}
	all["github.com/urfave/cli/v3.EnvVars"] = cliSources
	all["(*github.com/alecthomas/kong.Context).Run"] = runCommands
	all["(*github.com/alecthomas/kong.Context).Command"] = commandName
	all["(*github.com/alecthomas/kong.Kong).Parse"] = sameParser
	for _, v := range []string{"(*github.com/urfave/cli/v2.App).Run", "(*github.com/urfave/cli/v2.App).RunContext", "(*github.com/urfave/cli/v3.Command).Run", "(*github.com/urfave/cli.App).Run"} {
		all[v] = cliDestinations
	}
	return all
}

// flagRef is a flag that was looked up.
type flagRef struct{ name string }

func lookupFlag(c *apiCall) []Set {
	name, ok := c.args[0].exactText()
	if !ok {
		return nil
	}
	return c.hold(flagRef{name}, c.args[0])
}

func flagValue(m *machine, name string) (Set, bool) {
	s, ok := m.settings.flags[name]
	return s, ok
}

// argument is a flag's value on the command line that the unit starts with.
func (m *machine) argument(name string) (*Text, bool) {
	if m.unit == nil || name == "" {
		return nil, false
	}
	v, ok := m.unit.Flag(name)
	if !ok {
		return nil, false
	}
	return valueText(name, v), true
}

// flagText is a flag's value. Where its default is not the argument after its name,
// that is a letter for it.
func (c *apiCall) flagText(name, def int) Set {
	key, known := c.args[name].exactText()
	if t, ok := unwrap(c.args[name].single()).(*Text); ok && !known {
		key = t.name().Text
	}
	step := &prov{kind: "flag", pos: c.at.Pos(), text: key}
	t, ok := c.a.m.argument(key)
	if !ok && def > name+1 {
		letter, _ := c.args[name+1].exactText()
		t, ok = c.a.m.argument(letter)
	}
	var s Set
	switch {
	case ok:
		s = one(t.under(step))
	case isEmpty(c.args[def]):
		s = one(configText(key, step))
	default:
		s = joinTexts(one(configText(key, step)), c.args[def])
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

func flagVar(name, def int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		s := c.flagText(name, def)
		switch {
		case len(c.args[0].vals) > 1: // one of them, with what it has for its default
			c.a.m.havoc(c.args[0], 0)
		case len(s.vals) > 0:
			c.a.m.store(c.a, c.args[0], s, types.Typ[types.String])
		}
		return []Set{}
	}
}

// Flags of urfave/cli are structs with a name, a default and variables.

func cliFlag(m *machine, name string) (Set, bool) {
	for _, o := range m.cliFlags() {
		if have, ok := o.cells[".Name"].exactText(); ok && have == name {
			return m.cliValue(o, name), true
		}
	}
	if t, ok := m.argument(name); ok {
		return one(t), true
	}
	return Set{}, false
}

// cliFlags are the string flags that there are.
func (m *machine) cliFlags() []*Object {
	var out []*Object
	for _, o := range m.inOrder() {
		n, ok := types.Unalias(o.typ).(*types.Named)
		if ok && len(o.cells) > 0 && (n.Obj().Name() == "StringFlag" || n.Obj().Name() == "FlagBase") {
			out = append(out, o)
		}
	}
	return out
}

func (m *machine) cliValue(o *Object, name string) Set {
	for _, n := range append([]Set{text(name)}, m.listOf(o.cells[".Aliases"])...) {
		if flag, ok := n.exactText(); ok {
			if t, ok := m.argument(flag); ok {
				return one(t)
			}
		}
	}
	keys := append(m.listOf(o.cells[".EnvVars"]), m.listOf(o.cells[".Sources.Chain"])...)
	keys = append(keys, o.cells[".EnvVar"])
	for _, k := range keys {
		if key, ok := k.exactText(); ok && key != "" {
			if t, ok := m.environment(key); ok {
				return one(t.under(&prov{kind: "env", text: key}))
			}
			name = key
		}
	}
	def := o.cells[".Value"]
	if isEmpty(def) {
		return one(configText(name, nil))
	}
	return joinTexts(one(configText(name, nil)), def)
}

// listOf are the elements of a list of texts.
func (m *machine) listOf(s Set) []Set {
	sl, ok := unwrap(s.single()).(Slice)
	if !ok {
		return nil
	}
	_, elems, _ := m.listElems(sl, types.Typ[types.String])
	return elems
}

// cliSources keeps the variables of a flag's value where cliValue looks for them.
func cliSources(c *apiCall) []Set {
	t := c.sig.Results().At(0).Type()
	o := c.a.m.object(c.a, c.at, t)
	c.a.m.set(o, ".Chain", c.args[0])
	return []Set{one(c.a.m.snapshot(o, "", t))}
}

// cliDestinations sets the variables that flags are to fill, before the command
// runs.
func cliDestinations(c *apiCall) []Set {
	for _, o := range c.a.m.cliFlags() {
		name, ok := o.cells[".Name"].exactText()
		if to := o.cells[".Destination"]; ok && !isZeroSet(to) {
			c.a.m.store(c.a, to, c.a.m.cliValue(o, name), types.Typ[types.String])
		}
	}
	return nil
}
