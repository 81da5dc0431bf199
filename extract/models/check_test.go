package models

import (
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// TestClients holds every built-in model against the types of the versions that
// it names. A symbol may be missing in some versions and packages of a family,
// not in all; where it exists, an entry must fit its parameters.
func TestClients(t *testing.T) {
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	set, err := model.Compile(files)
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]bool{}
	for _, f := range files {
		for _, v := range f.Tested {
			versions[v] = true
		}
	}
	modules := download(t, slices.Sorted(maps.Keys(versions)))
	var newest []*module
	for _, f := range files {
		for _, v := range f.Tested {
			newest = append(newest, modules[v])
		}
	}
	l := newLoader(newest)
	for _, f := range files {
		if len(f.Packages) == 0 {
			continue // read from source: no call of it is modelled
		}
		t.Run(f.Library, func(t *testing.T) {
			tested := make([]*module, len(f.Tested))
			for i, v := range f.Tested {
				tested[i] = modules[v]
			}
			for _, problem := range check(l, set, f, tested) {
				t.Error(problem)
			}
		})
	}
}

// target is a package in one tested version.
type target struct {
	module *module
	pkg    *types.Package
}

// checker checks one file.
type checker struct {
	set      *model.Set
	file     *model.File
	targets  map[string][]target // by import path
	paths    findings
	problems []string
}

// check is all that is wrong with one file of a set.
func check(l *loader, set *model.Set, f *model.File, tested []*module) []string {
	c := &checker{set: set, file: f, targets: map[string][]target{}, paths: newFindings()}
	c.load(l, tested)
	c.messages()
	c.calls()
	c.stores()
	return append(c.problems, c.paths.unresolved()...)
}

