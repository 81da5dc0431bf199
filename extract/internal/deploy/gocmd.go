package deploy

import (
	"path"
	"strings"
)

// goCommand is a call of the go command that builds or runs packages.
type goCommand struct {
	verb     string // build, run, install, test
	out      string // -o
	packages []string
	args     []string // of the program, for run
	dir      string   // where it is called, absolute or relative to where the script starts
}

// goFlags are flags of go build that have no value.
var goFlags = map[string]bool{
	"a": true, "n": true, "v": true, "x": true, "race": true, "msan": true, "asan": true, "cover": true, "work": true,
	"trimpath": true, "i": true, "modcacherw": true, "buildvcs": true, "json": true, "linkshared": true,
}

// parseGo reads the words after go.
func parseGo(words []string, dir string) (goCommand, bool) {
	c := goCommand{dir: dir}
	for len(words) > 0 && strings.HasPrefix(words[0], "-C") { // go -C dir build
		words = c.changeDir(words)
	}
	if len(words) == 0 {
		return c, false
	}
	c.verb = words[0]
	switch c.verb {
	case "build", "run", "install", "test":
	default:
		return c, false
	}
	words = words[1:]
	for len(words) > 0 && strings.HasPrefix(words[0], "-") {
		name, value, has := strings.Cut(strings.TrimLeft(words[0], "-"), "=")
		switch {
		case name == "C":
			words = c.changeDir(words)
			continue
		case has || goFlags[name]:
		case len(words) > 1:
			value, words = words[1], words[1:]
		}
		if name == "o" {
			c.out = value
		}
		words = words[1:]
	}
	c.setPackages(words)
	return c, true
}

func (c *goCommand) changeDir(words []string) []string {
	_, dir, has := strings.Cut(words[0], "=")
	n := 1
	if !has && len(words) > 1 {
		dir, n = words[1], 2
	}
	c.dir = join(c.dir, dir)
	return words[n:]
}

// setPackages splits what follows the flags into packages and, for run, the
// program's own arguments.
func (c *goCommand) setPackages(words []string) {
	for i, w := range words {
		if c.verb == "run" && i > 0 && !(strings.HasSuffix(w, ".go") && strings.HasSuffix(words[0], ".go")) {
			c.args = words[i:]
			break
		}
		if strings.HasPrefix(w, "-") || strings.HasPrefix(w, ">") || strings.HasPrefix(w, "2>") {
			break
		}
		c.packages = append(c.packages, w)
	}
	if len(c.packages) == 0 {
		c.packages = []string{"."}
	}
}

// join is path.Join where a later absolute path counts alone.
func join(dir, p string) string {
	if path.IsAbs(p) {
		return path.Clean(p)
	}
	return path.Join(dir, p)
}
