package eval

import (
	"go/types"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// viper is the state of one viper.Viper. Values win in this order, as its
// documentation says: Set, flag, environment, configuration file, default. Keys do
// not depend on case.
type viper struct {
	// unchanged are flags that the command line does not have.
	set, flags, unchanged, defaults map[string]Set
	bound                           map[string][]string
	auto                            bool
	// whole says that the program copies the whole environment into viper.
	whole     bool
	prefix    string
	replace   [][2]string
	name, typ string
	paths     []string
	file      *Text // as SetConfigFile names it
	anywhere  bool  // a folder that is not known was added
	trees     []*config.Tree
	unread    bool // a file was to be read that is not here
	parent    *viper
	sub       string
}

// viperMethods are the methods of a Viper; the package's functions do the same for
// its own one.
func viperMethods() map[string]func(*viper, *apiCall) []Set {
	return map[string]func(*viper, *apiCall) []Set{
		"SetDefault":              func(v *viper, c *apiCall) []Set { return v.put(c, v.defaults) },
		"Set":                     func(v *viper, c *apiCall) []Set { return v.put(c, v.set) },
		"BindEnv":                 (*viper).bindEnv,
		"MustBindEnv":             (*viper).bindEnv,
		"BindPFlag":               (*viper).bindFlag,
		"BindPFlags":              (*viper).bindFlags,
		"AutomaticEnv":            func(v *viper, c *apiCall) []Set { v.auto = true; return []Set{} },
		"SetEnvPrefix":            func(v *viper, c *apiCall) []Set { return v.text(c, &v.prefix) },
		"SetEnvKeyReplacer":       (*viper).setReplacer,
		"SetConfigName":           func(v *viper, c *apiCall) []Set { return v.text(c, &v.name) },
		"SetConfigType":           func(v *viper, c *apiCall) []Set { return v.text(c, &v.typ) },
		"SetConfigFile":           (*viper).setFile,
		"AddConfigPath":           (*viper).addPath,
		"ReadInConfig":            (*viper).read,
		"MergeInConfig":           (*viper).read,
		"ReadConfig":              (*viper).readData,
		"MergeConfig":             (*viper).readData,
		"Unmarshal":               func(v *viper, c *apiCall) []Set { return v.unmarshal(c, "", 0) },
		"UnmarshalExact":          func(v *viper, c *apiCall) []Set { return v.unmarshal(c, "", 0) },
		"UnmarshalKey":            (*viper).unmarshalKey,
		"Sub":                     (*viper).subTree,
		"Get":                     (*viper).get,
		"GetString":               (*viper).get,
		"GetStringSlice":          (*viper).getList,
		"GetStringMap":            (*viper).getList,
		"GetStringMapString":      (*viper).getList,
		"GetStringMapStringSlice": (*viper).getList,
		"GetBool":                 (*viper).get,
		"GetInt":                  (*viper).get,
		"IsSet":                   func(v *viper, c *apiCall) []Set { return nil },
	}
}

func viperFunctions() map[string]func(*apiCall) []Set {
	const pkg = "github.com/spf13/viper"
	all := map[string]func(*apiCall) []Set{
		pkg + ".New":            newViper,
		pkg + ".NewWithOptions": newViper,
	}
	for name, f := range viperMethods() {
		all[pkg+"."+name] = func(c *apiCall) []Set { return f(c.a.m.viperOf(Set{}), c) }
		all["(*"+pkg+".Viper)."+name] = func(c *apiCall) []Set { return f(c.a.m.viperOf(c.recv), c) }
	}
	return all
}

func newViper(c *apiCall) []Set {
	o := c.a.m.object(c.a, c.at, pointee(c.sig.Results().At(0).Type()))
	o.lib = true
	c.a.m.settings.vipers[o] = emptyViper()
	return []Set{one(Ref{o, ""})}
}

func emptyViper() *viper {
	return &viper{set: map[string]Set{}, flags: map[string]Set{}, unchanged: map[string]Set{}, defaults: map[string]Set{}, bound: map[string][]string{}, name: "config"}
}

// viperOf is the state of a Viper, of the package's own one for an empty set.
func (m *machine) viperOf(recv Set) *viper {
	var o *Object
	if r, ok := unwrap(recv.single()).(Ref); ok {
		o = r.obj
	}
	v := m.settings.vipers[o]
	if v == nil {
		v = emptyViper()
		m.settings.vipers[o] = v
	}
	return v
}

func (v *viper) text(c *apiCall, to *string) []Set {
	if s, ok := c.args[0].settledText(); ok {
		*to = s
	}
	return []Set{}
}

// settledText is the string when a set is one text that is known, defaults counted.
func (s Set) settledText() (string, bool) {
	t, ok := unwrap(s.single()).(*Text)
	if !ok {
		return "", false
	}
	return t.settled().exact()
}

func (v *viper) put(c *apiCall, to map[string]Set) []Set {
	key, ok := c.args[0].settledText()
	if !ok {
		v.whole = true // the keys are those of a loop over os.Environ
		return []Set{}
	}
	to[strings.ToLower(key)] = strip(c.args[1]).orDefault(c)
	return []Set{}
}

func (v *viper) bindEnv(c *apiCall) []Set {
	var names []string
	for _, e := range c.variadic(0) {
		if s, ok := e.exactText(); ok {
			names = append(names, s)
		}
	}
	if len(names) == 0 {
		return c.out
	}
	key := strings.ToLower(names[0])
	if len(names) == 1 {
		v.bound[key] = []string{v.envName(key)}
	} else {
		v.bound[key] = names[1:]
	}
	return c.out
}

func (v *viper) bindFlag(c *apiCall) []Set {
	key, ok := c.args[0].exactText()
	name := key
	if f, isFlag := holding(c.args[1].single()).(flagRef); isFlag {
		name = f.name
	}
	if ok {
		v.bindNamed(c.a.m, key, name)
	}
	return c.out
}

func (v *viper) bindFlags(c *apiCall) []Set {
	for name := range c.a.m.settings.flags {
		v.bindNamed(c.a.m, name, name)
	}
	return c.out
}

// bindNamed binds a key to a flag, which wins over all but Set if it is given, and
// is the last resort if it is not.
func (v *viper) bindNamed(m *machine, key, name string) {
	s, ok := m.settings.flags[name]
	if !ok {
		return
	}
	if _, given := m.argument(name); given {
		v.flags[strings.ToLower(key)] = s
	} else {
		v.unchanged[strings.ToLower(key)] = s
	}
}

func (v *viper) envName(key string) string {
	if v.prefix != "" {
		key = v.prefix + "_" + key
	}
	key = strings.ToUpper(key)
	for _, r := range v.replace {
		key = strings.ReplaceAll(key, r[0], r[1])
	}
	return key
}

func (v *viper) setReplacer(c *apiCall) []Set {
	all, ok := holding(c.args[0].single()).([]*replacer)
	if !ok || len(all) != 1 {
		return []Set{}
	}
	r := all[0]
	for i, old := range r.old {
		if with, ok := r.with[i].exact(); ok {
			v.replace = append(v.replace, [2]string{old, with})
		}
	}
	return []Set{}
}

// value is what a key has.
func (v *viper) value(m *machine, key string) (Set, bool) {
	if v.parent != nil {
		return v.parent.value(m, v.sub+"."+key)
	}
	key = strings.ToLower(key)
	for _, table := range []map[string]Set{v.set, v.flags} {
		if s, ok := table[key]; ok {
			return s, true
		}
	}
	var names []string
	if v.auto {
		names = append(names, v.envName(key))
	}
	if v.whole {
		names = append(names, strings.ToUpper(key))
	}
	names = append(names, v.bound[key]...)
	for _, n := range names {
		if t, ok := m.environment(n); ok {
			return one(t.under(&prov{kind: "env", text: n})), true
		}
	}
	for _, tree := range v.trees {
		val, ok := tree.Value(tree.LookupFold(strings.Split(key, ".")...))
		switch {
		case ok && val.Text == "" && !val.Secret && len(names) > 0:
			return one(configText(names[0], nil)), true // to be filled in
		case ok:
			return one(valueText(key, val)), true
		}
	}
	for _, table := range []map[string]Set{v.defaults, v.unchanged} {
		s, ok := table[key]
		switch {
		case ok && len(names) > 0:
			return joinTexts(one(configText(names[0], nil)), s), true
		case ok:
			return s, true
		}
	}
	if len(names) > 0 && (v.bound[key] != nil || v.whole || len(v.trees) == 0) {
		return one(configText(names[len(names)-1], nil)), true
	}
	return Set{}, false
}

// treeNode is a part of a file.
type treeNode struct {
	tree *config.Tree
	node *config.Node
}

// nodes are the parts of the configuration files that a key leads to, those of the
// file that wins first.
func (v *viper) nodes(key string) []treeNode {
	if v.parent != nil {
		return v.parent.nodes(strings.Trim(v.sub+"."+key, "."))
	}
	var all []treeNode
	for _, tree := range v.trees {
		if n := tree.LookupFold(keyPath(key)...); n != nil {
			all = append(all, treeNode{tree, n})
		}
	}
	return all
}

func (v *viper) get(c *apiCall) []Set {
	return v.readAt(c, func(s Set) Set { return s })
}

func (v *viper) getList(c *apiCall) []Set {
	t := c.sig.Results().At(0).Type()
	if key, ok := c.args[0].settledText(); ok {
		if nodes := v.nodes(key); len(nodes) > 0 && nodes[0].node.Kind != config.Scalar {
			o := c.a.m.object(c.a, c.at, types.NewStruct([]*types.Var{types.NewField(0, nil, "List", t, false)}, nil))
			c.a.m.decodeNode(c.a, Ref{o, ".List"}, t, source{m: c.a.m, tree: nodes[0].tree, tag: "mapstructure"}, nodes[0].node, 0)
			return []Set{o.cells[".List"]}
		}
	}
	return v.readAt(c, func(s Set) Set { return c.a.m.splitList(c.a, s, t) })
}

func (v *viper) readAt(c *apiCall, as func(Set) Set) []Set {
	var out Set
	for _, t := range c.args[0].texts() {
		key, ok := t.settled().exact()
		if !ok {
			continue
		}
		s, ok := v.value(c.a.m, key)
		if ok {
			s = s.withoutSecrets(key).under(&prov{kind: "config", pos: c.at.Pos(), text: key})
		} else {
			s = one(c.reference(key))
		}
		if text, isText := unwrap(s.single()).(*Text); isText && !isString(c.sig.Results().At(0).Type()) && !types.IsInterface(c.sig.Results().At(0).Type()) {
			if _, isList := c.sig.Results().At(0).Type().Underlying().(*types.Slice); !isList {
				if s, ok = scalarOf(text, c.sig.Results().At(0).Type()); !ok {
					return nil
				}
			}
		}
		out = out.union(as(strip(s)))
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out.from(c.args[0].origin)}
}

func (v *viper) subTree(c *apiCall) []Set {
	key, ok := c.args[0].settledText()
	if !ok {
		return nil
	}
	o := c.a.m.object(c.a, c.at, pointee(c.sig.Results().At(0).Type()))
	o.lib = true
	sub := emptyViper()
	sub.parent, sub.sub = v, key
	c.a.m.settings.vipers[o] = sub
	return []Set{one(Ref{o, ""})}
}
