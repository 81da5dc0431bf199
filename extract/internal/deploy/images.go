package deploy

import (
	"path"
	"strings"
)

// imageByName gives a process the image of a Dockerfile, where compose, skaffold
// or a docker build in a Makefile says which one is built under that name, or else
// the Dockerfile or its folder is called so.
func (s *System) imageByName(p *process) {
	b, ok := s.builds()[imageBase(p.imageName)]
	if !ok {
		return
	}
	p.image = s.image(b)
	p.context = b.context
}

// findBuilds are the images that are built here, by the last part of their names.
func (s *System) findBuilds() map[string]build {
	builds := uniqueBuilds(s.composeBuilds, s.skaffoldBuilds, s.makefileBuilds)
	for name, b := range uniqueBuilds(s.dockerfileBuilds) {
		if _, told := builds[name]; !told {
			builds[name] = b
		}
	}
	return builds
}

// uniqueBuilds collects builds by name. A name that several builds have is none's.
func uniqueBuilds(sources ...func(add func(string, build))) map[string]build {
	builds := map[string]build{}
	several := map[string]bool{}
	add := func(name string, b build) {
		name = imageBase(name)
		if old, ok := builds[name]; ok && (old.file != b.file || old.context != b.context || old.target != b.target) {
			several[name] = true
		}
		if name != "" && name != "." && !strings.Contains(name, "$") {
			builds[name] = b
		}
	}
	for _, collect := range sources {
		collect(add)
	}
	for name := range several {
		delete(builds, name)
	}
	return builds
}

func (s *System) composeBuilds(add func(string, build)) {
	for _, p := range s.projects() {
		for _, name := range sortedKeys(p.services) {
			for _, part := range p.services[name].parts {
				n := part.node.Get("build")
				if image := part.node.Get("image").String(); n != nil && image != "" {
					add(image, p.buildOf(n, path.Dir(part.file)))
				}
			}
		}
	}
}

func (s *System) skaffoldBuilds(add func(string, build)) {
	for _, f := range s.files(func(base string) bool { return base == "skaffold.yaml" || base == "skaffold.yml" }) {
		t, err := s.repo.FileAs(f, "yaml")
		if err != nil {
			continue
		}
		for _, doc := range t.Docs {
			for _, a := range doc.Lookup("build", "artifacts").Items() {
				context := path.Join(path.Dir(f), a.Get("context").String())
				file := a.Lookup("docker", "dockerfile").String()
				if file == "" {
					file = "Dockerfile"
				}
				add(a.Get("image").String(), build{context: context, file: path.Join(context, file)})
			}
		}
	}
}

// dockerBuild reads the words after docker build. Paths are relative to dir.
func dockerBuild(words []string, dir string) (name string, b build, ok bool) {
	b.args = map[string]string{}
	file, context := "", ""
	for i := 0; i < len(words); i++ {
		flag, value, has := strings.Cut(words[i], "=")
		if strings.HasPrefix(flag, "-") && !has && i+1 < len(words) && flag != "--push" && flag != "--no-cache" && flag != "--pull" && flag != "-q" {
			i++
			value = words[i]
		}
		switch flag {
		case "-t", "--tag":
			name = value
		case "-f", "--file":
			file = value
		case "--target":
			b.target = value
		case "--build-arg":
			if key, v, ok := strings.Cut(value, "="); ok {
				b.args[key] = v
			}
		default:
			if !strings.HasPrefix(flag, "-") {
				context = words[i]
			}
		}
	}
	if name == "" || context == "" || path.IsAbs(context) {
		return "", b, false
	}
	b.context = path.Join(dir, context)
	b.file = path.Join(b.context, "Dockerfile")
	if file != "" {
		b.file = path.Join(dir, file)
	}
	return name, b, true
}
