package eval

import "strings"

func (v *viper) unmarshalKey(c *apiCall) []Set {
	key, ok := c.args[0].settledText()
	if !ok {
		return nil
	}
	return v.unmarshal(c, strings.ToLower(key), 1)
}

// unmarshal fills a struct with the keys that viper knows: those of its files,
// its defaults, and variables bound one by one.
func (v *viper) unmarshal(c *apiCall, key string, into int) []Set {
	tree, n := v.node(key)
	if n != nil {
		c.a.m.decodeInto(c.a, c.args[into], source{m: c.a.m, tree: tree, tag: "mapstructure"}, n)
	} else if v.unread && len(v.defaults) == 0 && len(v.bound) == 0 {
		c.a.m.havoc(c.args[into], 0)
	}
	for _, val := range c.args[into].vals {
		r, ok := unwrap(val).(Ref)
		if !ok {
			continue
		}
		c.overlay(r, typeAt(r), "mapstructure", key, func(key string) (Set, bool) {
			if !v.overlays(key) {
				return Set{}, false
			}
			return v.value(c.a.m, key)
		}, 0)
	}
	return c.out
}

// overlays says whether a key may have a value that no file gives: Unmarshal asks
// the environment only for keys that viper knows.
func (v *viper) overlays(key string) bool {
	if v.parent != nil {
		return v.parent.overlays(v.sub + "." + key)
	}
	_, set := v.set[key]
	_, def := v.defaults[key]
	_, flag := v.flags[key]
	_, unchanged := v.unchanged[key]
	if set || def || flag || unchanged || v.whole || v.bound[key] != nil {
		return true
	}
	_, n := v.node(key)
	return v.auto && n != nil
}
