package extract

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// Problem is something that could not be analyzed as it stands. The rest was.
type Problem struct {
	Module  string // path of the module that it concerns
	Package string // import path
	File    string // relative to the start folder, with slashes; a file or a folder
	Line    int    // 0 if unknown
	Msg     string
	Hint    string // what to do about it; may be empty
	Crash   bool   // a mistake of flowvet's own, which it says is lost
}

// String is the problem in one line: file:line: message (hint).
func (p Problem) String() string {
	where := cmp.Or(p.File, p.Package, p.Module)
	if p.File != "" && p.Line > 0 {
		where += ":" + strconv.Itoa(p.Line)
	}
	s := p.Msg
	if where != "" {
		s = where + ": " + s
	}
	if p.Hint != "" {
		s += " (" + p.Hint + ")"
	}
	return strings.Join(strings.Fields(s), " ")
}

// Compare orders problems by place.
func (p Problem) Compare(q Problem) int {
	return cmp.Or(
		cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Module, q.Module),
		cmp.Compare(p.Package, q.Package), cmp.Compare(p.Msg, q.Msg), cmp.Compare(p.Hint, q.Hint))
}

// guard runs a step and turns a panic in it, which is a mistake of flowvet's, into
// a problem: analyzed code may be anything, and one service must not take the
// others with it.
func guard(what, lost string, step func()) (problem *Problem) {
	defer func() {
		if r := recover(); r != nil {
			problem = internalError(what, lost, fmt.Sprint(r), panicSite())
		}
	}()
	step()
	return nil
}

// panicSite is the place that panicked, as seen by a deferred function.
func panicSite() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	panicked := false
	for {
		f, more := frames.Next()
		inRuntime := strings.HasPrefix(f.Function, "runtime.")
		switch {
		case f.Function == "runtime.gopanic":
			panicked = true
		case panicked && !inRuntime:
			return filepath.Base(filepath.Dir(f.File)) + "/" + filepath.Base(f.File) + ":" + strconv.Itoa(f.Line)
		}
		if !more {
			return ""
		}
	}
}

// The texts that users read follow.

func internalError(what, lost, why, at string) *Problem {
	if at != "" {
		why += ", at " + at
	}
	return &Problem{Crash: true, Msg: fmt.Sprintf("flowvet: internal error while %s: %s; please report it; the graph lacks %s", what, why, lost)}
}

func tooLarge(service string) Problem {
	return Problem{Package: service, Msg: "too large to be evaluated to its end; the graph may lack endpoints of it",
		Hint: "say with //flowvet:publish and //flowvet:consume what is missing"}
}

func badConfig(w config.Warning) Problem {
	return Problem{File: w.File, Line: w.Line, Msg: "cannot be used as configuration: " + w.Msg}
}
