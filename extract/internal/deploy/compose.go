package deploy

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

var composeName = regexp.MustCompile(`(?i)^(?:docker[-_.]?)?(?:compose|stack)(?:[-_.](.+))?\.ya?ml$`)

// composeProject is what compose files of one folder start together.
type composeProject struct {
	sys      *System
	dir      string
	env      string
	part     bool
	services map[string]*composeService
	dotenv   *config.Tree
}

// composeService is a service with where it stands, in the order in which later
// files change it.
type composeService struct {
	name  string
	parts []composePart
}

type composePart struct {
	file string
	node *config.Node
}

// composeProcesses are the services of all compose files.
func (s *System) composeProcesses() []*process {
	var all []*process
	for _, p := range s.projects() {
		for _, name := range sortedKeys(p.services) {
			if proc := p.process(p.services[name]); proc != nil {
				all = append(all, proc)
			}
		}
	}
	return all
}

// composeProjects groups files as docker compose reads them: the plain file with
// its override, and each further file over the plain one.
func (s *System) composeProjects() []*composeProject {
	plain := map[string]*composeProject{}
	var all []*composeProject
	files := s.files(func(base string) bool { return composeName.MatchString(base) || isYAML(base) })
	slices.SortStableFunc(files, func(a, b string) int { return cmp.Compare(composeOrder(a), composeOrder(b)) })
	for _, f := range files {
		if composeOrder(f) == notCompose && !s.looksLikeCompose(f) {
			continue
		}
		dir := path.Dir(f)
		base := plain[dir]
		if composeOrder(f) <= overrideFile && base != nil {
			base.add(f, false)
			continue
		}
		p := &composeProject{sys: s, dir: dir, env: environmentOf(f), services: map[string]*composeService{}}
		p.part = composeOrder(f) > overrideFile && p.env == environmentOf(dir)
		p.dotenv = s.repo.DotEnv(dir)
		if base != nil && !p.part {
			p.over(base)
		}
		p.add(f, base != nil && !p.part)
		if composeOrder(f) == plainFile {
			plain[dir] = p
		}
		all = append(all, p)
	}
	return all
}

// The order in which compose files are read.
const (
	plainFile = iota
	overrideFile
	furtherFile
	notCompose // by its name
)

func composeOrder(file string) int {
	m := composeName.FindStringSubmatch(path.Base(file))
	switch {
	case m == nil:
		return notCompose
	case m[1] == "":
		return plainFile
	case strings.EqualFold(m[1], "override"):
		return overrideFile
	}
	return furtherFile
}

func isYAML(base string) bool {
	ext := path.Ext(base)
	return ext == ".yaml" || ext == ".yml"
}

// looksLikeCompose says that a YAML file of any name has services with images.
func (s *System) looksLikeCompose(file string) bool {
	text := string(s.repo.Head(file, 64<<10))
	return (strings.HasPrefix(text, "services:") || strings.Contains(text, "\nservices:")) &&
		(strings.Contains(text, "image:") || strings.Contains(text, "build:")) && !strings.Contains(text, "{{")
}

// over takes the services of the plain file as the ground.
func (p *composeProject) over(base *composeProject) {
	for name, svc := range base.services {
		p.services[name] = &composeService{name, slices.Clone(svc.parts)}
	}
}

// add reads a file. Above a plain file only what it names counts, and a service
// that says itself where it comes from stands alone.
func (p *composeProject) add(file string, above bool) {
	t, err := p.sys.repo.FileAs(file, "yaml")
	if err != nil {
		return
	}
	named := map[string]bool{}
	for _, e := range t.Root().Get("services").Entries() {
		named[e.Key] = true
		svc := p.services[e.Key]
		if svc == nil || above && (e.Value.Get("image") != nil || e.Value.Get("build") != nil) {
			svc = &composeService{name: e.Key}
			p.services[e.Key] = svc
		}
		p.extend(svc, file, e.Value, 0)
	}
	if above {
		for name := range p.services {
			if !named[name] {
				delete(p.services, name)
			}
		}
	}
}

// extend adds a part, after what it extends.
func (p *composeProject) extend(svc *composeService, file string, node *config.Node, depth int) {
	ext := node.Get("extends")
	name := cmp.Or(ext.Get("service").String(), ext.String())
	if name != "" && depth < maxScripts {
		from := file
		if f := ext.Get("file").String(); f != "" {
			from = path.Join(path.Dir(file), f)
		}
		if t, err := p.sys.repo.FileAs(from, "yaml"); err == nil {
			if base := t.Root().Get("services").Get(name); base != nil && base != node {
				p.extend(svc, from, base, depth+1)
			}
		}
	}
	svc.parts = append(svc.parts, composePart{file, node})
}

func (p *composeProject) process(svc *composeService) *process {
	last := svc.parts[len(svc.parts)-1]
	proc := &process{
		kind: kindCompose, name: svc.name, file: last.file, line: last.node.Line,
		stack: kindCompose + " " + p.dir + " " + p.env, env: p.env, part: p.part, vars: environ{},
	}
	for _, part := range svc.parts {
		p.apply(proc, part)
	}
	for _, part := range svc.parts { // the environment wins over any env_file
		p.environment(proc.vars, part)
	}
	return proc
}

