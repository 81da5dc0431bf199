package eval

// leave joins the ways out of a function. Those that return an error do not
// count when there are others: the caller does not go on with their results.
func (a *activation) leave(mark, seq int) {
	exits := a.exits
	ok := succeeded(exits)
	mayFail := len(ok) > 0 && len(ok) < len(exits)
	if mayFail {
		exits = ok
	}
	var ds []*delta
	for _, e := range exits {
		ds = append(ds, e.delta)
		for i, r := range e.results {
			if i == len(a.results) {
				a.results = append(a.results, Set{})
			}
			a.results[i] = joinTexts(a.results[i], r)
		}
	}
	if n := len(a.results); mayFail && n > 0 {
		a.results[n-1] = a.m.unknown(a.fn.Signature.Results().At(n-1).Type(), "err")
	}
	a.never = len(ds) == 0 && a.ended
	if len(ds) == 0 && a.dead != nil {
		ds = append(ds, a.dead)
	}
	if len(ds) > 0 {
		a.m.apply(ds)
	}
	if len(a.results) == 0 {
		a.results = a.m.unknownResults(a.fn.Signature, a.fn.Name())
	}
	if len(ds) == 1 {
		a.effect = escaping(a, ds[0])
	} else {
		a.effect = escaping(a, a.m.since(mark, seq))
	}
	a.fresh = a.returnsFresh()
}

// succeeded are the ways out that return no error. Where one certainly does not,
// one that returns nothing beside what may be an error has failed.
func succeeded(exits []exit) []exit {
	certain := false
	for _, e := range exits {
		certain = certain || e.succeeds()
	}
	var ok []exit
	for _, e := range exits {
		if !e.failed && !(certain && e.empty()) {
			ok = append(ok, e)
		}
	}
	return ok
}

// succeeds says whether the last of several results, an error, is nil.
func (e exit) succeeds() bool {
	n := len(e.results)
	if n < 2 {
		return false
	}
	_, isNil := e.results[n-1].single().(Nil)
	return isNil
}

// empty says whether all results but the last, which is no plain nil, are zero.
func (e exit) empty() bool {
	n := len(e.results)
	if n < 2 || e.succeeds() {
		return false
	}
	for _, r := range e.results[:n-1] {
		if !isZeroSet(r) {
			return false
		}
	}
	return true
}

// escaping leaves out the cells of variables that no one else can see.
func escaping(a *activation, d *delta) *delta {
	kept := &delta{seq: d.seq}
	for i, c := range d.order {
		if c.obj.owner == a && !c.obj.escapes() {
			continue
		}
		kept.order, kept.vals = append(kept.order, c), append(kept.vals, d.vals[i])
	}
	return kept
}

func (o *Object) escapes() bool { return !o.local }

// returnsFresh says whether a result is an object that was allocated here, so
// that each call has its own.
func (a *activation) returnsFresh() bool {
	for i, r := range a.results {
		if i < a.fn.Signature.Results().Len() && !a.m.prog.matters(a.fn.Signature.Results().At(i).Type()) {
			continue
		}
		for _, v := range r.vals {
			if o := objectOf(v); o != nil && o.seq > a.seq0 {
				return true
			}
			if f, ok := unwrap(v).(*Func); ok && a.capturesFresh(f) {
				return true
			}
		}
	}
	return false
}

func (a *activation) capturesFresh(f *Func) bool {
	for _, s := range f.free {
		for _, v := range s.vals {
			if o := objectOf(v); o != nil && o.seq > a.seq0 {
				return true
			}
		}
	}
	return false
}

func objectOf(v Value) *Object {
	switch v := unwrap(v).(type) {
	case Ref:
		return v.obj
	case Slice:
		return v.obj
	}
	return nil
}

// versions are the objects among the arguments as they are now.
func (a *activation) versions() []version {
	var out []version
	for _, s := range a.args {
		for _, v := range s.vals {
			if o := objectOf(v); o != nil && len(out) < 8 {
				out = append(out, version{o, a.m.objectID(o)})
			}
		}
	}
	return out
}
