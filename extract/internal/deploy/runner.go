package deploy

import (
	"path"
	"slices"
	"strings"
)

// maxScripts bounds how deep scripts call scripts, maxCommands how many commands
// are looked at.
const (
	maxScripts  = 4
	maxCommands = 2_000
)

// started is what a command line turned out to start.
type started struct {
	main string   // the main package's folder, "" if that is not known
	word string   // otherwise the program's name as the command has it
	args []string // its arguments
	dir  string   // where it is called
	test bool     // go test and its like
}

// runner follows a shell script as far as building and starting Go programs goes.
type runner struct {
	sys    *System
	layout *layout
	dir    string   // absolute, in the layout
	stack  []string // of pushd
	vars   map[string]string
	depth  int
	count  int
	found  started
}

// start tells what a command line starts that is called in dir.
func (s *System) start(words []string, l *layout, dir string) (started, map[string]string) {
	r := &runner{sys: s, layout: l, dir: dir, vars: map[string]string{}}
	r.script(words)
	return r.found, r.vars
}

func (r *runner) script(words []string) {
	for _, c := range commands(words) {
		if r.count++; r.count > maxCommands {
			return
		}
		r.command(c)
	}
}

// transparent are commands whose arguments are a command.
var transparent = []string{
	"exec", "env", "sudo", "time", "nohup", "tini", "dumb-init", "gosu", "su-exec", "command", "--", "-s", "nice", "then", "do", "else", "if", "!", "@",
}

var shells = []string{"sh", "bash", "ash", "zsh"}

// tools are commands that start no program of the repository.
var tools = []string{
	"export", "set", "echo", "sleep", "mkdir", "cp", "mv", "rm", "chmod", "chown", "cat", "until", "while", "done", "fi", "true", "wait", "source", ".", "docker", "kubectl",
	"apk", "apt-get", "apt", "curl", "wget", "git", "protoc", "swag", "ls", "touch", "test", "[",
}

