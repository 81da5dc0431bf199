package deploy

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// Unit is one way that a main package is started: by itself, or as one of several
// services of one program.
type Unit struct {
	sys     *System
	program *program
	name    string
	process *process // nil if nothing checked in starts it
	others  []*process
}

// Units are the services that the main package in a folder is deployed as: the
// processes that start it in the first of the environments that does, or where
// none does, in the deployment that the repository itself would start. There is
// always one; an empty binary is called as go build calls it.
func (s *System) Units(mainDir, binary string, envs ...string) []*Unit {
	p := newProgram(path.Clean(mainDir), binary, s.modules())
	var all []*process
	for _, proc := range s.processes() {
		if proc.main == p.dir {
			all = append(all, proc)
		}
	}
	if len(all) == 0 {
		return []*Unit{{sys: s, program: p}}
	}
	slices.SortStableFunc(all, compare(envs))
	var units []*Unit
	for _, proc := range all {
		u := unitOf(proc, units, all[0].stack)
		switch {
		case u != nil:
			u.others = append(u.others, proc)
		case proc.stack != all[0].stack: // a service that the first deployment does not have
		case replicaOf(proc, units) != nil:
			u = replicaOf(proc, units)
			u.name = strings.TrimRight(u.name, "0123456789-_")
			u.others = append(u.others, proc)
		default:
			units = append(units, &Unit{sys: s, program: p, name: proc.name, process: proc})
		}
	}
	return units
}

// unitOf is the unit that a process is another form of: the one of its name, with
// another environment's in it perhaps, or if it is of another deployment, where
// generic words may differ, that or the only one. It is nil if there is none.
func unitOf(p *process, units []*Unit, stack string) *Unit {
	if p.kind == kindMakefile || p.kind == kindLaunch {
		stack = "" // each target is a way to start the same
	}
	for _, words := range []func([]string) []string{plainWords, specific} {
		for _, u := range units {
			if slices.Equal(words(tokens(u.process.name)), words(tokens(p.name))) {
				return u
			}
		}
		if p.stack == stack {
			return nil
		}
	}
	if len(units) == 1 {
		return units[0]
	}
	return nil
}

// replicaOf is the unit that a process of the same deployment is another instance
// of: they differ in numbers only, as do their environments and arguments.
func replicaOf(p *process, units []*Unit) *Unit {
	for _, u := range units {
		q := u.process
		if p.name == q.name || !sameButNumbers(p.name, q.name) || len(p.vars) != len(q.vars) ||
			!slices.EqualFunc(p.started.args, q.started.args, sameButNumbers) {
			continue
		}
		if maps.EqualFunc(p.vars, q.vars, func(a, b config.Value) bool { return sameButNumbers(a.Text, b.Text) }) {
			return u
		}
	}
	return nil
}

func sameButNumbers(a, b string) bool {
	noDigits := func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}
	return strings.Map(noDigits, a) == strings.Map(noDigits, b)
}

// plainWords are the words that name no environment.
func plainWords(words []string) []string {
	return slices.DeleteFunc(words, func(w string) bool { return environments[w] != "" })
}

// Name is the service's or deployment's name, "" if nothing names the unit.
func (u *Unit) Name() string { return u.name }

// Env is what the environment has for a key when the program starts. A variable
// that the deployment takes from elsewhere is not set; one that is put together
// with such has ${NAME} in its text.
func (u *Unit) Env(key string) (config.Value, bool) {
	if u.process == nil {
		return config.Value{}, false
	}
	return u.process.value(key)
}

