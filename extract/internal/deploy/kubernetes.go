package deploy

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// manifests are Kubernetes objects that are applied together.
type manifests struct {
	kind       string // kindKubernetes or kindHelm
	stack, env string
	containers []*container
	maps       []*configMap
}

// container is a container of a workload.
type container struct {
	workload, name string
	file           string
	line           int
	image          string
	command, args  []string
	dir            string
	env            []*config.Node // of each layer, the last one wins
	envFrom        []*config.Node
	mounts         []*config.Node
	volumes        []*config.Node
	files          map[*config.Node]string // where nodes of other layers stand
}

// configMap is a config map, or a secret whose values are not shown.
type configMap struct {
	name   string
	file   string
	secret bool
	data   []mapEntry
}

// mapEntry is an entry of a config map: a text in a manifest, or a file.
type mapEntry struct {
	key   string
	value config.Value
	node  *config.Node // nil if it is a file
	file  string       // the file that the text is generated from
}

var objectKind = regexp.MustCompile(`(?m)^\s*"?kind"?:`)

// kubernetesProcesses are the containers of plain manifests and kustomizations.
func (s *System) kubernetesProcesses() []*process {
	taken := s.kustomizations()
	plain := map[string]*manifests{}
	for _, f := range s.files(func(base string) bool { return isYAML(base) || path.Ext(base) == ".json" }) {
		if taken.files[f] || s.inChart(f) || !s.looksLikeManifest(f) {
			continue
		}
		env := environmentOf(f)
		m := plain[env]
		if m == nil {
			m = &manifests{kind: kindKubernetes, stack: kindKubernetes + " " + env, env: env}
			plain[env] = m
		}
		m.read(s.repo, f)
	}
	var all []*process
	for _, m := range append(taken.overlays, sortedValues(plain)...) {
		all = append(all, s.workloads(m)...)
	}
	return all
}

func (s *System) looksLikeManifest(file string) bool {
	if path.Ext(file) == ".json" && !strings.Contains(string(s.repo.Head(file, 4<<10)), `"apiVersion"`) {
		return false
	}
	text := string(s.repo.Head(file, 1<<20))
	return strings.Contains(text, "apiVersion") && objectKind.MatchString(text) && !strings.Contains(text, "{{")
}

// read adds the objects of a file.
func (m *manifests) read(repo *config.Repo, file string) {
	t, err := repo.File(file)
	if err != nil {
		return
	}
	for _, doc := range t.Docs {
		m.add(doc, file, 0)
	}
}

// add adds an object, or what it changes of one that is there.
func (m *manifests) add(doc *config.Node, file string, depth int) {
	switch kind := doc.Get("kind").String(); {
	case kind == "ConfigMap" || kind == "Secret":
		m.addMap(doc, file, kind == "Secret")
	case strings.HasSuffix(kind, "List") && depth == 0:
		for _, item := range doc.Get("items").Items() {
			m.add(item, file, 1)
		}
	case kind == "CustomResourceDefinition":
	default:
		m.addPods(doc.Get("metadata").Get("name").String(), doc.Get("spec"), file, 0)
	}
}

func (m *manifests) addMap(doc *config.Node, file string, secret bool) {
	name := doc.Get("metadata").Get("name").String()
	cm := m.configMap(name, file)
	cm.secret = secret
	entries := doc.Get("data").Entries()
	if secret {
		entries = append(slices.Clone(doc.Get("stringData").Entries()), entries...)
	}
	for _, e := range entries {
		if e.Value.Kind == config.Scalar {
			v := newValue(e.Key, e.Value.Text, file, e.Value.Line, m.kind)
			if v.Secret = v.Secret || e.Value.Secret || secret; v.Secret {
				v.Text = ""
			}
			cm.set(mapEntry{key: e.Key, value: v, node: e.Value})
		}
	}
}

// configMap is the map of a name in a file, which is added if it is not there.
func (m *manifests) configMap(name, file string) *configMap {
	for _, cm := range m.maps {
		if cm.name == name && cm.file == file {
			return cm
		}
	}
	cm := &configMap{name: name, file: file}
	m.maps = append(m.maps, cm)
	return cm
}

func (cm *configMap) set(e mapEntry) {
	for i := range cm.data {
		if cm.data[i].key == e.key {
			cm.data[i] = e
			return
		}
	}
	cm.data = append(cm.data, e)
}

// addPods looks for containers in a workload's specification, however deep its
// kind has them.
func (m *manifests) addPods(workload string, n *config.Node, file string, depth int) {
	if n == nil || depth > 6 {
		return
	}
	if cs := n.Get("containers"); cs != nil {
		for _, c := range cs.Items() {
			m.addContainer(workload, c, n.Get("volumes"), file)
		}
		return
	}
	for _, e := range n.Entries() {
		if e.Value.Kind == config.Map {
			m.addPods(workload, e.Value, file, depth+1)
		}
	}
}

