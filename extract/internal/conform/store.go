package conform

import (
	"go/types"
	"slices"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// stores checks that each method of a store is in some version of one of its types, and
// each named parameter in some method.
func (c *checker) stores() {
	for i, st := range c.file.Stores {
		at, targets, params := place{"stores", i}, c.of(st.Package), map[string]bool{}
		if len(targets) == 0 {
			continue
		}
		for _, name := range slices.Concat(st.Read, st.Write, st.Same, st.Begin, st.End) {
			if !storeMethod(targets, st, name, params) {
				c.errorf(at, "%s", noMethod(targets, st.Types, name))
			}
		}
		for _, name := range slices.Concat(st.Statement, st.Entity) {
			if !params[name] {
				c.errorf(at, "no store method of %v has a parameter %s", st.Types, name)
			}
		}
		if st.Handle != "" && !params[st.Handle] {
			c.errorf(at, "no store function has a parameter %s", st.Handle)
		}
	}
}

func storeMethod(targets []Target, st model.Store, name string, params map[string]bool) bool {
	found := false
	for _, tg := range targets {
		for _, recv := range st.Types {
			sig, _ := signature(tg.Pkg, recv, name)
			if name == "()" {
				sig, _ = signature(tg.Pkg, "", recv) // of a function type
			}
			if sig != nil {
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
