package config

import "path"

// DotEnv is the .env file that a program loads which looks in these folders, or
// where there is none the example of one, nil if there is neither. Values of an
// example have Kind env-example.
func (r *Repo) DotEnv(dirs ...string) *Tree {
	for _, name := range dotEnvNames() {
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

// dotEnvNames are the names of a .env file, the real one first.
func dotEnvNames() []string {
	names := []string{".env"}
	for _, e := range examples {
		names = append(names, ".env."+e, ".env-"+e, "env."+e, e+".env")
	}
	return names
}