func (m *manifests) addContainer(workload string, n, volumes *config.Node, file string) {
	name := n.Get("name").String()
	c := m.container(workload, name)
	if c == nil {
		c = &container{workload: workload, name: name, file: file, line: n.Line, files: map[*config.Node]string{}}
		m.containers = append(m.containers, c)
	}
	c.image = cmp.Or(n.Get("image").String(), c.image)
	c.dir = cmp.Or(n.Get("workingDir").String(), c.dir)
	if words := n.Get("command"); words != nil {
		c.command, c.args = words.Strings(), nil
	}
	if words := n.Get("args"); words != nil {
		c.args = words.Strings()
	}
	c.env = append(c.env, n.Get("env").Items()...)
	c.envFrom = append(c.envFrom, n.Get("envFrom").Items()...)
	c.mounts = append(c.mounts, n.Get("volumeMounts").Items()...)
	c.volumes = append(c.volumes, volumes.Items()...)
	for _, e := range n.Get("env").Items() {
		c.files[e] = file
	}
}

func (m *manifests) container(workload, name string) *container {
	for _, c := range m.containers {
		if c.workload == workload && c.name == name {
			return c
		}
	}
	return nil
}

// workloads turns the containers into processes.
func (s *System) workloads(m *manifests) []*process {
	var all []*process
	for _, c := range m.containers {
		p := &process{
			kind: m.kind, name: c.workload, file: c.file, line: c.line, stack: m.stack, env: m.env,
			imageName: c.image, aliases: []string{c.name}, entrypoint: c.command, dir: c.dir, vars: environ{},
		}
		if c.args != nil {
			p.command = c.args
		}
		m.environment(c, p.vars)
		m.mountAll(c, p)
		s.imageByName(p)
		all = append(all, p)
	}
	return all
}

// environment sets what envFrom and then env say.
func (m *manifests) environment(c *container, vars environ) {
	for _, from := range c.envFrom {
		name := cmp.Or(from.Get("configMapRef").Get("name").String(), from.Get("secretRef").Get("name").String())
		cm := m.find(name, c.file)
		if cm == nil {
			continue
		}
		for _, e := range cm.data {
			vars[from.Get("prefix").String()+e.key] = e.value
		}
	}
	for _, e := range c.env {
		key := e.Get("name").String()
		if v, ok := m.variable(key, e, c); ok {
			vars[key] = v
		}
	}
	fillRefs(vars)
}

// fillRefs fills in what variables take from each other.
func fillRefs(vars environ) {
	given := maps.Clone(vars)
	for key, v := range given {
		if !strings.Contains(v.Text, "$(") {
			continue
		}
		v.Text = config.Interpolate(parenRefs(v.Text), func(name string) (string, bool) {
			other, ok := given[name]
			return other.Text, ok && !other.Secret && name != key
		})
		if v.Secret = config.Secret(key, v.Text); v.Secret {
			v.Text = ""
		}
		vars[key] = v
	}
}

func (m *manifests) variable(key string, e *config.Node, c *container) (config.Value, bool) {
	if n := e.Get("value"); n != nil && n.Kind == config.Scalar {
		v := newValue(key, n.Text, c.files[e], n.Line, m.kind)
		v.Secret = v.Secret || n.Secret
		return v, !unset(n.Text)
	}
	for _, kind := range []string{"configMapKeyRef", "secretKeyRef"} {
		ref := e.Get("valueFrom").Get(kind)
		cm := m.find(ref.Get("name").String(), c.file)
		if cm == nil {
			continue
		}
		for _, entry := range cm.data {
			if entry.key == ref.Get("key").String() {
				v := entry.value
				if config.Secret(key, v.Text) {
					v.Text, v.Secret = "", true
				}
				return v, true
			}
		}
	}
	return config.Value{}, false
}

// find is the config map of a name that stands nearest to a file.
func (m *manifests) find(name, file string) *configMap {
	var best *configMap
	near := -1
	for _, cm := range m.maps {
		if n := common(cm.file, file); cm.name == name && name != "" && n > near {
			best, near = cm, n
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

// parenRefs writes $(NAME) as ${NAME}.
func parenRefs(text string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, "$(")
		if i < 0 {
			return b.String() + text
		}
		end := strings.IndexByte(text[i:], ')')
		if end < 0 {
			return b.String() + text
		}
		b.WriteString(text[:i] + "${" + text[i+2:i+end] + "}")
		text = text[i+end+1:]
	}
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
		for _, e := range cm.data {
			name := e.key
			for _, item := range src.Get("items").Items() {
				if item.Get("key").String() == e.key {
					name = item.Get("path").String()
				}
			}
			to := path.Join(at, name)
			if sub != "" {
				if to = at; sub != name {
					continue
				}
			}
			e.place(p, join("/", to), cm)
		}
	}
}

func (e mapEntry) place(p *process, at string, cm *configMap) {
	if e.node == nil {
		p.layout.place(at, e.file)
		return
	}
	p.layout.placed = append(p.layout.placed, placed{at: at, text: &embedded{cm.file, cm.name + "/" + e.key, e.node}})
}

func sortedValues[V any](m map[string]V) []V {
	var all []V
	for _, k := range sortedKeys(m) {
		all = append(all, m[k])
	}
	return all
}
