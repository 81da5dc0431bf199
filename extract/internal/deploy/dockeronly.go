package deploy

import (
	"path"
	"slices"
	"strings"
)

// dockerfileProcesses are the images of Dockerfiles by themselves, with the
// environment that they set. Each is built from the folder for which its paths
// fit best: its own, or one above.
func (s *System) dockerfileProcesses() []*process {
	var all []*process
	for _, f := range s.files(isDockerfile) {
		var best *process
		score := -1
		for dir := path.Dir(f); ; dir = path.Dir(dir) {
			p := s.dockerfileProcess(f, dir)
			if p == nil {
				break
			}
			if n := s.fit(p); n > score {
				best, score = p, n
			}
			if dir == "." {
				break
			}
		}
		if best != nil {
			all = append(all, best)
		}
	}
	return all
}

func (s *System) dockerfileProcess(file, context string) *process {
	im := s.image(build{context: context, file: file})
	if im == nil || im.entrypoint == nil && im.command == nil {
		return nil
	}
	return &process{
		kind: kindDockerfile, file: file, line: 1, stack: kindDockerfile + " " + file, env: environmentOf(path.Base(file)),
		image: im, context: context, aliases: []string{path.Base(file), path.Base(path.Dir(file))}, vars: environ{},
	}
}

// fit says how well an image's paths fit the folder that it is built from.
func (s *System) fit(p *process) int {
	l := p.image.layout.clone()
	st, _ := s.start(slices.Concat(p.image.entrypoint, p.image.command), &l, p.image.dir)
	n := len(l.placed) + 100*btoi(st.main != "")
	for _, b := range l.binaries {
		n += 10 * len(b.mains)
	}
	return n
}

func isDockerfile(base string) bool {
	lower := strings.ToLower(base)
	return lower == "dockerfile" || lower == "containerfile" || strings.HasPrefix(lower, "dockerfile.") ||
		strings.HasPrefix(lower, "dockerfile-") || strings.HasSuffix(lower, ".dockerfile")
}
