package conform

import (
	"fmt"
	"go/types"
	"maps"
	"slices"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// Target is a package in one version.
type Target struct {
	Version string // as messages name it, "" if there is but one
	Pkg     *types.Package
}

func (t Target) String() string {
	if t.Version == "" {
		return t.Pkg.Path()
	}
	return t.Version
}

// Targets are the versions of packages that models are held against, by import path. A
// package without any is not looked at.
type Targets struct {
	Packages map[string][]Target
	// All says that these are all versions that a model describes: then each of its
	// entries fits one of them.
	All bool
}

// Check is all in one file of a set that does not fit the packages that it is about, in
// the order of the file.
func Check(set *model.Set, f *model.File, against Targets) model.Errors {
	c := &checker{set: set, file: f, Targets: against, paths: findings{map[string]problem{}, map[string]bool{}}}
	c.messages()
	c.calls()
	c.stores()
	c.paths.unresolved(c.problem)
	return c.errs.Sorted()
}

// checker checks one file.
type checker struct {
	Targets
	set   *model.Set
	file  *model.File
	paths findings
	errs  model.Errors
}

// place is an entry of a file: of one of its lists.
type place struct {
	list  string
	index int
}

func (c *checker) problem(at place, message string) {
	c.errs = append(c.errs, c.file.ErrorAt(message, at.list, at.index))
}

func (c *checker) errorf(at place, format string, args ...any) {
	c.problem(at, fmt.Sprintf(format, args...))
}

// findings are what does not resolve in some version, and what does in some. An
// old version may lack a field; one that no version has is wrong.
type findings struct {
	bad  map[string]problem // by what it is
	good map[string]bool
}

type problem struct {
	at  place
	err error
}

func (f findings) note(at place, what string, err error) {
	if err != nil {
		f.bad[what] = problem{at, err}
	} else {
		f.good[what] = true
	}
}

func (f findings) unresolved(report func(place, string)) {
	for _, what := range slices.Sorted(maps.Keys(f.bad)) {
		if !f.good[what] {
			report(f.bad[what].at, what+": "+f.bad[what].err.Error())
		}
	}
}

// of are the versions of the packages that an entry is about: its own, or the file's.
func (c *checker) of(own string) []Target {
	paths := c.file.Packages
	if own != "" {
		paths = []string{own}
	}
	var out []Target
	for _, path := range paths {
		out = append(out, c.Packages[path]...)
	}
	return out
}

// calls checks the entries of calls. Several may be about one function: for versions
// with other parameters, or since a call means several things.
func (c *checker) calls() {
	reported := map[string]bool{} // functions whose parameters no entry has
	for i, call := range c.file.Calls {
		symbol, err := model.ParseSymbol(call.Call)
		targets := c.of(call.Package)
		if err != nil || len(targets) == 0 {
			continue // Compile says what is wrong with the symbol
		}
		at, exists, fits, wrong := place{"calls", i}, false, false, false
		for _, tg := range targets {
			sig, pointer := signature(tg.Pkg, symbol.Recv, symbol.Name)
			if sig == nil {
				continue
			}
			exists = true
			what := tg.String() + symbol.Recv + "." + symbol.Name
			switch {
			case takes(symbol, sig):
				fits, wrong = fits || pointer == symbol.Pointer, wrong || pointer != symbol.Pointer
				c.entry(at, tg, symbol, sig)
			case !c.taken(tg, symbol, sig) && !reported[what]:
				reported[what] = true
				c.errorf(at, "%s: no entry for %s has the parameters of %s", tg, symbol.Name, text(tg, sig))
			}
		}
		switch {
		case !exists:
			c.errorf(at, "%s", missing(targets, symbol))
		case wrong && !fits:
			c.errorf(at, "%s", otherReceiver(targets, symbol))
		case c.All && !fits:
			c.errorf(at, "no version has %s", symbol)
		}
	}
}

// takes reports whether a symbol has as many parameters as a function.
func takes(s model.Symbol, sig *types.Signature) bool {
	return len(s.Params) == sig.Params().Len() && s.Variadic == sig.Variadic()
}

// taken reports whether any entry for the function of a symbol has its parameters.
func (c *checker) taken(tg Target, s model.Symbol, sig *types.Signature) bool {
	return slices.ContainsFunc(c.set.Lookup(tg.Pkg.Path(), s.Recv, s.Name), func(e *model.CompiledCall) bool {
		return e.File == c.file && takes(e.Symbol, sig)
	})
}

// entry checks what an entry says of a function in one version.
func (c *checker) entry(at place, tg Target, s model.Symbol, sig *types.Signature) {
	if p := misplaced(s, sig); p != "" {
		c.errorf(at, "%s: %s: parameter %s is at another place: %s", tg, s, p, text(tg, sig))
	}
	for _, e := range c.set.Lookup(tg.Pkg.Path(), s.Recv, s.Name) {
		if e.File == c.file && e.Entry == at.index {
			(&callCheck{findings: c.paths, at: at, pkg: tg.Pkg, call: e, sig: sig}).all()
		}
	}
}

// misplaced is a parameter whose name the function has at another place.
func misplaced(s model.Symbol, sig *types.Signature) string {
	for i := range sig.Params().Len() {
		if j := slices.Index(s.Params, sig.Params().At(i).Name()); j >= 0 && j != i && s.Params[j] != "_" {
			return s.Params[j]
		}
	}
	return ""
}

// messages checks that the types of received messages have the parts named.
func (c *checker) messages() {
	for i, m := range c.file.Messages {
		at, exists := place{"messages", i}, false
		targets := c.of(m.Package)
		for _, tg := range targets {
			tn, _ := tg.Pkg.Scope().Lookup(m.Type).(*types.TypeName)
			if tn == nil {
				continue
			}
			exists = true
			compiled := c.set.Message(tg.Pkg.Path(), m.Type)
			parts := append([][]model.Step{compiled.Payload, compiled.Key, compiled.Headers, compiled.Channel}, compiled.Runtime...)
			for _, steps := range parts {
				_, err := walk(tg.Pkg, tn.Type(), steps)
				part := model.Path{Base: model.BaseParam, Name: m.Type, Steps: steps}
				c.paths.note(at, "message "+part.String(), err)
			}
		}
		if !exists && len(targets) > 0 {
			c.errorf(at, "%s", noType(targets, m.Type))
		}
	}
}