// Variables are the names of those that the environment has when the program
// starts, sorted.
func (u *Unit) Variables() []string {
	if u.process == nil {
		return nil
	}
	names := slices.Collect(maps.Keys(u.process.vars))
	if u.process.image != nil {
		names = append(names, slices.Collect(maps.Keys(u.process.image.env))...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Args are the command-line arguments that the program is started with, without
// secrets. What they take from the environment is filled in.
func (u *Unit) Args() []string {
	if u.process == nil {
		return nil
	}
	var args []string
	flag := ""
	for _, a := range u.process.started.args {
		if strings.HasPrefix(a, ">") || strings.HasPrefix(a, "2>") {
			break
		}
		a = config.Interpolate(parenRefs(a), func(key string) (string, bool) {
			v, ok := u.Env(key)
			return v.Text, ok && !v.Secret
		})
		name, value, ok := strings.Cut(a, "=")
		switch {
		case ok && strings.HasPrefix(a, "-") && config.Secret(name, value):
			a = name + "="
		case !strings.HasPrefix(a, "-") && config.Secret(flag, a):
			a = ""
		}
		flag = ""
		if strings.HasPrefix(a, "-") && !ok {
			flag = a
		}
		args = append(args, a)
	}
	return args
}

// Flag is what the command line gives for a flag, as -name=x, --name=x or --name x.
func (u *Unit) Flag(name string) (config.Value, bool) {
	args := u.Args()
	for i, a := range args {
		flag, value, ok := strings.Cut(a, "=")
		if !strings.HasPrefix(flag, "-") || strings.TrimPrefix(strings.TrimPrefix(flag, "-"), "-") != name {
			continue
		}
		if !ok && i+1 < len(args) && !strings.HasPrefix(args[i+1], "-") {
			value, ok = args[i+1], true
			i++
		}
		at := u.process.argAt(i)
		return config.Value{Text: value, File: at.File, Line: at.Line, Kind: u.process.kind, Secret: config.Secret(name, "x")}, ok
	}
	return config.Value{}, false
}

// Dirs are the folders, relative to the root, that file names in the program may
// be relative to, the likeliest first: that of the deployed process, of the
// module, the root, that of the main package and those above it.
func (u *Unit) Dirs() []string {
	var dirs []string
	add := func(dir string) {
		if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	own := func(p *process) {
		if dir, ok := p.layout.find(u.sys.repo, p.dir); ok && u.sys.repo.IsDir(dir) {
			add(dir)
		}
	}
	if u.process != nil {
		own(u.process)
	}
	add(u.program.module.dir)
	add(".")
	for dir := u.program.dir; dir != "." && dir != u.program.module.dir; dir = path.Dir(dir) {
		add(dir)
	}
	for _, p := range u.others {
		own(p)
	}
	return dirs
}

// Resolve finds the checked-in file that the program opens by a name. It looks
// where the deployed process has it, then below Dirs; of an absolute path that no
// deployment explains, as much of its end as leads to a file. The path is one for
// config.Repo.File.
func (u *Unit) Resolve(name string) (string, bool) {
	if found, ok := u.lookup(name); ok {
		return found, true
	}
	return u.byEnd(name)
}

// lookup is Resolve without what it guesses.
func (u *Unit) lookup(name string) (string, bool) {
	if name == "" || strings.Contains(name, "\x00") {
		return "", false
	}
	name = strings.ReplaceAll(name, `\`, "/")
	if u.process != nil {
		if found, ok := u.in(u.process, name); ok {
			return found, true
		}
	}
	if !path.IsAbs(name) {
		for _, dir := range u.Dirs() {
			if found := path.Join(dir, name); u.isFile(found) {
				return found, true
			}
		}
	}
	for _, p := range u.others {
		if found, ok := u.in(p, name); ok {
			return found, true
		}
	}
	return "", false
}

// configDirs are usual names of folders of configuration.
var configDirs = []string{"config", "configs", "conf", "etc", "configuration"}

// Anywhere finds the checked-in file of a name that the program opens in a folder
// which nothing checked in names: the only one, or the only one beside the main
// package, in a folder of configuration, or of no other environment.
func (u *Unit) Anywhere(name string) (string, bool) {
	found := u.sys.files(func(base string) bool { return base == name })
	if len(found) == 0 {
		return "", false
	}
	rank := func(a, b string) int {
		return cmp.Or(
			cmp.Compare(btoi(!within(a, u.program.dir)), btoi(!within(b, u.program.dir))),
			cmp.Compare(envRank(environmentOf(a)), envRank(environmentOf(b))),
			-cmp.Compare(btoi(slices.Contains(configDirs, path.Base(path.Dir(a)))), btoi(slices.Contains(configDirs, path.Base(path.Dir(b))))),
		)
	}
	slices.SortStableFunc(found, rank)
	if len(found) > 1 && rank(found[0], found[1]) == 0 {
		return "", false
	}
	return found[0], true
}

// ResolveDir finds the checked-in folder that the program opens by a name.
func (u *Unit) ResolveDir(name string) (string, bool) {
	if u.process != nil {
		if found, ok := u.process.layout.find(u.sys.repo, join(u.process.dir, name)); ok && u.sys.repo.IsDir(found) {
			return found, true
		}
	}
	if !path.IsAbs(name) {
		for _, dir := range u.Dirs() {
			if found := path.Join(dir, name); !strings.HasPrefix(found, "../") && u.sys.repo.IsDir(found) {
				return found, true
			}
		}
	}
	return "", false
}

// isFile says that there is a file below the root.
func (u *Unit) isFile(name string) bool {
	return !strings.HasPrefix(name, "../") && u.sys.repo.IsFile(name)
}

// in finds a file where a process has it.
func (u *Unit) in(p *process, name string) (string, bool) {
	found, ok := p.layout.find(u.sys.repo, join(p.dir, name))
	return found, ok && (strings.Contains(found, "#") || u.sys.repo.IsFile(found))
}

// byEnd finds the file that as much as possible of the end of an absolute path
// leads to.
func (u *Unit) byEnd(name string) (string, bool) {
	if !path.IsAbs(name) {
		return "", false
	}
	for rest, ok := strings.TrimPrefix(path.Clean(name), "/"), true; ok; _, rest, ok = strings.Cut(rest, "/") {
		if found, ok := u.lookup(rest); ok {
			return found, true
		}
	}
	return "", false
}

// Extensions are those of configuration files in the order in which viper looks
// for them.
var Extensions = []string{"json", "toml", "yaml", "yml", "properties", "props", "prop", "hcl", "tfvars", "dotenv", "env", "ini"}

// Find looks for a configuration file of a name without extension in folders, as
// viper does with SetConfigName and AddConfigPath. Nil extensions are viper's; an
// empty one is the name alone.
func (u *Unit) Find(name string, exts, dirs []string) (string, bool) {
	if exts == nil {
		exts = append(slices.Clone(Extensions), "")
	}
	for _, find := range []func(string) (string, bool){u.lookup, u.byEnd} {
		for _, dir := range dirs {
			for _, ext := range exts {
				file := name
				if ext != "" {
					file += "." + ext
				}
				if found, ok := find(path.Join(dir, file)); ok {
					return found, true
				}
			}
		}
	}
	return "", false
}

// DotEnv is the file that godotenv.Load loads by a name, .env if it is empty, or
// where there is none the example of one; nil if there is neither.
func (u *Unit) DotEnv(name string) *config.Tree {
	if name == "" {
		name = ".env"
	}
	for _, n := range config.DotEnvNames(name) {
		if found, ok := u.Resolve(n); ok {
			if t, err := u.sys.repo.FileAs(found, "env"); err == nil {
				return t
			}
		}
	}
	return nil
}
