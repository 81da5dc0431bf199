package eval

import (
	"path"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// The files that viper reads.

// setFile takes the alternative that is a file here: others are for where the
// program runs.
func (v *viper) setFile(c *apiCall) []Set {
	for _, t := range c.args[0].texts() {
		s, ok := t.settled().exact()
		if !ok || s == "" {
			continue
		}
		v.name, v.paths = s, nil
		if u := c.a.m.unit; u != nil {
			if _, found := u.Resolve(s); found {
				break
			}
		}
	}
	return []Set{}
}

func (v *viper) addPath(c *apiCall) []Set {
	if s, ok := c.args[0].settledText(); ok {
		v.paths = append(v.paths, s)
	}
	return []Set{}
}

func (v *viper) read(c *apiCall) []Set {
	m := c.a.m
	v.unread = true
	if m.unit == nil {
		return c.out
	}
	file, ok := "", false
	if v.paths == nil {
		file, ok = m.unit.Resolve(v.name)
	} else {
		file, ok = m.unit.Find(v.name, nil, v.paths)
	}
	if !ok {
		return c.out
	}
	tree, err := m.prog.Repo.File(file)
	if v.typ != "" && path.Ext(file) != "."+v.typ {
		tree, err = m.prog.Repo.FileAs(file, v.typ)
	}
	if err != nil {
		return c.out
	}
	v.trees, v.unread = append([]*config.Tree{tree}, v.trees...), false
	c.out[len(c.out)-1] = one(Nil{})
	return c.out
}

// readData reads a file that the program has read or embeds.
func (v *viper) readData(c *apiCall) []Set {
	v.unread = true
	for _, val := range c.args[0].vals {
		f, ok := unwrap(val).(FileData)
		if !ok {
			continue
		}
		if tree := c.a.m.treeOf(f, v.typ); tree != nil {
			v.trees, v.unread = append([]*config.Tree{tree}, v.trees...), false
			c.out[0] = one(Nil{})
		}
	}
	return c.out
}
