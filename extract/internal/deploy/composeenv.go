package deploy

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// composeEnv is what the variables in compose files of a folder are filled in
// from: the .env file there, or where there is none but an example, the file that a
// Makefile or script names.
func (s *System) composeEnv(dir string) *config.Tree {
	plain := s.repo.DotEnv(dir)
	if plain != nil && plain.Kind == config.KindEnv {
		return plain
	}
	for _, f := range s.envFlags() {
		if f.composeDir != dir {
			continue
		}
		if t, err := s.repo.FileAs(f.file, "env"); err == nil {
			return t
		}
	}
	return plain
}

// envFlag is a file of variables that a docker compose command names, and the
// folder of the compose files that it reads.
type envFlag struct{ file, composeDir string }

var (
	composeCommand = regexp.MustCompile(`docker[- ]compose\b[^\n|;&]*--env-file[= ][^\n|;&]*`)
	envFileOption  = regexp.MustCompile(`--env-file[= ]+(\S+)`)
	composeOption  = regexp.MustCompile(`(?:-f|--file)[= ]+(\S+)`)
)

// findEnvFlags looks for them in Makefiles and shell scripts, whose paths are
// relative to their folder or to the root.
func (s *System) findEnvFlags() []envFlag {
	var all []envFlag
	for _, script := range s.files(func(base string) bool { return makefileNames[base] || path.Ext(base) == ".sh" }) {
		data, err := s.repo.Read(script)
		if err != nil || !strings.Contains(string(data), "--env-file") {
			continue
		}
		for _, command := range composeCommand.FindAllString(string(data), -1) {
			for _, dir := range slices.Compact([]string{path.Dir(script), "."}) {
				file := path.Join(dir, envFileOption.FindStringSubmatch(command + " ?")[1])
				if !s.repo.IsFile(file) {
					continue
				}
				composeDir := dir
				if m := composeOption.FindStringSubmatch(command); m != nil {
					composeDir = path.Dir(path.Join(dir, m[1]))
				}
				all = append(all, envFlag{file, composeDir})
			}
		}
	}
	return all
}
