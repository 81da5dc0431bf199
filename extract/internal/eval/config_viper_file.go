package eval

import (
	"path"

	"github.com/flowvet/flowvet/extract/internal/config"
	"github.com/flowvet/flowvet/extract/internal/deploy"
)

// The files that viper reads.

// setFile takes the alternative that is a file here: others are for where the
// program runs.
func (v *viper) setFile(c *apiCall) []Set {
	for _, t := range c.args[0].texts() {
		if t.id == "" {
			continue
		}
		v.file = t
		if _, found := c.a.m.file(t); found {
			break
		}
	}
	return []Set{}
}

func (v *viper) addPath(c *apiCall) []Set {
	s, ok := c.args[0].settledText()
	if ok {
		v.paths = append(v.paths, s)
	}
	v.anywhere = v.anywhere || !ok
	return []Set{}
}

// find is the file that viper reads.
func (v *viper) find(m *machine) (string, bool) {
	if v.file != nil {
		f, ok := m.file(v.file)
		return f.path, ok
	}
	if file, ok := m.unit.Find(v.name, nil, v.paths); ok {
		return file, true
	}
	for _, ext := range deploy.Extensions {
		if v.anywhere && ext != "" {
			if file, ok := m.unit.Anywhere(v.name + "." + ext); ok {
				return file, true
			}
		}
	}
	return "", false
}

func (v *viper) read(c *apiCall) []Set {
	m := c.a.m
	v.unread = true
	if m.unit == nil {
		return c.out
	}
	file, ok := v.find(m)
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