// apply sets what one file says about a service.
func (p *composeProject) apply(proc *process, part composePart) {
	n := part.node
	if b := n.Get("build"); b != nil {
		p.build(proc, b, path.Dir(part.file))
	}
	if image, ok := n.Get("image").Scalar(); ok {
		proc.imageName = p.interpolate(image)
	}
	if name := n.Get("container_name").String(); name != "" {
		proc.aliases = append(proc.aliases, name)
	}
	if words := p.words(n.Get("entrypoint")); words != nil {
		proc.entrypoint = words
		proc.command = nil
	}
	if words := p.words(n.Get("command")); words != nil {
		proc.command = words
	}
	if dir := n.Get("working_dir").String(); dir != "" {
		proc.dir = p.interpolate(dir)
	}
	for _, v := range n.Get("volumes").Items() {
		p.mount(proc, v, path.Dir(part.file))
	}
	for _, c := range n.Get("configs").Items() {
		p.config(proc, c, part.file)
	}
	for _, f := range envFiles(n.Get("env_file")) {
		file := path.Join(path.Dir(part.file), p.interpolate(f))
		if t, err := p.sys.repo.FileAs(file, "env"); err == nil {
			for _, e := range t.Root().Entries() {
				if v, ok := t.Value(e.Value); ok {
					proc.vars[e.Key] = v
				}
			}
		}
	}
}

func envFiles(n *config.Node) []string {
	files := n.Strings()
	for _, item := range n.Items() {
		if f := item.Get("path").String(); f != "" {
			files = append(files, f)
		}
	}
	return files
}

func (p *composeProject) build(proc *process, n *config.Node, dir string) {
	b := p.buildOf(n, dir)
	proc.context = b.context
	proc.image = p.sys.image(b)
	if name := path.Base(b.file); name != "Dockerfile" {
		proc.aliases = append(proc.aliases, name)
	}
}

func (p *composeProject) buildOf(n *config.Node, dir string) build {
	b := build{args: map[string]string{}}
	context := cmp.Or(n.String(), n.Get("context").String(), ".")
	b.context = path.Join(dir, p.interpolate(context))
	b.file = path.Join(b.context, cmp.Or(p.interpolate(n.Get("dockerfile").String()), "Dockerfile"))
	b.target = n.Get("target").String()
	for key, v := range p.pairs(n.Get("args"), "") {
		if !v.Secret {
			b.args[key] = v.Text
		}
	}
	return b
}

func (p *composeProject) environment(vars environ, part composePart) {
	for key, v := range p.pairs(part.node.Get("environment"), part.file) {
		vars[key] = v
	}
}

// pairs reads a map, or a list of KEY=value. A key alone takes the value of the
// .env file.
func (p *composeProject) pairs(n *config.Node, file string) environ {
	vars := environ{}
	for _, e := range n.Entries() {
		if e.Value.Kind == config.Null {
			p.pass(vars, e.Key)
			continue
		}
		if e.Value.Kind == config.Scalar {
			p.set(vars, e.Key, e.Value, e.Value.Text, file)
		}
	}
	for _, item := range n.Items() {
		key, value, ok := strings.Cut(item.Text, "=")
		if !ok {
			p.pass(vars, key)
			continue
		}
		p.set(vars, key, item, value, file)
	}
	return vars
}

func (p *composeProject) pass(vars environ, key string) {
	if v, ok := p.dotenv.Value(p.dotenv.Root().Get(key)); ok {
		vars[key] = v
	}
}

// set sets a variable unless its text is one alone that nothing sets.
func (p *composeProject) set(vars environ, key string, n *config.Node, text, file string) {
	v := newValue(key, text, file, n.Line, kindCompose)
	if n.Secret {
		v.Secret = true
	}
	if !v.Secret && strings.Contains(text, "$") {
		from, alone := v, 0
		out := config.Interpolate(text, func(name string) (string, bool) {
			found, ok := p.dotenv.Value(p.dotenv.Root().Get(name))
			if ok {
				from = found
				alone++
			}
			v.Secret = v.Secret || found.Secret
			return found.Text, ok
		})
		if unset(out) {
			return
		}
		if alone == 1 && out == from.Text && out != "" {
			v = from
		} else if v.Text = out; v.Secret || config.Secret(key, out) {
			v.Text, v.Secret = "", true
		}
	}
	vars[key] = v
}

func (p *composeProject) interpolate(text string) string {
	return config.Interpolate(text, func(name string) (string, bool) {
		return p.dotenv.Root().Get(name).Scalar()
	})
}

// words are a command as a list or as a line.
func (p *composeProject) words(n *config.Node) []string {
	if n == nil || n.Kind == config.Null {
		return nil
	}
	if n.Kind == config.Scalar {
		return splitWords(p.interpolate(n.Text))
	}
	words := []string{}
	for _, w := range n.Strings() {
		words = append(words, p.interpolate(w))
	}
	return words
}

// mount places what a volume or configuration brings from the repository.
func (p *composeProject) mount(proc *process, n *config.Node, dir string) {
	src, dst := n.Get("source").String(), n.Get("target").String()
	if text, ok := n.Scalar(); ok {
		parts := strings.SplitN(p.interpolate(text), ":", 3)
		if len(parts) < 2 {
			return
		}
		src, dst = parts[0], parts[1]
	}
	if !strings.HasPrefix(src, ".") && !strings.HasPrefix(src, "${PWD}") {
		return // a volume by name, or a folder of the machine
	}
	src = strings.TrimPrefix(src, "${PWD}")
	proc.layout.place(join("/", dst), path.Join(dir, src))
}

// config places a configuration that the file defines by name.
func (p *composeProject) config(proc *process, n *config.Node, file string) {
	name := cmp.Or(n.String(), n.Get("source").String())
	t, err := p.sys.repo.FileAs(file, "yaml")
	if err != nil {
		return
	}
	def := t.Root().Get("configs").Get(name)
	at := join("/", cmp.Or(n.Get("target").String(), name))
	if from := def.Get("file").String(); from != "" {
		proc.layout.place(at, path.Join(path.Dir(file), p.interpolate(from)))
	}
	if text := def.Get("content"); text != nil {
		proc.layout.add(placed{at: at, text: &embedded{file, path.Base(at), text}})
	}
}
