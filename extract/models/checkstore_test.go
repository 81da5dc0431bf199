package models

import (
	"go/types"
	"slices"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// stores checks that each method of a store is in some version of one of its types, and
// each named parameter in some method.
func (c *checker) stores() {
	for _, st := range c.file.Stores {
		params := map[string]bool{}
		for _, name := range slices.Concat(st.Read, st.Write, st.Same, st.Begin, st.End) {
			if !c.storeMethod(st, name, params) {
				c.errorf("no tested version has the store method %s of %v", name, st.Types)
			}
		}
		for _, name := range slices.Concat(st.Statement, st.Entity) {
			if !params[name] {
				c.errorf("no store method of %v has a parameter %s", st.Types, name)
			}
		}
		if st.Handle != "" && !params[st.Handle] {
			c.errorf("no store function has a parameter %s", st.Handle)
		}
	}
}

func (c *checker) storeMethod(st model.Store, name string, params map[string]bool) bool {
	found := false
	for _, path := range c.packages(st.Package) {
		for _, tg := range c.targets[path] {
			for _, recv := range st.Types {
				sig, _ := signature(tg.pkg, recv, name)
				if name == "()" {
					sig, _ = signature(tg.pkg, "", recv) // of a function type
				}
				if sig == nil {
					continue
				}
				found = true
				noteParams(sig.Params(), params)
			}
		}
	}
	return found
}

func noteParams(list *types.Tuple, into map[string]bool) {
	for i := range list.Len() {
		into[list.At(i).Name()] = true
	}
}