func (r *runner) command(words []string) {
	for len(words) > 0 {
		words[0] = strings.TrimLeft(words[0], "@-+") // make's prefixes
		key, value, ok := assignment(words[0])
		if !ok && words[0] != "" && words[0] != "export" {
			break
		}
		if ok {
			r.vars[key] = value
		}
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	name := path.Base(words[0])
	switch {
	case slices.Contains(transparent, name):
		r.command(slices.Clone(words[1:]))
	case name == "cd" || name == "pushd" || name == "popd":
		r.changeDir(name, words[1:])
	case slices.Contains(shells, name):
		r.shell(words[1:])
	case name == "go" || name == "gow":
		r.goCommand(words[1:])
	case name == "air":
		r.air(words[1:])
	case name == "make":
		r.make(words[1:])
	case !slices.Contains(tools, name):
		r.other(words)
	}
}

func (r *runner) changeDir(how string, args []string) {
	switch n := len(r.stack); {
	case how == "popd" && n > 0:
		r.dir, r.stack = r.stack[n-1], r.stack[:n-1]
	case how == "pushd":
		r.stack = append(r.stack, r.dir)
	}
	if how != "popd" && len(args) > 0 {
		r.dir = join(r.dir, args[0])
	}
}

func (r *runner) shell(args []string) {
	for i, a := range args {
		if strings.HasPrefix(a, "-") && strings.HasSuffix(a, "c") && i+1 < len(args) {
			r.nested(args[i+1])
			return
		}
		if !strings.HasPrefix(a, "-") {
			r.scriptFile(a)
			return
		}
	}
}

// nested follows a script inside a script.
func (r *runner) nested(script string) {
	if r.depth < maxScripts {
		r.depth++
		dir := r.dir
		r.script(splitWords(script))
		r.dir = dir
		r.depth--
	}
}

func (r *runner) scriptFile(name string) bool {
	file, ok := r.layout.find(r.sys.repo, join(r.dir, name))
	if !ok || !strings.HasSuffix(file, ".sh") {
		return false
	}
	if data, err := r.sys.repo.Read(file); err == nil && len(data) < 64<<10 {
		r.nested(string(data))
	}
	return true
}

// other is a command of no known name: a built program, a script, or a tool that
// builds or starts what its arguments say.
func (r *runner) other(words []string) {
	for i, w := range words {
		_, value, flag := strings.Cut(w, "=")
		if b, ok := r.layout.binary(w, r.dir); ok {
			r.foundBinary(b, words[i+1:])
			return
		}
		if at := strings.Index(w, "go "); at >= 0 && strings.ContainsAny(w, " ") && (at == 0 || strings.ContainsRune("= \"'", rune(w[at-1]))) {
			r.nested(w[at:])
			continue
		}
		if strings.HasSuffix(w, ".sh") && r.scriptFile(w) {
			continue
		}
		if flag && i > 0 {
			if b, ok := r.layout.binary(value, r.dir); ok {
				r.foundBinary(b, nil)
				return
			}
		}
	}
	if r.found.main == "" && !strings.HasSuffix(words[0], ".sh") {
		r.found = started{word: words[0], args: words[1:], dir: r.dir}
	}
}

func (r *runner) foundBinary(b binary, args []string) {
	r.found = started{word: path.Base(b.at), args: args, dir: r.dir}
	if len(b.mains) == 1 {
		r.found.main = b.mains[0]
	}
}

func (r *runner) goCommand(words []string) {
	c, ok := parseGo(words, r.dir)
	if !ok {
		return
	}
	var mains []string
	for _, p := range c.packages {
		mains = append(mains, r.packages(c.dir, p)...)
	}
	switch c.verb {
	case "test":
		r.found.test = r.found.main == ""
	case "run":
		if len(mains) > 0 {
			r.found = started{main: mains[0], args: c.args, dir: c.dir}
		}
	default:
		r.built(c, mains)
	}
}

// packages are the main packages that a pattern of the go command stands for.
func (r *runner) packages(dir, pattern string) []string {
	pattern, all := strings.CutSuffix(pattern, "...")
	at, ok := r.sys.importDir(strings.TrimSuffix(pattern, "/"))
	if !ok {
		at, ok = r.layout.find(r.sys.repo, join(dir, pattern))
	}
	if !ok {
		return nil
	}
	if strings.HasSuffix(at, ".go") {
		at = path.Dir(at)
	}
	var mains []string
	for _, p := range r.sys.programs() {
		if p.dir == at || all && within(p.dir, at) {
			mains = append(mains, p.dir)
		}
	}
	return mains
}

// built notes what go build or go install makes.
func (r *runner) built(c goCommand, mains []string) {
	if len(mains) == 0 {
		r.layout.unknown = r.layout.unknown || c.verb == "build"
		return
	}
	out := join(c.dir, c.out)
	each := len(mains) > 1 || strings.HasSuffix(c.out, "/") || c.out == ""
	switch {
	case c.verb == "install":
		out, each = "/go/bin", true
	case c.out == "":
		out = c.dir
	case r.sys.isFolder(r.layout, out):
		each = true
	}
	if !each {
		r.layout.addBinary(binary{out, mains})
		return
	}
	for _, m := range mains {
		r.layout.addBinary(binary{path.Join(out, r.sys.binaryName(m)), []string{m}})
	}
}

// air builds and runs what its configuration says.
func (r *runner) air(args []string) {
	file := ".air.toml"
	for i, a := range args {
		if a == "-c" && i+1 < len(args) {
			file = args[i+1]
		}
	}
	build := "go build -o ./tmp/main ."
	start := []string{"./tmp/main"}
	if at, ok := r.layout.find(r.sys.repo, join(r.dir, file)); ok {
		if t, err := r.sys.repo.FileAs(at, "toml"); err == nil {
			root := t.Root()
			r.dir = join(r.dir, root.Get("root").String())
			if s := root.Lookup("build", "cmd").String(); s != "" {
				build = s
			}
			if s := root.Lookup("build", "bin").String(); s != "" {
				start = []string{s}
			}
			if s := root.Lookup("build", "full_bin").String(); s != "" {
				start = splitWords(s)
			}
			start = append(start, root.Lookup("build", "args_bin").Strings()...)
		}
	}
	r.nested(build)
	r.script(start)
}
