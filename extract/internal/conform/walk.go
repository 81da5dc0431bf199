package conform

import (
	"fmt"
	"go/types"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/extract/internal/nearest"
)

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
		return nil, fmt.Errorf("%s has no field %s%s", t, s.Name, nearest.Proposed(s.Name, fields(t)))
	case model.StepMethod:
		obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, s.Name)
		f, ok := obj.(*types.Func)
		if !ok || f.Signature().Results().Len() == 0 {
			return nil, fmt.Errorf("%s has no method %s with a result%s", t, s.Name, nearest.Proposed(s.Name, methodsOf(t)))
		}
		return f.Signature().Results().At(0).Type(), nil
	case model.StepType, model.StepAssert:
		return nil, nil
	case model.StepDuration:
		if t.String() != "time.Duration" && !types.IsInterface(t) {
			return nil, fmt.Errorf("%s is no time.Duration", t)
		}
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

func fields(t types.Type) []string {
	var out []string
	if st, ok := t.Underlying().(*types.Struct); ok {
		for f := range st.Fields() {
			out = append(out, f.Name())
		}
	}
	return out
}

// methodsOf are the methods of a type and of a pointer to it.
func methodsOf(t types.Type) []string {
	if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	var out []string
	for m := range types.NewMethodSet(t).Methods() {
		out = append(out, m.Obj().Name())
	}
	return out
}

// deref follows one pointer.
func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// canName reports whether a value of a type can name a channel or several.
func canName(t types.Type) bool {
	switch u := deref(t).Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0 || u.Kind() == types.Invalid
	case *types.Slice:
		return canName(u.Elem())
	case *types.Array:
		return canName(u.Elem())
	case *types.Signature, *types.Chan, *types.Struct:
		return false
	case *types.Interface:
		return t.String() != "context.Context" && t.String() != "error"
	}
	return true
}
