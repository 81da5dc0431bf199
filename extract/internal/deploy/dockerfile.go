package deploy

import (
	"encoding/json"
	"path"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// environ is an environment by key.
type environ map[string]config.Value

// maxInstructions bounds how much of a Dockerfile is read, maxGlobs how many of its
// copies may be by pattern.
const (
	maxInstructions = 1_000
	maxGlobs        = 50
)

// image is what a Dockerfile builds.
type image struct {
	file       string
	base       string // what it is made from, outside of this file
	name       string // the stage's
	dir        string // WORKDIR
	entrypoint []string
	command    []string
	// commandLine is where the last of the two stands.
	commandLine int
	env         environ
	args        map[string]string
	layout      layout
}

// build says how an image is built.
type build struct {
	context string // relative to the root
	file    string // the Dockerfile
	target  string
	args    map[string]string
}

// image reads a Dockerfile as far as it tells where files lie and what is
// started. It is nil if there is none.
func (s *System) image(b build) *image {
	data, err := s.repo.Read(b.file)
	if err != nil {
		return nil
	}
	d := &dockerfile{sys: s, build: b, global: map[string]string{}}
	for _, in := range instructions(string(data)) {
		if in.name == "FROM" && d.stage != nil && b.target != "" && strings.EqualFold(d.stage.name, b.target) {
			break
		}
		d.instruction(in)
	}
	return d.stage
}

// instruction is one instruction of a Dockerfile. Continued lines keep their
// line ends.
type instruction struct {
	name string
	rest string
	line int
}

func instructions(text string) []instruction {
	var all []instruction
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines) && len(all) < maxInstructions; i++ {
		line := strings.TrimSpace(lines[i])
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		in := instruction{name: strings.ToUpper(name), line: i + 1}
		in.rest, i = continued(rest, lines, i)
		if _, marker, ok := strings.Cut(in.rest, "<<"); ok && (in.name == "RUN" || in.name == "COPY") {
			in.rest, i = heredoc(marker, lines, i)
		}
		all = append(all, in)
	}
	return all
}

