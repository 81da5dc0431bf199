package config

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// maxListed bounds how many files are looked at.
const maxListed = 200_000

// skippedDirs hold nothing that starts the repository's own programs.
var skippedDirs = []string{
	".git", ".github", ".gitlab", ".idea", ".devcontainer", ".terraform", ".cache", ".husky",
	"node_modules", "vendor", "testdata",
}

var errTooMany = errors.New("too many files")

// Files are the paths of all files below the root, sorted, but for folders of
// tools and dependencies.
func (r *Repo) Files() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listed != nil {
		return r.listed
	}
	r.listed = []string{}
	if _, err := r.stat("."); err != nil {
		r.warn(".", err)
		return r.listed
	}
	err := fs.WalkDir(r.dir.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // a folder that cannot be read has no files
		case d.IsDir() && slices.Contains(skippedDirs, d.Name()) && !r.leadsToNamed(name):
			return fs.SkipDir
		case d.Type().IsRegular():
			if len(r.listed) == maxListed {
				return errTooMany
			}
			r.listed = append(r.listed, name)
		}
		return nil
	})
	if err != nil {
		r.warn(".", fmt.Errorf("more than %d files: not all are looked at", maxListed))
	}
	slices.Sort(r.listed)
	return r.listed
}

// leadsToNamed says that a folder is one that is named, or that one lies in it.
func (r *Repo) leadsToNamed(dir string) bool {
	return slices.ContainsFunc(r.named, func(named string) bool { return strings.HasPrefix(named+"/", dir+"/") })
}