func (c *checker) errorf(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

// findings are what does not resolve in some version, and what does in some. An
// old version may lack a field; one that no version has is wrong.
type findings struct {
	bad  map[string]string // by what it is: why
	good map[string]bool
}

func newFindings() findings {
	return findings{map[string]string{}, map[string]bool{}}
}

func (f findings) note(what string, err error) {
	if err != nil {
		f.bad[what] = err.Error()
	} else {
		f.good[what] = true
	}
}

func (f findings) unresolved() []string {
	var out []string
	for _, what := range slices.Sorted(maps.Keys(f.bad)) {
		if !f.good[what] {
			out = append(out, what+": "+f.bad[what])
		}
	}
	return out
}

// load finds the file's packages in its tested versions. An old name of a package
// may be in none.
func (c *checker) load(l *loader, tested []*module) {
	paths := slices.Clone(c.file.Packages)
	for _, call := range c.file.Calls {
		paths = append(paths, call.Package)
	}
	for _, m := range c.file.Messages {
		paths = append(paths, m.Package)
	}
	for _, st := range c.file.Stores {
		paths = append(paths, st.Package)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		if path == "" {
			continue
		}
		candidates := tested
		if isStd(path) {
			candidates = []*module{l.std}
		}
		for _, m := range candidates {
			if pkg := l.load(m, path); pkg != nil {
				c.targets[path] = append(c.targets[path], target{m, pkg})
			}
		}
	}
	if len(c.targets) == 0 {
		c.errorf("no tested version has any of the packages")
	}
}

func (c *checker) packages(own string) []string {
	if own != "" {
		return []string{own}
	}
	return c.file.Packages
}

// symbolKey is a symbol of one package, whatever its parameters.
type symbolKey struct{ pkg, recv, name string }

func (c *checker) calls() {
	found := map[string]bool{} // entries by their text that fit some version
	seen := map[symbolKey]bool{}
	for _, call := range c.file.Calls {
		symbol, err := model.ParseSymbol(call.Call)
		if err != nil {
			c.errorf("%v", err)
			continue
		}
		for _, path := range c.packages(call.Package) {
			key := symbolKey{path, symbol.Recv, symbol.Name}
			if !seen[key] {
				seen[key] = true
				c.symbol(key, found)
			}
		}
	}
	for _, call := range c.file.Calls {
		if !found[call.Call] {
			c.errorf("no tested version has %s", call.Call)
		}
	}
}

// symbol checks all entries for one symbol in all versions.
func (c *checker) symbol(key symbolKey, found map[string]bool) {
	var entries []*model.CompiledCall
	for _, e := range c.set.Lookup(key.pkg, key.recv, key.name) {
		if e.File == c.file {
			entries = append(entries, e)
		}
	}
	for _, tg := range c.targets[key.pkg] {
		sig, pointer := signature(tg.pkg, key.recv, key.name)
		if sig == nil {
			continue
		}
		fits := false
		for _, e := range entries {
			if len(e.Symbol.Params) != sig.Params().Len() || e.Symbol.Variadic != sig.Variadic() {
				continue
			}
			fits = true
			if pointer == e.Symbol.Pointer {
				found[e.Symbol.String()] = true
			}
			if p := misplaced(e.Symbol, sig); p != "" {
				c.errorf("%s: %s: parameter %s is at another place: %s", tg.module, e.Symbol, p, sig)
			}
			(&callCheck{findings: c.paths, pkg: tg.pkg, call: e, sig: sig}).all()
		}
		if !fits {
			c.errorf("%s: no entry for %s has the parameters of %s", tg.module, key.name, sig)
		}
	}
}

// signature is the signature of a function that a package declares, or of a
// method that its type declares itself.
func signature(pkg *types.Package, recv, name string) (sig *types.Signature, pointer bool) {
	if recv == "" {
		obj := pkg.Scope().Lookup(name)
		if obj == nil {
			return nil, false
		}
		sig, _ = obj.Type().Underlying().(*types.Signature)
		return sig, false
	}
	tn, _ := pkg.Scope().Lookup(recv).(*types.TypeName)
	if tn == nil {
		return nil, false
	}
	named, _ := types.Unalias(tn.Type()).(*types.Named)
	if named == nil || named.Obj().Pkg() != pkg {
		return nil, false
	}
	if iface, ok := named.Underlying().(*types.Interface); ok {
		for m := range iface.ExplicitMethods() {
			if m.Name() == name {
				return m.Signature(), false
			}
		}
		return nil, false
	}
	for m := range named.Methods() {
		if m.Name() == name {
			_, pointer = types.Unalias(m.Signature().Recv().Type()).(*types.Pointer)
			return m.Signature(), pointer
		}
	}
	return nil, false
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
	for _, m := range c.file.Messages {
		exists := false
		for _, path := range c.packages(m.Package) {
			compiled := c.set.Message(path, m.Type)
			for _, tg := range c.targets[path] {
				tn, _ := tg.pkg.Scope().Lookup(m.Type).(*types.TypeName)
				if tn == nil {
					continue
				}
				exists = true
				parts := append([][]model.Step{compiled.Payload, compiled.Key, compiled.Headers, compiled.Channel}, compiled.Runtime...)
				for _, steps := range parts {
					_, err := walk(tg.pkg, tn.Type(), steps)
					c.paths.note(fmt.Sprint("message ", m.Type, steps), err)
				}
			}
		}
		if !exists {
			c.errorf("no tested version has message type %s", m.Type)
		}
	}
}

// walk follows steps through types. The type is nil where only evaluation
// could go on: behind an attribute or an interface.
func walk(pkg *types.Package, t types.Type, steps []model.Step) (types.Type, error) {
	for _, s := range steps {
		if t == nil {
			return nil, nil
		}
		var err error
		if t, err = step(pkg, t, s); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func step(pkg *types.Package, t types.Type, s model.Step) (types.Type, error) {
	if b, ok := t.(*types.Basic); ok && b.Kind() == types.Invalid {
		return nil, nil
	}
	t = deref(t)
	switch s.Kind {
	case model.StepField:
		if s.Attribute() {
			return nil, nil
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, s.Name)
		if v, ok := obj.(*types.Var); ok {
			return v.Type(), nil
		}
		if types.IsInterface(t) {
			return nil, nil
		}
		return nil, fmt.Errorf("%s has no field %s", t, s.Name)
	case model.StepMethod:
		obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, s.Name)
		f, ok := obj.(*types.Func)
		if !ok {
			return nil, fmt.Errorf("%s has no method %s", t, s.Name)
		}
		return f.Signature().Results().At(0).Type(), nil
	case model.StepType, model.StepAssert:
		return nil, nil
	}
	return element(t, s.Kind)
}

func element(t types.Type, kind model.StepKind) (types.Type, error) {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		if kind == model.StepElements || kind == model.StepIndex {
			return u.Elem(), nil
		}
	case *types.Array:
		if kind == model.StepElements || kind == model.StepIndex {
			return u.Elem(), nil
		}
	case *types.Map:
		if kind == model.StepKeys {
			return u.Key(), nil
		}
		return u.Elem(), nil
	case *types.Interface:
		return nil, nil
	}
	return nil, fmt.Errorf("%s has no such elements", t)
}

// deref follows one pointer.
func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func exported(name string) bool {
	return token.IsExported(strings.TrimSuffix(name, "[]"))
}
