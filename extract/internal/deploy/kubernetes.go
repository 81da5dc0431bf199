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
	repo       *config.Repo
	kind       string // kindKubernetes or kindHelm
	stack, env string
	containers []*container
	byName     map[string]*container // by workload and name
	maps       map[string][]*configMap
	others     []*manifests       // where to look for config maps that are not here
	params     map[string]environ // of OpenShift templates, by file
}

func newManifests(repo *config.Repo, kind, stack, env string) *manifests {
	return &manifests{
		repo: repo, kind: kind, stack: stack, env: env,
		byName: map[string]*container{}, maps: map[string][]*configMap{}, params: map[string]environ{},
	}
}

// container is a container of a workload. A later manifest may add to it.
type container struct {
	workload, name string
	file           string
	line           int
	image          string
	command, args  []string
	commandAt      config.Position
	wordsAt        []config.Position
	dir            string
	env            []placedNode // the last one of a name wins
	patched        []patchedVariable
	envFrom        []*config.Node
	mounts         []*config.Node
	volumes        []*config.Node
}

// placedNode is a node with its file.
type placedNode struct {
	*config.Node
	file string
}

var objectKind = regexp.MustCompile(`(?m)^\s*"?kind"?:`)

// kubernetesProcesses are the containers of kustomizations and plain manifests.
func (s *System) kubernetesProcesses() []*process {
	taken := s.kustomizations()
	files := map[string][]string{} // by environment
	for _, f := range s.files(func(base string) bool { return isYAML(base) || path.Ext(base) == ".json" }) {
		if !taken.files[f] && !s.inChart(f) && s.looksLikeManifest(f) {
			files[environmentOf(f)] = append(files[environmentOf(f)], f)
		}
	}
	var all []*process
	for _, m := range append(taken.overlays, s.plainManifests(files)...) {
		all = append(all, s.workloads(m)...)
	}
	return all
}

// plainManifests are those of no environment, and those of each environment on
// top of them. What the former miss, such as a config map, is that of the
// environment that is most like a default.
func (s *System) plainManifests(files map[string][]string) []*manifests {
	var all []*manifests
	envs := sortedKeys(files)
	slices.SortStableFunc(envs, func(a, b string) int { return cmp.Compare(envRank(a), envRank(b)) })
	for _, env := range envs {
		m := newManifests(s.repo, kindKubernetes, kindKubernetes+" "+env, env)
		for _, f := range files[""] {
			m.read(f)
		}
		if env != "" {
			for _, f := range files[env] {
				m.read(f)
			}
		}
		all = append(all, m)
	}
	if len(all) > 0 && all[0].env == "" {
		all[0].others = all[1:]
	}
	return all
}

func (s *System) looksLikeManifest(file string) bool {
	if path.Ext(file) == ".json" && !strings.Contains(string(s.repo.Head(file, 4<<10)), `"apiVersion"`) {
		return false
	}
	text := string(s.repo.Head(file, 1<<20))
	return strings.Contains(text, "apiVersion") && objectKind.MatchString(text) && !strings.Contains(strings.ReplaceAll(text, "${{", ""), "{{") // ${{X}} is a template of OpenShift
}

// read adds the objects of a file.
func (m *manifests) read(file string) {
	t, err := m.repo.File(file)
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
	case kind == "Template" && depth == 0:
		m.addTemplate(doc, file)
	case kind == "CustomResourceDefinition":
	default:
		m.addPods(doc.Get("metadata").Get("name").String(), doc.Get("spec"), file, 0)
	}
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
	if n.Get("image").String() != "" && n.Get("env").Items() != nil { // a custom resource's own form of a pod
		m.addContainer(workload, n, n.Get("volumes"), file)
		return
	}
	for _, e := range n.Entries() {
		if e.Key == "initContainers" || e.Key == "sidecars" {
			continue
		}
		m.addPods(workload, e.Value, file, depth+1)
	}
	for _, item := range n.Items() {
		m.addPods(workload, item, file, depth+1)
	}
}