// continued joins a line with those that it goes on in; comments may stand between.
func continued(rest string, lines []string, i int) (string, int) {
	var b strings.Builder
	for strings.HasSuffix(rest, `\`) && i+1 < len(lines) {
		b.WriteString(strings.TrimSuffix(rest, `\`) + "\n")
		i++
		if rest = strings.TrimSpace(lines[i]); strings.HasPrefix(rest, "#") {
			rest = `\`
		}
	}
	return b.String() + rest, i
}

// heredoc is the text up to a marker's line.
func heredoc(marker string, lines []string, i int) (string, int) {
	marker, _, _ = strings.Cut(strings.TrimPrefix(marker, "-"), " ")
	marker = strings.Trim(marker, `"'`)
	start := i + 1
	for i = start; i < len(lines) && strings.TrimSpace(lines[i]) != marker; i++ {
	}
	return strings.Join(lines[start:min(i, len(lines))], "\n"), i
}

// dockerfile is the state while one is read.
type dockerfile struct {
	sys    *System
	build  build
	global map[string]string // ARG before FROM
	stages []*image
	stage  *image
	globs  int
}

func (d *dockerfile) instruction(in instruction) {
	if d.stage == nil && in.name != "ARG" && in.name != "FROM" {
		return
	}
	switch in.name {
	case "ARG":
		d.arg(in.rest)
	case "FROM":
		d.from(in.rest)
	case "ENV":
		d.env(in)
	case "WORKDIR":
		d.stage.dir = join(d.stage.dir, d.expand(strings.TrimSpace(in.rest)))
	case "COPY", "ADD":
		d.copy(strings.Fields(in.rest))
	case "RUN":
		r := &runner{sys: d.sys, layout: &d.stage.layout, dir: d.stage.dir, vars: map[string]string{}}
		r.script(splitWords(d.expand(in.rest)))
	case "ENTRYPOINT":
		d.stage.entrypoint, d.stage.command, d.stage.commandLine = d.words(in.rest), nil, in.line
	case "CMD":
		d.stage.command, d.stage.commandLine = d.words(in.rest), in.line
	}
}

func (d *dockerfile) arg(rest string) {
	for _, w := range splitWords(rest) {
		key, value, has := strings.Cut(w, "=")
		if given, ok := d.build.args[key]; ok {
			value, has = given, true
		}
		if d.stage == nil {
			if has {
				d.global[key] = value
			}
			continue
		}
		if global, ok := d.global[key]; ok && !has {
			value, has = global, true
		}
		if has {
			d.stage.args[key] = d.expand(value)
		}
	}
}

func (d *dockerfile) from(rest string) {
	words := strings.Fields(rest)
	for len(words) > 0 && strings.HasPrefix(words[0], "--") {
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	stage := &image{file: d.build.file, base: words[0], dir: "/", env: environ{}, args: map[string]string{}}
	if base := d.find(words[0]); base != nil {
		*stage = *base
		stage.env, stage.args = environ{}, map[string]string{}
		for k, v := range base.env {
			stage.env[k] = v
		}
		stage.layout = base.layout.clone()
	}
	stage.name = ""
	if len(words) == 3 {
		stage.name = words[2]
	}
	d.stage = stage
	d.stages = append(d.stages, stage)
}

// find is the stage of a name or number.
func (d *dockerfile) find(name string) *image {
	for i, st := range d.stages {
		if strings.EqualFold(st.name, name) && name != "" || name == strconv.Itoa(i) {
			return st
		}
	}
	return nil
}

func (d *dockerfile) env(in instruction) {
	line := in.line
	for part := range strings.Lines(in.rest) {
		words := splitWords(strings.TrimSuffix(part, "\n"))
		if len(words) > 1 && !strings.Contains(words[0], "=") { // ENV KEY value
			words = []string{words[0] + "=" + strings.Join(words[1:], " ")}
		}
		for _, w := range words {
			if key, value, ok := strings.Cut(w, "="); ok {
				d.stage.env[key] = newValue(key, d.expand(value), d.build.file, line, kindDockerfile)
			}
		}
		line++
	}
}

// expand replaces the variables that ARG and ENV set.
func (d *dockerfile) expand(text string) string {
	if !strings.Contains(text, "$") {
		return text
	}
	return config.Interpolate(text, func(key string) (string, bool) {
		if v, ok := d.stage.env[key]; ok && !v.Secret {
			return v.Text, true
		}
		v, ok := d.stage.args[key]
		return v, ok
	})
}

// words are those of a command in exec form, or a shell that runs it.
func (d *dockerfile) words(rest string) []string {
	rest = strings.TrimSpace(rest)
	var words []string
	if strings.HasPrefix(rest, "[") && json.Unmarshal([]byte(rest), &words) == nil {
		return words
	}
	return []string{"/bin/sh", "-c", d.expand(rest)}
}

func (d *dockerfile) copy(words []string) {
	from := ""
	for len(words) > 0 && strings.HasPrefix(words[0], "--") {
		if name, ok := strings.CutPrefix(words[0], "--from="); ok {
			from = name
		}
		words = words[1:]
	}
	var list []string
	if joined := strings.Join(words, " "); strings.HasPrefix(joined, "[") && json.Unmarshal([]byte(joined), &list) == nil {
		words = list
	}
	if len(words) < 2 {
		return
	}
	for i := range words {
		words[i] = d.expand(words[i])
	}
	sources, dst := words[:len(words)-1], words[len(words)-1]
	at := join(d.stage.dir, dst)
	into := len(sources) > 1 || strings.HasSuffix(dst, "/") || dst == "." || at == d.stage.dir || d.sys.isFolder(&d.stage.layout, at)
	for _, src := range sources {
		switch {
		case from == "":
			d.copyContext(src, at, into)
		default:
			if stage := d.find(from); stage != nil {
				d.stage.layout.copyFrom(d.sys.repo, stage.layout, join("/", src), at, into)
			}
		}
	}
}

// copyContext copies from the build's context, which no path leaves.
func (d *dockerfile) copyContext(src, at string, into bool) {
	src = path.Join(d.build.context, path.Clean("/"+src))
	if strings.ContainsAny(src, "*?[") {
		if d.globs++; d.globs > maxGlobs {
			return
		}
	}
	for _, found := range d.sys.glob(src) {
		to := at
		if into && d.sys.repo.IsFile(found) {
			to = path.Join(at, path.Base(found))
		}
		d.stage.layout.place(to, found)
	}
}
