package deploy

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// Kinds of sources, as in config.Value.
const (
	kindCompose    = "compose"
	kindDockerfile = "dockerfile"
	kindKubernetes = "kubernetes"
	kindHelm       = "helm"
	kindProcfile   = "procfile"
	kindSystemd    = "systemd"
	kindMakefile   = "makefile"
	kindLaunch     = "launch"
)

// kinds orders the sources by how much the repository itself relies on them.
var kinds = []string{kindCompose, kindKubernetes, kindHelm, kindProcfile, kindSystemd, kindDockerfile, kindMakefile, kindLaunch}

// process is one way that a checked-in file starts a program.
type process struct {
	kind  string
	name  string // the service's or deployment's, "" if it has none
	file  string
	line  int
	stack string // processes of one stack are deployed together
	env   string // the environment that it belongs to, "" for the plain one
	// optional says that it is not started unless it is asked for by its profile.
	optional bool
	part     bool // the file is one part of a deployment: docker-compose.infra.yml

	image      *image // nil unless it is built here
	context    string // the folder that it is built from, "" if it is not
	imageName  string
	aliases    []string // further names
	entrypoint []string // nil for the image's
	command    []string
	commandAt  config.Position   // where the command stands
	wordsAt    []config.Position // where its last words stand each, if they are a list
	script     []scriptLine      // the command, if it has several lines
	dir        string            // "" for the image's
	vars       environ
	layout     layout // of the image, with what is mounted

	started started
	main    string // the main package's folder, "" if it is none of ours
}

// scriptLine is a line of a command.
type scriptLine struct {
	text string
	line int
}

// lineOf is the line of the command that has a text, or where it begins.
func (p *process) lineOf(text string) int {
	for _, l := range p.script {
		if strings.Contains(l.text, text) {
			return l.line
		}
	}
	return p.commandAt.Line
}

// newValue is a value of an environment; the text of a secret is dropped.
func newValue(key, text, file string, line int, kind string) config.Value {
	v := config.Value{Text: text, File: file, Line: line, Kind: kind}
	if config.Secret(key, text) {
		v.Text, v.Secret = "", true
	}
	return v
}

// addEnvFile sets the variables of a .env file, those that are set already only if
// over is true.
func (s *System) addEnvFile(vars environ, file string, over bool) {
	t, err := s.repo.FileAs(file, "env")
	if err != nil {
		return
	}
	for _, e := range t.Root().Entries() {
		v, ok := t.Value(e.Value)
		if _, set := vars[e.Key]; ok && (over || !set) {
			vars[e.Key] = v
		}
	}
}

// unset says that a text is a variable alone that nothing sets.
func unset(text string) bool {
	return strings.HasPrefix(text, "${") && strings.IndexByte(text, '}') == len(text)-1
}

// finish works out what the process starts.
func (s *System) finish(p *process) {
	var l layout
	dir := p.dir
	entrypoint, command := p.entrypoint, p.command
	if im := p.image; im != nil {
		l = im.layout.clone()
		dir = join(im.dir, dir)
		if entrypoint == nil {
			entrypoint = im.entrypoint
			if command == nil {
				command = im.command
				p.commandAt = config.Position{File: im.file, Line: im.commandLine}
			}
		}
	}
	l.placed = append(l.placed, p.layout.placed...)
	p.layout = l
	p.dir = join("/", dir)
	words := slices.Concat(entrypoint, command)
	var vars map[string]string
	p.started, vars = s.start(words, &p.layout, p.dir)
	if p.started.dir != "" {
		p.dir = p.started.dir
	}
	for key, text := range vars {
		if _, set := p.vars[key]; !set && !strings.ContainsAny(text, "$`") {
			p.vars[key] = newValue(key, text, p.file, cmp.Or(p.lineOf(key+"="), p.line), p.kind)
		}
	}
	s.link(p)
	if p.main != "" && p.started.main == "" {
		p.started.args = s.argsOf(p, words)
	}
}

// argsOf are the arguments of a program that was not found by its command: after
// its name, or all words where they are added to the command of an image that is
// not known.
func (s *System) argsOf(p *process, words []string) []string {
	for _, m := range s.programs() {
		if m.dir == p.main && similarity(tokens(path.Base(p.started.word)), m) > 0 {
			return p.started.args
		}
	}
	if p.entrypoint == nil && p.image == nil && len(commands(words)) == 1 {
		return words
	}
	return nil
}

// argAt is where an argument stands.
func (p *process) argAt(arg int) config.Position {
	if i := arg + len(p.wordsAt) - len(p.started.args); i >= 0 && i < len(p.wordsAt) {
		return p.wordsAt[i]
	}
	at := p.commandAt
	if p.script != nil {
		at.Line = p.lineOf(p.started.args[arg])
	}
	return at
}

// value is what the environment of the process has for a key.
func (p *process) value(key string) (config.Value, bool) {
	v, ok := p.vars[key]
	if !ok && p.image != nil {
		v, ok = p.image.env[key]
	}
	return v, ok
}

// compare orders processes: those of the wanted environment first, then by what
// the repository would start by itself.
func compare(envs []string) func(a, b *process) int {
	return func(a, b *process) int {
		return cmp.Or(
			cmp.Compare(a.wanted(envs), b.wanted(envs)),
			cmp.Compare(btoi(a.env == "test"), btoi(b.env == "test")),
			cmp.Compare(btoi(a.optional), btoi(b.optional)),
			cmp.Compare(slices.Index(kinds, a.kind), slices.Index(kinds, b.kind)),
			cmp.Compare(envRank(a.env), envRank(b.env)),
			cmp.Compare(btoi(a.part), btoi(b.part)),
			cmp.Compare(strings.Count(a.file, "/"), strings.Count(b.file, "/")),
			cmp.Compare(path.Dir(a.file), path.Dir(b.file)),
			cmp.Compare(a.file, b.file),
			cmp.Compare(a.line, b.line),
		)
	}
}

// wanted is the place in a list of environments of the first that the process
// belongs to, or the end of it.
func (p *process) wanted(envs []string) int {
	for i, env := range envs {
		if env != "" && p.isIn(env) {
			return i
		}
	}
	return len(envs)
}

func (p *process) isIn(env string) bool { return p.env == canonical(env) || isIn(p.file, env) }

func envRank(env string) int {
	if i := slices.Index(preference, env); i >= 0 {
		return i
	}
	return slices.Index(preference, "qa") // one of the repository's own
}
