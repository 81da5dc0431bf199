package eval

import (
	"sort"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// koanfFunctions: koanf loads its providers in order, later ones win.
var koanfFunctions = map[string]func(*apiCall) []Set{
	"github.com/knadh/koanf/providers/file.Provider": func(c *apiCall) []Set { return readNamed(c) },
	"(*github.com/knadh/koanf/v2.Koanf).Load":        koanfLoad,
	"(*github.com/knadh/koanf.Koanf).Load":           koanfLoad,
	"(*github.com/knadh/koanf/v2.Koanf).Unmarshal":   koanfUnmarshal,
	"(*github.com/knadh/koanf.Koanf).Unmarshal":      koanfUnmarshal,
	"(*github.com/knadh/koanf/v2.Koanf).String":      func(c *apiCall) []Set { return c.a.m.viperOf(c.recv).get(c) },
	"(*github.com/knadh/koanf.Koanf).String":         func(c *apiCall) []Set { return c.a.m.viperOf(c.recv).get(c) },
	"github.com/knadh/koanf/v2.New":                  newViper,
	"github.com/knadh/koanf.New":                     newViper,
}

func readNamed(c *apiCall) []Set {
	for _, t := range c.args[0].texts() {
		if f := c.a.m.file(t); f != nil {
			return []Set{one(FileData{f})}
		}
	}
	return nil
}

func koanfLoad(c *apiCall) []Set {
	v := c.a.m.viperOf(c.recv)
	for _, val := range c.args[0].vals {
		switch val := unwrap(val).(type) {
		case FileData:
			if tree := c.a.m.treeOf(val.tree.path); tree != nil {
				v.trees = append([]*config.Tree{tree}, v.trees...)
			}
		case Ref:
			v.loadMap(c, val)
		}
	}
	return c.out
}

// loadMap takes the defaults of a map provider.
func (v *viper) loadMap(c *apiCall, r Ref) {
	paths := make([]string, 0, len(r.obj.keys))
	for p := range r.obj.keys {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	for _, p := range paths {
		if key, ok := r.obj.keys[p].exactText(); ok {
			v.defaults[strings.ToLower(key)] = strip(r.obj.cells[p])
		}
	}
}

func koanfUnmarshal(c *apiCall) []Set {
	key, _ := c.args[0].exactText()
	v := c.a.m.viperOf(c.recv)
	if tree, n := v.node(key); n != nil {
		c.a.m.decodeInto(c.a, c.args[1], source{tree, "koanf", true}, n)
	}
	return c.out
}
