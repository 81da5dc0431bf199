package deploy

import (
	"path"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// makefile is a Makefile as far as its recipes start programs.
type makefile struct {
	file     string
	vars     map[string]string
	exported environ
	targets  []target
}

type target struct {
	name   string
	line   int
	recipe []string
	lines  []int // of the recipe
}

var makefileNames = map[string]bool{"Makefile": true, "makefile": true, "GNUmakefile": true, "justfile": true, "Justfile": true}

// findMakefiles reads them all.
func (s *System) findMakefiles() []*makefile {
	var all []*makefile
	for _, f := range s.files(func(base string) bool { return makefileNames[base] || path.Ext(base) == ".mk" }) {
		if data, err := s.repo.Read(f); err == nil {
			all = append(all, s.parseMakefile(f, string(data)))
		}
	}
	return all
}

func (s *System) parseMakefile(file, text string) *makefile {
	m := &makefile{file: file, vars: map[string]string{}, exported: environ{}}
	lines := strings.Split(text, "\n")
	exportAll := false
	for i := 0; i < len(lines); i++ {
		line, first := lines[i], i+1
		for strings.HasSuffix(line, `\`) && i+1 < len(lines) && len(line) < 64<<10 {
			i++
			line = strings.TrimSuffix(line, `\`) + " " + strings.TrimSpace(lines[i])
		}
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case line[0] == '\t' || line[0] == ' ' && len(m.targets) > 0:
			if n := len(m.targets); n > 0 {
				t := &m.targets[n-1]
				t.recipe, t.lines = append(t.recipe, trimmed), append(t.lines, first)
			}
		case trimmed == "export":
			exportAll = true
		default:
			m.statement(s, trimmed, first)
		}
	}
	for key, value := range m.vars {
		if _, ok := m.exported[key]; exportAll && !ok {
			m.exported[key] = newValue(key, value, file, 0, kindMakefile)
		}
	}
	return m
}

// statement is a line that is no part of a recipe.
func (m *makefile) statement(s *System, line string, number int) {
	rest, export := strings.CutPrefix(line, "export ")
	if include, ok := strings.CutPrefix(strings.TrimPrefix(line, "-"), "include "); ok {
		m.include(s, strings.TrimSpace(include))
		return
	}
	if i := strings.IndexByte(rest, '='); i > 0 {
		key := strings.TrimSpace(strings.TrimRight(rest[:i], ":?+!"))
		if !strings.ContainsAny(key, " :") {
			value := m.expand(strings.TrimSpace(rest[i+1:]))
			m.vars[key] = value
			if export {
				m.exported[key] = newValue(key, value, m.file, number, kindMakefile)
			}
			return
		}
	}
	if name, _, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(name, ".") {
		m.targets = append(m.targets, target{name: strings.TrimSpace(name), line: number})
	}
}

// include takes over a .env file, which `include .env` with `export` puts into
// the environment.
func (m *makefile) include(s *System, name string) {
	if !strings.Contains(name, "env") {
		return
	}
	s.addEnvFile(m.exported, path.Join(path.Dir(m.file), name), true)
	for key, v := range m.exported {
		if !v.Secret {
			m.vars[key] = v.Text
		}
	}
}

// expand replaces $(NAME) and ${NAME}; what is not set stays.
func (m *makefile) expand(text string) string {
	return config.Interpolate(parenRefs(text), func(key string) (string, bool) {
		v, ok := m.vars[key]
		return v, ok
	})
}

// makefileProcesses are the recipes that run a program.
func (s *System) makefileProcesses() []*process {
	var all []*process
	for _, m := range s.makefiles() {
		for _, t := range m.targets {
			script := m.expand(strings.Join(t.recipe, "\n"))
			if script == "" {
				continue
			}
			p := local(kindMakefile, "", m.file, t.line, path.Dir(m.file))
			p.command = splitWords(script)
			for i, text := range t.recipe {
				p.script = append(p.script, scriptLine{m.expand(text), t.lines[i]})
			}
			for key, v := range m.exported {
				p.vars[key] = v
			}
			all = append(all, p)
		}
	}
	return all
}

// makefileBuilds are the images that recipes build.
func (s *System) makefileBuilds(add func(string, build)) {
	for _, m := range s.makefiles() {
		for _, t := range m.targets {
			for _, c := range commands(splitWords(m.expand(strings.Join(t.recipe, "\n")))) {
				for i, w := range c {
					if w == "build" && i > 0 && (c[i-1] == "docker" || c[i-1] == "buildx" || c[i-1] == "podman") {
						if name, b, ok := dockerBuild(c[i+1:], path.Dir(m.file)); ok {
							add(name, b)
						}
					}
				}
			}
		}
	}
}

// make follows the recipes of targets.
func (r *runner) make(args []string) {
	dir := r.dir
	for i, a := range args {
		if a == "-C" && i+1 < len(args) {
			dir = join(dir, args[i+1])
		}
	}
	at, ok := r.layout.find(r.sys.repo, join(dir, "Makefile"))
	if !ok {
		return
	}
	all := r.sys.makefiles()
	i := slices.IndexFunc(all, func(m *makefile) bool { return m.file == at })
	if i < 0 {
		return
	}
	m := all[i]
	for _, t := range m.targets {
		for _, a := range args {
			if a == t.name {
				r.nested(m.expand(strings.Join(t.recipe, "\n")))
			}
		}
	}
}
