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
		p.dotenv = s.composeEnv(dir)
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
