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
		if p := s.dockerfileAlone(f); p != nil {
			all = append(all, p)
		}
	}
	return all
}

// dockerfileAlone is the image of a Dockerfile, built from where it fits best, nil if
// it starts nothing.
func (s *System) dockerfileAlone(file string) *process {
	var best *process
	score := -1
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		p := s.dockerfileProcess(file, dir)
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
	return best
}

// dockerfileBuilds are the images that are called like their Dockerfile or its folder:
// orders.Dockerfile, cmd/orders/Dockerfile.
func (s *System) dockerfileBuilds(add func(string, build)) {
	for _, f := range s.files(isDockerfile) {
		if p := s.dockerfileAlone(f); p != nil {
			add(dockerfileName(f), build{context: p.context, file: f})
		}
	}
}

// dockerfileName is what a Dockerfile's image may be called.
func dockerfileName(file string) string {
	base := path.Base(file)
	lower := strings.ToLower(base)
	for _, word := range []string{"dockerfile", "containerfile"} {
		if rest, ok := strings.CutPrefix(lower, word); ok && rest != "" {
			return base[len(base)-len(rest)+1:]
		}
		if rest, ok := strings.CutSuffix(lower, "."+word); ok {
			return base[:len(rest)]
		}
	}
	return path.Base(path.Dir(file))
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
