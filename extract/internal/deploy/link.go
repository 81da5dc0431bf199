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
	if p.started.test || p.image != nil && p.image.runsOther() {
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
		candidates = s.builtMains(p)
		if len(candidates) == 0 {
			candidates = s.mountedMains(p)
		}
	} else if mounted := s.mountedMains(p); len(mounted) > 0 && p.kind == kindCompose {
		candidates = mounted
	} else if !s.isOwn(p) && s.partOfName(p) == nil {
		return
	}
	if len(candidates) == 1 && p.kind != kindMakefile && (p.context != "" || len(p.layout.placed) > 0) {
		p.main = candidates[0].dir
		return
	}
	if p.context == "" {
		if near := programsBelow(candidates, path.Dir(p.file)); len(near) < len(candidates) {
			p.main = byName(p, near) // of two services of one name, the one that the file stands beside
		}
	}
	if p.main == "" {
		p.main = byName(p, candidates)
	}
	if p.main == "" && p.context == "" {
		if m := s.partOfName(p); m != nil {
			p.main = m.dir
		}
	}
}

// programsBelow are the programs in a folder.
func programsBelow(all []*program, dir string) []*program {
	var found []*program
	for _, m := range all {
		if within(m.dir, dir) {
			found = append(found, m)
		}
	}
	return found
}

// partOfName is the only program in whose module's name all words of the image's
// are: worker, of shop-orders-worker.
func (s *System) partOfName(p *process) *program {
	words := specific(tokens(imageBase(p.imageName)))
	if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(infrastructure, w) }) {
		return nil
	}
	var found *program
	for _, m := range s.programs() {
		own := tokens(path.Base(trimMajor(m.module.path)))
		if m.dir != m.module.dir || slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(own, w) }) {
			continue
		}
		if found != nil {
			return nil
		}
		found = m
	}
	return found
}

// mountedMains are the programs in the folder of the repository that the process
// works in.
func (s *System) mountedMains(p *process) []*program {
	dir, ok := p.layout.find(s.repo, p.dir)
	if !ok || dir == "." {
		return nil
	}
	return programsBelow(s.programs(), dir)
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

// otherRuntimes are images that run programs in other languages.
var otherRuntimes = []string{
	"python", "node", "openjdk", "eclipse-temurin", "amazoncorretto", "maven", "gradle", "ruby", "php", "dotnet", "rust", "deno", "bun", "nginx",
}

// runsOther says whether an image holds no Go program: one for another language, into
// which nothing was built.
func (im *image) runsOther() bool {
	if im.layout.unknown || len(im.layout.binaries) > 0 {
		return false
	}
	return slices.ContainsFunc(strings.Split(im.base, "/"), func(part string) bool { return slices.Contains(otherRuntimes, imageBase(part)) })
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
		if !foreign && similarity(base, m) > 0 {
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
			if n := similarity(tokens(name), m); n > 0 {
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

// names are what a process is called, the most telling first.
func (p *process) names() []string {
	names := []string{path.Base(p.started.word), p.name, imageBase(p.imageName)}
	return append(names, p.aliases...)
}

// foreignWords in a name say that it is that of something beside a program.
var foreignWords = []string{
	"web", "ui", "frontend", "front", "db", "database", "mock", "mocks", "migrate", "migration", "migrations", "seed",
	"proxy", "exporter", "dashboard", "docs", "cache", "init", "setup",
}

// similarity says how well a name fits a program, 0 is not at all: whether it is
// one of the program's names, or that with a prefix, such as that of the whole
// system, or what it is used for after it.
func similarity(words []string, m *program) int {
	best := 0
	for _, words := range [][]string{specific(words), words} {
		for i, own := range m.names {
			weight := 3 * max(4-i, 1)
			for n := range len(words) {
				if strings.Join(words[n:], "") == own && !foreign(words[:n], m) {
					best = max(best, weight+btoi(n == 0)-n)
				}
				if n > 0 && strings.Join(words[:n], "") == own && !foreign(words[n:], m) {
					best = max(best, weight-2)
				}
			}
		}
	}
	return best
}

// foreign says that further words of a name tell it from the program's.
func foreign(rest []string, m *program) bool {
	return slices.ContainsFunc(rest, func(w string) bool {
		return slices.Contains(foreignWords, w) && !slices.Contains(m.names, w)
	})
}
