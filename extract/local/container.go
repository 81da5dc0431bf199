package local

import "golang.org/x/tools/go/ssa"

// elements are those of a slice that was written as a literal.
func elements(o ssa.Value) value {
	array, ok := o.(*ssa.Alloc)
	if slice, is := o.(*ssa.Slice); is {
		array, ok = slice.X.(*ssa.Alloc)
	}
	if !ok {
		return unknown
	}
	var out value
	for _, ref := range *array.Referrers() {
		addr, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		if v := storedAt(addr); v != nil {
			out.vals = append(out.vals, v)
		} else {
			out.vals = append(out.vals, addr) // filled in place
		}
	}
	out.unknown = len(out.vals) == 0
	return out
}

// storedAt is the value stored at an address as a whole.
func storedAt(addr ssa.Value) ssa.Value {
	for _, ref := range *addr.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == addr {
			return store.Val
		}
	}
	return nil
}

// entries are the values of a key in a map that was made here.
func entries(o ssa.Value, key string) value {
	m, ok := o.(*ssa.MakeMap)
	if !ok {
		return unknown
	}
	var out value
	for _, ref := range *m.Referrers() {
		update, ok := ref.(*ssa.MapUpdate)
		if !ok || update.Map != m {
			continue
		}
		if k, ok := constText(update.Key); !ok {
			out.unknown = true
		} else if k == key {
			out.vals = append(out.vals, update.Value)
		}
	}
	return out
}
