package conform

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/extract/internal/nearest"
)

// missing says what of a symbol none of the versions has, and what was perhaps meant.
func missing(targets []Target, s model.Symbol) string {
	var funcs, kinds []string
	exists := false
	for _, tg := range targets {
		scope := tg.Pkg.Scope()
		for _, name := range scope.Names() {
			switch obj := scope.Lookup(name).(type) {
			case *types.TypeName:
				kinds = append(kinds, name)
				exists = exists || name == s.Recv
			case *types.Func:
				if obj.Exported() {
					funcs = append(funcs, name)
				}
			}
		}
	}
	switch {
	case s.Recv == "":
		return fmt.Sprintf("%s has no function %s%s", packages(targets), s.Name, nearest.Proposed(s.Name, funcs))
	case !exists:
		return fmt.Sprintf("%s has no type %s%s", packages(targets), s.Recv, nearest.Proposed(s.Recv, kinds))
	}
	return noMethod(targets, []string{s.Recv}, s.Name)
}

func noMethod(targets []Target, recvs []string, name string) string {
	var methods []string
	for _, tg := range targets {
		for _, recv := range recvs {
			if tn, ok := tg.Pkg.Scope().Lookup(recv).(*types.TypeName); ok {
				methods = append(methods, methodsOf(tn.Type())...)
			}
		}
	}
	return fmt.Sprintf("%s of %s has no method %s%s", strings.Join(recvs, ", "), packages(targets), name, nearest.Proposed(name, methods))
}

func noType(targets []Target, name string) string {
	var kinds []string
	for _, tg := range targets {
		for _, other := range tg.Pkg.Scope().Names() {
			if _, ok := tg.Pkg.Scope().Lookup(other).(*types.TypeName); ok {
				kinds = append(kinds, other)
			}
		}
	}
	return fmt.Sprintf("%s has no type %s%s", packages(targets), name, nearest.Proposed(name, kinds))
}

func otherReceiver(targets []Target, s model.Symbol) string {
	right := s
	right.Pointer = !s.Pointer
	return fmt.Sprintf("%s has no method %s: it is %s", packages(targets), s, right)
}

// packages names the packages that were looked at, each once.
func packages(targets []Target) string {
	var paths []string
	for _, tg := range targets {
		if !slices.Contains(paths, tg.Pkg.Path()) {
			paths = append(paths, tg.Pkg.Path())
		}
	}
	return strings.Join(paths, ", ")
}

// text is a type as the package itself writes it.
func text(tg Target, t types.Type) string { return short(tg.Pkg, t) }

func short(pkg *types.Package, t types.Type) string {
	return types.TypeString(t, types.RelativeTo(pkg))
}
