package config

import (
	"path"
	"strings"
)

// examples end the names of files that show what to write into another.
var examples = []string{"example", "sample", "template", "dist", "tmpl", "default"}

// DotEnv is the .env file that a program loads which looks in these folders, or
// where there is none the example of one, nil if there is neither. Values of an
// example have Kind env-example.
func (r *Repo) DotEnv(dirs ...string) *Tree {
	for _, name := range DotEnvNames(".env") {
		for _, dir := range dirs {
			file := path.Join(dir, name)
			if !r.IsFile(file) {
				continue
			}
			if t, err := r.FileAs(file, "env"); err == nil {
				return t
			}
		}
	}
	return nil
}

// DotEnvNames are the names of a .env file and of examples of it, the real one
// first.
func DotEnvNames(name string) []string {
	dir, base := path.Split(name)
	names := []string{name}
	for _, e := range examples {
		names = append(names, name+"."+e, name+"-"+e, dir+strings.TrimPrefix(base, ".")+"."+e, dir+e+base)
	}
	return names
}

// isExample says that a file only shows what to write into another.
func isExample(name string) bool {
	for _, e := range examples {
		if strings.HasSuffix(name, "."+e) || strings.HasSuffix(name, "-"+e) || strings.HasPrefix(path.Base(name), e+".") {
			return true
		}
	}
	return false
}
