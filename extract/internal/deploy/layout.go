package deploy

import (
	"path"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// maxPlaced bounds what is placed in one layout.
const maxPlaced = 5_000

// layout says which files of the repository lie where for a process.
type layout struct {
	placed   []placed // later ones hide earlier ones
	binaries []binary
	unknown  bool // something was built that could not be followed
}

// placed is a file or folder of the repository at a path of the container, or a
// text that stands inside another file.
type placed struct {
	at   string // absolute
	repo string
	text *embedded
}

// embedded is a file that stands inside another one.
type embedded struct {
	file, name string
	node       *config.Node
}

// binary is a built program at a path of the container, of one of these main
// packages.
type binary struct {
	at    string
	mains []string
}

func (l layout) clone() layout {
	return layout{slices.Clone(l.placed), slices.Clone(l.binaries), l.unknown}
}

func (l *layout) place(at, repo string) { l.add(placed{at: at, repo: repo}) }

func (l *layout) add(p placed) {
	if len(l.placed) < maxPlaced {
		l.placed = append(l.placed, p)
	}
}

func (l *layout) addBinary(b binary) {
	if len(l.binaries) < maxPlaced {
		l.binaries = append(l.binaries, b)
	}
}

// find is the file or folder of the repository at a path of the container.
func (l layout) find(repo *config.Repo, at string) (string, bool) {
	for i := len(l.placed) - 1; i >= 0; i-- {
		p := l.placed[i]
		rest, ok := below(at, p.at)
		if !ok {
			continue
		}
		if p.text != nil {
			if rest == "" {
				return repo.Embed(p.text.file, p.text.name, p.text.node), true
			}
			continue
		}
		if found := path.Join(p.repo, rest); repo.IsFile(found) || repo.IsDir(found) {
			return found, true
		}
	}
	return "", false
}

// copyFrom places what another layout has at a path, or below it.
func (l *layout) copyFrom(repo *config.Repo, from layout, src, dst string, into bool) {
	target := func(at string, isFile func() bool) (string, bool) {
		rest, ok := below(at, src)
		if ok && rest == "" && into && isFile() {
			rest = path.Base(at)
		}
		return path.Join(dst, rest), ok
	}
	if found, ok := from.find(repo, src); ok && !strings.Contains(found, "#") {
		to, _ := target(src, func() bool { return repo.IsFile(found) })
		l.place(to, found)
	}
	for _, p := range from.placed {
		if to, ok := target(p.at, func() bool { return repo.IsFile(p.repo) }); ok {
			l.place(to, p.repo)
		}
	}
	l.unknown = l.unknown || from.unknown
	for _, b := range from.binaries {
		if to, ok := target(b.at, func() bool { return true }); ok {
			l.addBinary(binary{to, b.mains})
		}
	}
}

// binary is the program that a word of a command names: a path, or a name that
// is searched for.
func (l layout) binary(word, dir string) (binary, bool) {
	for i := len(l.binaries) - 1; i >= 0; i-- {
		b := l.binaries[i]
		if b.at == join(dir, word) || !strings.Contains(word, "/") && path.Base(b.at) == word {
			return b, true
		}
	}
	return binary{}, false
}

// below is the rest of a path after a folder that it is in.
func below(p, dir string) (string, bool) {
	if p == dir {
		return "", true
	}
	if dir != "/" {
		dir += "/"
	}
	return strings.CutPrefix(p, dir)
}
