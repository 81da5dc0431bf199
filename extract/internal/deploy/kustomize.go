package deploy

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// kustomizeSet is what kustomizations make of the manifests that they take.
type kustomizeSet struct {
	overlays []*manifests
	files    map[string]bool // manifests that belong to a kustomization
}

var kustomizationNames = []string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

// kustomizations builds those that no other one takes as its base.
func (s *System) kustomizations() kustomizeSet {
	set := kustomizeSet{files: map[string]bool{}}
	files := s.files(func(base string) bool { return slices.Contains(kustomizationNames, base) })
	based := map[string]bool{}
	for _, f := range files {
		for _, r := range s.kustomizeResources(f) {
			if k := s.kustomization(r); k != "" {
				based[k] = true
			}
		}
	}
	for _, f := range files {
		set.files[f] = true
		if based[f] {
			continue
		}
		m := newManifests(s.repo, kindKubernetes, kindKubernetes+" "+path.Dir(f), environmentOf(f))
		s.kustomize(m, f, set.files, map[string]bool{})
		set.overlays = append(set.overlays, m)
	}
	return set
}

// kustomization is the file in a folder that is one, "" if it is none.
func (s *System) kustomization(dir string) string {
	for _, name := range kustomizationNames {
		if f := path.Join(dir, name); s.repo.IsFile(f) {
			return f
		}
	}
	return ""
}

// kustomizeResources are the paths of what a kustomization is built on.
func (s *System) kustomizeResources(file string) []string {
	t, err := s.repo.FileAs(file, "yaml")
	if err != nil {
		return nil
	}
	var all []string
	for _, key := range []string{"resources", "bases", "components"} {
		for _, r := range t.Root().Get(key).Strings() {
			if !strings.Contains(r, "://") {
				all = append(all, path.Join(path.Dir(file), r))
			}
		}
	}
	return all
}

// kustomize adds the resources, then what is generated, then what is patched.
func (s *System) kustomize(m *manifests, file string, taken, seen map[string]bool) {
	if seen[file] {
		return
	}
	seen[file] = true
	for _, r := range s.kustomizeResources(file) {
		if k := s.kustomization(r); k != "" {
			s.kustomize(m, k, taken, seen)
		} else if s.repo.IsFile(r) {
			taken[r] = true
			m.read(r)
		}
	}
	t, err := s.repo.FileAs(file, "yaml")
	if err != nil {
		return
	}
	for _, g := range t.Root().Get("configMapGenerator").Items() {
		s.generate(m, g, file)
	}
	patches := slices.Concat(t.Root().Get("patches").Items(), t.Root().Get("patchesStrategicMerge").Items(), t.Root().Get("patchesJson6902").Items())
	for _, p := range patches {
		s.patch(m, p, file, taken)
	}
	for _, im := range t.Root().Get("images").Items() {
		for _, c := range m.containers {
			if name := im.Get("newName").String(); name != "" && imageBase(c.image) == imageBase(im.Get("name").String()) {
				c.image = name
			}
		}
	}
}

// generate makes a config map of literals, files and env files. One that changes
// a base's is told by its name.
func (s *System) generate(m *manifests, g *config.Node, file string) {
	name := g.Get("name").String()
	cm := m.find(name, file)
	if cm == nil || g.Get("behavior").String() == "replace" {
		cm = m.configMap(name, file)
	}
	for _, item := range g.Get("literals").Items() {
		key, value, _ := strings.Cut(item.Text, "=")
		v := newValue(key, strings.Trim(value, `"'`), file, item.Line, kindKubernetes)
		v.Secret = v.Secret || item.Secret
		cm.data[key] = mapEntry{v, item, file}
	}
	for _, f := range g.Get("files").Strings() {
		key, from, ok := strings.Cut(f, "=")
		if !ok {
			key, from = path.Base(f), f
		}
		cm.data[key] = mapEntry{file: path.Join(path.Dir(file), from)}
	}
	for _, f := range append(g.Get("envs").Strings(), g.Get("env").Strings()...) {
		t, err := s.repo.FileAs(path.Join(path.Dir(file), f), "env")
		if err != nil {
			continue
		}
		for _, e := range t.Root().Entries() {
			if v, ok := t.Value(e.Value); ok {
				cm.data[e.Key] = mapEntry{v, e.Value, t.File}
			}
		}
	}
}

// patch merges a patch, which is a file, a text, or a path alone, or applies its
// operations.
func (s *System) patch(m *manifests, p *config.Node, file string, taken map[string]bool) {
	name := p.Get("path").String()
	if text, ok := p.Scalar(); ok && !strings.Contains(text, "\n") {
		name = text
	}
	if name != "" {
		name = path.Join(path.Dir(file), name)
		taken[name] = true
	} else if text := p.Get("patch"); text != nil {
		name = s.repo.Embed(file, "patch."+strconv.Itoa(text.Line)+".yaml", text)
	} else if p.Kind == config.Scalar {
		name = s.repo.Embed(file, "patch."+strconv.Itoa(p.Line)+".yaml", p)
	}
	t, err := s.repo.FileAs(name, "yaml")
	if err != nil {
		return
	}
	for _, doc := range t.Docs {
		if doc.Kind == config.List {
			m.operate(p.Get("target"), doc.Items(), t.File)
			continue
		}
		cm := m.find(doc.Get("metadata").Get("name").String(), t.File)
		if doc.Get("kind").String() == "ConfigMap" && cm != nil {
			m.fill(cm, doc.Get("data").Entries(), t.File, false)
			continue
		}
		m.add(doc, t.File, 0)
	}
}