// addTemplate adds the objects of an OpenShift template, whose parameters stand in
// texts as ${NAME}.
func (m *manifests) addTemplate(doc *config.Node, file string) {
	params := environ{}
	for _, p := range doc.Get("parameters").Items() {
		name := p.Get("name").String()
		if n := p.Get("value"); n != nil && n.Kind == config.Scalar {
			params[name] = m.value(name, n, file)
		}
	}
	m.params[file] = params
	for _, object := range doc.Get("objects").Items() {
		m.add(object, file, 1)
	}
}

// filled is a value with the parameters of its template put in.
func (m *manifests) filled(key string, v config.Value, file string) config.Value {
	params := m.params[file]
	if params == nil || v.Secret || !strings.Contains(v.Text, "${") {
		return v
	}
	text := v.Text
	v.Text = config.Interpolate(text, func(name string) (string, bool) {
		p, ok := params[name]
		if ok && text == "${"+name+"}" {
			v.File, v.Line = p.File, p.Line
		}
		v.Secret = v.Secret || p.Secret
		return p.Text, ok
	})
	if v.Secret = v.Secret || config.Secret(key, v.Text); v.Secret {
		v.Text = ""
	}
	return v
}

func (m *manifests) addContainer(workload string, n, volumes *config.Node, file string) {
	name := n.Get("name").String()
	c := m.byName[workload+"/"+name]
	if c == nil {
		at := m.repo.Origin(file, n.Line)
		c = &container{workload: workload, name: name, file: at.File, line: at.Line}
		m.containers = append(m.containers, c)
		m.byName[workload+"/"+name] = c
	}
	c.image = cmp.Or(m.filled("", config.Value{Text: n.Get("image").String()}, file).Text, c.image)
	c.dir = cmp.Or(n.Get("workingDir").String(), c.dir)
	if words := n.Get("command"); words != nil {
		c.command, c.args = words.Strings(), nil
		c.commandAt, c.wordsAt = listAt(m.repo, file, words)
	}
	if words := n.Get("args"); words != nil {
		c.args = words.Strings()
		c.commandAt, c.wordsAt = listAt(m.repo, file, words)
	}
	for _, e := range n.Get("env").Items() {
		c.env = append(c.env, placedNode{e, file})
	}
	c.envFrom = append(c.envFrom, n.Get("envFrom").Items()...)
	c.mounts = append(c.mounts, n.Get("volumeMounts").Items()...)
	c.volumes = append(c.volumes, volumes.Items()...)
}

// workloads turns the containers into processes.
func (s *System) workloads(m *manifests) []*process {
	var all []*process
	for _, c := range m.containers {
		p := &process{
			kind: m.kind, name: c.workload, file: c.file, line: c.line, stack: m.stack, env: m.env,
			imageName: c.image, aliases: []string{c.name}, entrypoint: c.command, command: c.args,
			commandAt: c.commandAt, wordsAt: c.wordsAt, dir: c.dir, vars: environ{},
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
		for key, e := range cm.data {
			if e.node != nil && !strings.Contains(e.node.String(), "\n") { // no file
				vars[from.Get("prefix").String()+key] = e.value
			}
		}
	}
	for _, e := range c.env {
		key := e.Get("name").String()
		if v, ok := m.variable(key, e, c); ok {
			vars[key] = v
		}
	}
	for _, p := range c.patched {
		if p.value.Node != nil && p.value.Kind == config.Scalar {
			vars[p.name] = m.value(p.name, p.value.Node, p.value.file)
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

func (m *manifests) variable(key string, e placedNode, c *container) (config.Value, bool) {
	if n := e.Get("value"); n != nil && n.Kind == config.Scalar {
		v := m.value(key, n, e.file)
		return v, !unset(v.Text)
	}
	for _, kind := range []string{"configMapKeyRef", "secretKeyRef"} {
		ref := e.Get("valueFrom").Get(kind)
		cm := m.find(ref.Get("name").String(), c.file)
		if cm == nil {
			continue
		}
		if entry, ok := cm.data[ref.Get("key").String()]; ok {
			v := entry.value
			if config.Secret(key, v.Text) {
				v.Text, v.Secret = "", true
			}
			return v, true
		}
	}
	return config.Value{}, false
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
