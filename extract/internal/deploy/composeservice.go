package deploy

import (
	"cmp"
	"path"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

func (p *composeProject) process(svc *composeService) *process {
	at := svc.parts[0]
	if p.env != "" {
		at = svc.parts[len(svc.parts)-1]
	}
	proc := &process{
		kind: kindCompose, name: svc.name, file: at.file, line: at.node.Line,
		stack: kindCompose + " " + p.dir + " " + p.env, env: p.env, part: p.part, vars: environ{},
	}
	for _, part := range svc.parts {
		p.apply(proc, part)
	}
	if proc.optional {
		proc.stack += " optional"
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
		proc.entrypoint, proc.command = words, nil
		proc.commandAt, proc.wordsAt = listAt(p.sys.repo, part.file, n.Get("entrypoint"))
	}
	if words := p.words(n.Get("command")); words != nil {
		proc.command = words
		proc.commandAt, proc.wordsAt = listAt(p.sys.repo, part.file, n.Get("command"))
	}
	if profiles := n.Get("profiles").Strings(); len(profiles) > 0 {
		proc.optional = true
		proc.env = cmp.Or(proc.env, environmentOf(profiles[0]))
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
		p.sys.addEnvFile(proc.vars, path.Join(path.Dir(part.file), p.interpolate(f)), true)
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
