package load

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"

	"github.com/flowvet/flowvet/extract"
)

// Problem is something that could not be loaded as it stands. Loading went on
// without it.
type Problem = extract.Problem

// problems collects problems from several goroutines.
type problems struct {
	mu  sync.Mutex
	all []Problem
}

func (ps *problems) add(p Problem) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	ps.all = append(ps.all, p)
}

// sorted returns the problems without duplicates.
func (ps *problems) sorted() []Problem {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	slices.SortFunc(ps.all, Problem.Compare)
	return slices.Compact(ps.all)
}

// The texts that users read follow, all of them. Each says what is wrong and, as
// far as there is one, the next step.

func noModule(folder, pattern string) Problem {
	msg := "no go.mod here or above, so these Go files belong to no module"
	if pattern != "" {
		msg = "no go.mod here or above, so " + pattern + " means nothing"
	}
	return Problem{File: folder, Msg: msg, Hint: "run `go mod init NAME && go mod tidy` in the folder that is the root of the code"}
}

func noGoFiles(folder string) Problem {
	return Problem{File: folder, Msg: "no Go files and no go.mod under this folder",
		Hint: "name the folder of a Go project; vendor, testdata, node_modules and hidden folders are looked into only when named"}
}

func noMatch(folder string, patterns []string) Problem {
	return Problem{File: folder, Msg: strings.Join(patterns, " ") + " matches no packages",
		Hint: "see `go list ./...` there, and --tags for files under build constraints"}
}

func noSuchPackage(path, err string) Problem {
	return Problem{Package: path, Msg: oneLine(err), Hint: "see `go list ./...` for the packages that are there"}
}

func unreadable(file string, err error) Problem {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return Problem{File: file, Msg: "cannot be read: " + oneLine(err.Error())}
}

func badModFile(file string, err error) Problem {
	p := Problem{File: file, Msg: "is no valid module file: no module line", Hint: "correct it, or remove it if the folder is no module"}
	var list modfile.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		p.Line, p.Msg = list[0].Pos.Line, "is no valid module file: "+oneLine(list[0].Err.Error())
	}
	return p
}

func newerGo(t *target, where, who, want, have string) Problem {
	return Problem{Module: t.name(), File: where, Msg: fmt.Sprintf("%s asks for Go %s, this machine has %s", who, want, have),
		Hint: "install Go " + want + " or newer from https://go.dev/dl/; until then the code is read as far as this Go understands it"}
}

func listFailed(t *target, where, err string) Problem {
	return Problem{Module: t.name(), File: where, Msg: "go list gives no answer: " + oneLine(err),
		Hint: "run `go list ./...` there and follow what it says"}
}

func repaired(t *target, where, err string) Problem {
	return Problem{Module: t.name(), File: where, Msg: "read with a corrected copy, since go list refuses it: " + oneLine(err)}
}

func incompleteSums(t *target, where string) Problem {
	return Problem{Module: t.name(), File: where, Msg: "go.sum lacks entries; read with a completed copy", Hint: "run `go mod tidy` there"}
}

func workspaceRefused(t *target, where, err string) Problem {
	return Problem{Module: t.name(), File: where, Msg: "go list refuses the workspace, so its modules are read one by one: " + oneLine(err),
		Hint: "run `go list ./...` there and follow what it says"}
}

func danglingUse(t *target, where, dir string) Problem {
	return Problem{Module: t.name(), File: where, Msg: "lists " + dir + ", where no go.mod is", Hint: "run `go work edit -dropuse=" + dir + "`"}
}

func siblingsUsed(t *target, where string, with []*module) Problem {
	var paths []string
	for _, m := range with {
		paths = append(paths, m.path)
	}
	return Problem{Module: t.name(), File: where, Msg: "taken from the folders beside it, since go.mod does not say where they are: " + some(paths),
		Hint: "run `go work init && go work use -r .` in the root of the system, or add replace lines"}
}

// missingPackages says which packages are in modules that could not be downloaded,
// why, in the words of the go command, and what shows more.
func missingPackages(t *target, where string, paths []string, why string, mended int) Problem {
	p := Problem{Module: t.name(), File: where, Hint: "run `go mod download` " + in(where) + " and follow what it says"}
	if strings.Contains(why, missingSum) {
		p.Hint = "run `go mod tidy` " + in(where)
	}
	why, _, _ = strings.Cut(why, "; to add")
	p.Msg = fmt.Sprintf("%s not here and cannot be downloaded: %s (%s)%s",
		plural(len(paths), "imported package is", "imported packages are"), some(paths), oneLine(why), readInPart(mended))
	return p
}

func unknownPackages(t *target, where string, paths []string, mended int) Problem {
	p := Problem{Module: t.name(), File: where, Hint: "run `go mod tidy` there, or add the module to go.work"}
	p.Msg = fmt.Sprintf("%s in no module that go.mod requires: %s%s", plural(len(paths), "imported package is", "imported packages are"), some(paths), readInPart(mended))
	return p
}

func cgoOff(t *target, where string, paths []string) Problem {
	return Problem{Module: t.name(), File: where,
		Msg:  "cgo is off, but needed by " + some(paths) + "; read as if it were on",
		Hint: "set CGO_ENABLED=1 to be sure that the same files are read as in your build"}
}

func typeErrors(path, file string, line int, first string, more, mended int) Problem {
	p := Problem{Package: path, File: file, Line: line, Msg: oneLine(first)}
	if more > 0 {
		p.Msg += " (and " + plural(more, "more error", "more errors") + " in this package)"
	}
	p.Msg += readInPart(mended)
	return p
}

func syntaxError(path, file string, line int, msg string, more int) Problem {
	p := Problem{Package: path, File: file, Line: line, Msg: "syntax error: " + oneLine(msg)}
	if more > 0 {
		p.Msg += " (and " + plural(more, "more error", "more errors") + " in this file)"
	}
	p.Msg += "; the file is used as far as it can be read"
	return p
}

func otherPackage(path, file, name string) Problem {
	return Problem{Package: path, File: file, Msg: "left out, since the folder is package " + name}
}

func importCycle(path string, absent []string) Problem {
	return Problem{Package: path, Msg: "imports itself by way of " + some(absent)}
}

func excludedPackages(t *target, where string, paths []string, mended int) Problem {
	return Problem{Module: t.name(), File: where,
		Msg:  "build constraints leave no file of " + some(paths) + readInPart(mended),
		Hint: "name the build tags with --tags"}
}

func usesCgo(path, dir string, mended int) Problem {
	return Problem{Package: path, File: dir, Msg: "uses cgo" + readInPart(mended)}
}

func readInPart(n int) string {
	if n == 0 {
		return ""
	}
	return "; " + plural(n, "function is", "functions are") + " read in part"
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// some lists the first few of many names.
func some(names []string) string {
	const shown = 3
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:shown], ", ") + fmt.Sprintf(" and %d more", len(names)-shown)
}

// in says in which folder to run a command.
func in(folder string) string {
	if folder == "." {
		return "in this folder"
	}
	return "in " + folder
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
