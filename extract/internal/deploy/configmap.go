package deploy

import (
	"path"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// configMap is a config map, or a secret whose values are not shown.
type configMap struct {
	name string
	file string
	data map[string]mapEntry
}

// mapEntry is an entry of a config map: a text in a manifest, or a file.
type mapEntry struct {
	value config.Value
	node  *config.Node // nil if it is a file
	file  string       // the file that has the node, or that it is generated from
}

func (m *manifests) addMap(doc *config.Node, file string, secret bool) {
	cm := m.configMap(doc.Get("metadata").Get("name").String(), file)
	entries := doc.Get("data").Entries()
	if secret {
		entries = append(slices.Clone(doc.Get("stringData").Entries()), entries...)
	}
	m.fill(cm, entries, file, secret)
}

func (m *manifests) fill(cm *configMap, entries []config.Entry, file string, secret bool) {
	for _, e := range entries {
		if e.Value.Kind != config.Scalar {
			continue
		}
		v := m.value(e.Key, e.Value, file)
		if v.Secret = v.Secret || secret; v.Secret {
			v.Text = ""
		}
		cm.data[e.Key] = mapEntry{v, e.Value, file}
	}
}

// value is a scalar of a manifest as a variable.
func (m *manifests) value(key string, n *config.Node, file string) config.Value {
	at := m.repo.Origin(file, n.Line)
	v := newValue(key, n.Text, at.File, at.Line, m.kind)
	v.Secret = v.Secret || n.Secret
	return m.filled(key, v, file)
}

// configMap is the map of a name in a file, which is added if it is not there.
func (m *manifests) configMap(name, file string) *configMap {
	for _, cm := range m.maps[name] {
		if cm.file == file {
			return cm
		}
	}
	cm := &configMap{name, file, map[string]mapEntry{}}
	m.maps[name] = append(m.maps[name], cm)
	return cm
}

// find is the config map of a name that stands nearest to a file, nil if there is
// none.
func (m *manifests) find(name, file string) *configMap {
	var best *configMap
	near := -1
	for _, cm := range m.maps[name] {
		if n := common(cm.file, file); n > near {
			best, near = cm, n
		}
	}
	for _, other := range m.others {
		if best == nil {
			best = other.find(name, file)
		}
	}
	return best
}

// common counts the folders that two paths share.
func common(a, b string) int {
	as, bs := strings.Split(path.Dir(a), "/"), strings.Split(path.Dir(b), "/")
	n := 0
	for n < len(as) && n < len(bs) && as[n] == bs[n] {
		n++
	}
	return n
}

// mountAll places the config maps that are mounted as files.
func (m *manifests) mountAll(c *container, p *process) {
	for _, mount := range c.mounts {
		for _, v := range c.volumes {
			if v.Get("name").String() == mount.Get("name").String() {
				m.mountVolume(v, mount, c, p)
			}
		}
	}
}

func (m *manifests) mountVolume(v, mount *config.Node, c *container, p *process) {
	sources := []*config.Node{v.Get("configMap")}
	for _, src := range v.Get("projected").Get("sources").Items() {
		sources = append(sources, src.Get("configMap"))
	}
	at, sub := mount.Get("mountPath").String(), mount.Get("subPath").String()
	for _, src := range sources {
		cm := m.find(src.Get("name").String(), c.file)
		if cm == nil {
			continue
		}
		for _, key := range sortedKeys(cm.data) {
			name := key
			for _, item := range src.Get("items").Items() {
				if item.Get("key").String() == key {
					name = item.Get("path").String()
				}
			}
			to := path.Join(at, name)
			if sub != "" {
				if to = at; sub != name {
					continue
				}
			}
			p.layout.add(cm.data[key].at(join("/", to), cm.name+"/"+key))
		}
	}
}

func (e mapEntry) at(at, name string) placed {
	if e.node == nil {
		return placed{at: at, repo: e.file}
	}
	return placed{at: at, text: &embedded{e.file, name, e.node}}
}
