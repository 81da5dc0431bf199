package deploy

import (
	"path"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// local is a process that runs in a folder of the repository itself.
func local(kind, name, file string, line int, dir string) *process {
	p := &process{
		kind: kind, name: name, file: file, line: line, stack: kind + " " + file, env: environmentOf(file),
		commandAt: config.Position{File: file, Line: line}, dir: "/" + dir, vars: environ{},
	}
	p.layout.place("/", ".")
	return p
}

// procfileProcesses are the lines of Procfiles: NAME: COMMAND.
func (s *System) procfileProcesses() []*process {
	var all []*process
	for _, f := range s.files(func(base string) bool { return base == "Procfile" || strings.HasPrefix(base, "Procfile.") }) {
		data, err := s.repo.Read(f)
		if err != nil {
			continue
		}
		for i, line := range strings.Split(string(data), "\n") {
			name, command, ok := strings.Cut(line, ":")
			if !ok || strings.HasPrefix(name, "#") {
				continue
			}
			p := local(kindProcfile, strings.TrimSpace(name), f, i+1, path.Dir(f))
			p.command = splitWords(command)
			all = append(all, p)
		}
	}
	return all
}

// systemdProcesses are service units.
func (s *System) systemdProcesses() []*process {
	var all []*process
	for _, f := range s.files(func(base string) bool { return path.Ext(base) == ".service" }) {
		data, err := s.repo.Read(f)
		if err != nil {
			continue
		}
		p := local(kindSystemd, strings.TrimSuffix(path.Base(f), ".service"), f, 1, ".")
		p.stack = kindSystemd + " " + path.Dir(f)
		lines := strings.Split(string(data), "\n")
		var envFiles []string
		for i := 0; i < len(lines); i++ {
			key, value, _ := strings.Cut(strings.TrimSpace(lines[i]), "=")
			at := i + 1
			value, i = continued(strings.TrimSpace(value), lines, i)
			if key = strings.TrimSpace(key); key == "EnvironmentFile" {
				envFiles = append(envFiles, strings.TrimPrefix(value, "-"))
				continue
			}
			systemdSetting(p, key, strings.ReplaceAll(value, "\n", " "), at)
		}
		for _, name := range envFiles { // they win over Environment
			s.addEnvFile(p.vars, beside(f, name), true)
		}
		if p.command != nil {
			all = append(all, p)
		}
	}
	return all
}

func systemdSetting(p *process, key, value string, line int) {
	switch key {
	case "ExecStart":
		p.command, p.line = splitWords(strings.TrimLeft(value, "@-:+!")), line
		p.commandAt.Line = line
	case "Environment":
		for _, w := range splitWords(value) {
			if key, text, ok := assignment(w); ok {
				p.vars[key] = newValue(key, text, p.file, line, kindSystemd)
			}
		}
	case "WorkingDirectory":
		p.dir = value
	}
}

// launchProcesses are the launch configurations of Visual Studio Code.
func (s *System) launchProcesses() []*process {
	var all []*process
	for _, f := range s.files(func(base string) bool { return base == "launch.json" }) {
		t, err := s.repo.File(f)
		if err != nil || path.Base(path.Dir(f)) != ".vscode" {
			continue
		}
		for _, n := range t.Root().Get("configurations").Items() {
			if p := s.launch(n, f); p != nil {
				all = append(all, p)
			}
		}
	}
	return all
}

func (s *System) launch(n *config.Node, file string) *process {
	if n.Get("type").String() != "go" || n.Get("mode").String() == "test" {
		return nil
	}
	folder := path.Dir(path.Dir(file))
	expand := func(text string) string {
		for _, v := range []string{"${workspaceFolder}", "${workspaceRoot}", "${workspaceFolder:root}"} {
			text = strings.ReplaceAll(text, v, "/"+folder)
		}
		return path.Clean(text)
	}
	program := expand(n.Get("program").String())
	p := local(kindLaunch, "", file, n.Line, strings.TrimPrefix(strings.TrimSuffix(program, ".go"), "/"))
	if strings.HasSuffix(program, ".go") {
		p.dir = path.Dir(program)
	}
	if cwd := n.Get("cwd").String(); cwd != "" {
		p.dir = expand(cwd)
	}
	p.command = append([]string{"go", "run", program}, n.Get("args").Strings()...)
	if args := n.Get("args"); args != nil {
		p.commandAt, p.wordsAt = listAt(s.repo, file, args)
	}
	for _, e := range n.Get("env").Entries() {
		if e.Value.Kind == config.Scalar {
			v := newValue(e.Key, e.Value.Text, file, e.Value.Line, kindLaunch)
			v.Secret = v.Secret || e.Value.Secret
			p.vars[e.Key] = v
		}
	}
	if f := n.Get("envFile").String(); f != "" {
		s.addEnvFile(p.vars, strings.TrimPrefix(expand(f), "/"), false)
	}
	return p
}

// beside is a file that another one names; a path of the machine is looked for by
// its name in the same folder.
func beside(file, name string) string {
	if path.IsAbs(name) {
		name = path.Base(name)
	}
	return path.Join(path.Dir(file), name)
}
