package deploy

import (
	"path"
	"slices"
	"strings"
)

// link sets the main package that a process runs: the one that its command names,
// the only one that its image has, the only one in the folder that it is built
// from, or the one that is called like it.
func (s *System) link(p *process) {
	if p.started.test {
		return
	}
	if p.started.main != "" {
		p.main = p.started.main
		return
	}
	if p.kind == kindMakefile && !strings.Contains(p.started.word, "/") {
		return // most recipes call tools
	}
	candidates := s.programs()
	if p.context != "" || len(p.layout.binaries) > 0 {
		if built := s.builtMains(p); len(built) > 0 {
			candidates = built
		}
		if len(candidates) == 1 {
			p.main = candidates[0].dir
			return
		}
	} else if !s.isOwn(p) {
		return
	}
	p.main = byName(p, candidates)
}

// builtMains are the programs that the image of a process can have: those that
// its Dockerfile builds, or else those below the folder that it is built from.
func (s *System) builtMains(p *process) []*program {
	var dirs []string
	if !p.layout.unknown {
		for _, b := range p.layout.binaries {
			dirs = append(dirs, b.mains...)
		}
	}
	var built []*program
	for _, m := range s.programs() {
		if slices.Contains(dirs, m.dir) || len(dirs) == 0 && p.context != "" && within(m.dir, p.context) {
			built = append(built, m)
		}
	}
	if len(built) > 1 && len(dirs) == 0 && p.image != nil { // beside the Dockerfile
		var near []*program
		for _, m := range built {
			if dir := path.Dir(p.image.file); dir != p.context && within(m.dir, dir) {
				near = append(near, m)
			}
		}
		if len(near) > 0 {
			return near
		}
	}
	return built
}

// infrastructure are words in names of images that are not the repository's own.
var infrastructure = []string{
	"kafka", "zookeeper", "rabbitmq", "nats", "redis", "postgres", "postgresql", "mysql", "mariadb", "mongo", "mongodb",
	"elasticsearch", "kibana", "jaeger", "zipkin", "prometheus", "grafana", "loki", "tempo", "consul", "vault", "etcd",
	"nginx", "traefik", "envoy", "minio", "clickhouse", "cassandra", "keycloak", "otel", "opentelemetry", "localstack",
	"redpanda", "memcached", "pgadmin", "adminer", "mailhog", "curl", "busybox", "alpine",
}

// isOwn says that an image which is not built here may be one of the
// repository's own: not that of a database.
func (s *System) isOwn(p *process) bool {
	if len(tokens(imageBase(p.imageName))) == 0 || strings.ContainsAny(p.imageName, "${") {
		return true
	}
	base := tokens(imageBase(p.imageName))
	foreign := !strings.Contains(p.imageName, "/") && strings.Contains(p.imageName, ":") || slices.ContainsFunc(base, func(w string) bool {
		return slices.Contains(infrastructure, w)
	})
	for _, m := range s.programs() {
		if owner := path.Base(path.Dir(m.module.path)); owner != "." && strings.Contains(p.imageName, owner+"/") {
			return true
		}
		if !foreign && similarity(strings.Join(base, ""), m) > 0 {
			return true
		}
	}
	return base[0] == "golang"
}

// imageBase is the last part of an image's name, without tag or digest.
func imageBase(image string) string {
	base, _, _ := strings.Cut(path.Base(image), "@")
	base, _, _ = strings.Cut(base, ":")
	return base
}

// byName is the candidate that the process is called like, "" if there are two as
// good or none.
func byName(p *process, candidates []*program) string {
	best, main := 0, ""
	for _, m := range candidates {
		score := 0
		for i, name := range p.names() {
			if n := similarity(name, m); n > 0 {
				score = max(score, n*10-i)
			}
		}
		switch {
		case score > best:
			best, main = score, m.dir
		case score == best:
			main = ""
		}
	}
	return main
}

// names are what a process is called, the most telling first, as joined words.
func (p *process) names() []string {
	var names []string
	for _, n := range append([]string{path.Base(p.started.word), p.name, imageBase(p.imageName)}, p.aliases...) {
		words := tokens(n)
		for _, words := range [][]string{specific(words), words} {
			if name := strings.Join(words, ""); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// similarity says how well a name fits a program: 0 is not at all. A prefix, such
// as that of the whole system, does less harm than a less likely name.
func similarity(name string, m *program) int {
	best := 0
	for i, own := range m.names {
		weight := 2 * max(4-i, 1)
		switch {
		case name == own:
			best = max(best, weight+1)
		case len(own) > 3 && strings.HasSuffix(name, own):
			best = max(best, weight)
		}
	}
	return best
}
