package deploy

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// System is how the programs of a repository are started. It is safe for
// concurrent use.
type System struct {
	repo *config.Repo

	findMains func() []*program
	modules   func() []module
	processes func() []*process
	builds    func() map[string]build
	projects  func() []*composeProject
	envFlags  func() []envFlag
	variants  func() map[string][]string
	makefiles func() []*makefile
	chartDirs func() map[string]bool
}

// Open gives the deployment of the files in a repository. Nothing is read yet.
func Open(repo *config.Repo) *System {
	s := &System{repo: repo}
	s.findMains = sync.OnceValue(s.findPrograms)
	s.modules = sync.OnceValue(s.findModules)
	s.processes = sync.OnceValue(s.findProcesses)
	s.variants = sync.OnceValue(s.findVariants)
	s.envFlags = sync.OnceValue(s.findEnvFlags)
	s.projects = sync.OnceValue(s.composeProjects)
	s.makefiles = sync.OnceValue(s.findMakefiles)
	s.chartDirs = sync.OnceValue(s.findChartDirs)
	s.builds = sync.OnceValue(s.findBuilds)
	return s
}

func (s *System) programs() []*program { return s.findMains() }

// readers find the processes of each kind of source.
var readers = []func(*System) []*process{
	(*System).composeProcesses,
	(*System).kubernetesProcesses,
	(*System).helmProcesses,
	(*System).dockerfileProcesses,
	(*System).procfileProcesses,
	(*System).systemdProcesses,
	(*System).makefileProcesses,
	(*System).launchProcesses,
}

func (s *System) findProcesses() []*process {
	var all []*process
	for _, read := range readers {
		for _, p := range read(s) {
			s.finish(p)
			if p.main != "" {
				all = append(all, p)
			}
		}
	}
	return all
}

// files are those whose base name the condition holds for.
func (s *System) files(is func(base string) bool) []string {
	var all []string
	for _, f := range s.repo.Files() {
		if is(path.Base(f)) {
			all = append(all, f)
		}
	}
	return all
}

// importDir is the folder of an import path of one of the repository's modules.
func (s *System) importDir(pkg string) (string, bool) {
	if !strings.Contains(pkg, "/") || strings.HasPrefix(pkg, ".") {
		return "", false
	}
	for _, m := range s.modules() {
		if m.path != "" && within(pkg, m.path) {
			return path.Join(m.dir, strings.TrimPrefix(pkg, m.path)), true
		}
	}
	return "", false
}

// binaryName is what go build calls the program of a main package.
func (s *System) binaryName(main string) string {
	for _, m := range s.modules() {
		if m.dir == main && m.path != "" {
			return path.Base(trimMajor(m.path))
		}
	}
	return path.Base(main)
}

// isFolder says that there is a folder at a path of the container.
func (s *System) isFolder(l *layout, at string) bool {
	found, ok := l.find(s.repo, at)
	return ok && s.repo.IsDir(found) || slices.ContainsFunc(l.placed, func(p placed) bool {
		rest, ok := below(p.at, at)
		return ok && rest != ""
	})
}

// glob are the files and folders that match a pattern.
func (s *System) glob(pattern string) []string {
	if !strings.ContainsAny(pattern, "*?[") {
		if s.repo.IsFile(pattern) || s.repo.IsDir(pattern) {
			return []string{pattern}
		}
		return nil
	}
	var found []string
	for _, f := range s.repo.Files() {
		if ok, err := path.Match(pattern, f); ok && err == nil {
			found = append(found, f)
		}
	}
	return found
}
