package eval

import (
	"slices"
	"strconv"
	"strings"
)

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
	tag := c.decoderTag(into + 1)
	nodes := v.nodes(key)
	for _, n := range slices.Backward(nodes) {
		c.a.m.decodeInto(c.a, c.args[into], source{m: c.a.m, tree: n.tree, tag: tag}, n.node)
	}
	if len(nodes) == 0 && v.unread && len(v.defaults) == 0 && len(v.bound) == 0 {
		c.a.m.havoc(c.args[into], 0)
	}
	for _, val := range c.args[into].vals {
		r, ok := unwrap(val).(Ref)
		if !ok {
			continue
		}
		c.overlay(r, typeAt(r), tag, key, func(key string) (Set, bool) {
			if !v.overlays(key) {
				return Set{}, false
			}
			return v.value(c.a.m, key)
		}, 0)
	}
	return c.out
}

// decoderTag is the tag that the options of a decoder choose.
func (c *apiCall) decoderTag(options int) string {
	for i, e := range c.elements(options) {
		for _, v := range e.vals {
			f, ok := unwrap(v).(*Func)
			if !ok || f.fn == nil || f.fn.Signature.Params().Len() != 1 {
				continue
			}
			o := c.a.m.object(c.a, vkey{c.at, "decoder" + strconv.Itoa(i)}, pointee(f.fn.Signature.Params().At(0).Type()))
			c.callArg(one(v), "decoder"+strconv.Itoa(i), []Set{one(Ref{o, ""})})
			if tag, ok := o.cells[".TagName"].exactText(); ok && tag != "" {
				return tag
			}
		}
	}
	return "mapstructure"
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
	return v.auto && len(v.nodes(key)) > 0
}
