package eval

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A value that code has chosen by a message's channel stands for messages of that
// channel only: an entry of a map that was asked for the channel, or what a branch
// on it assigned.

// choice is what one way into a block brought to a phi, and what was established
// about messages there.
type choice struct {
	val   Set
	under []narrowing
}

// choose notes the choices of a block's phis.
func (a *activation) choose(b *ssa.BasicBlock, in []*edge) {
	for i := range b.Instrs {
		phi, ok := b.Instrs[i].(*ssa.Phi)
		if !ok {
			return
		}
		var list []choice
		for _, e := range in {
			if i < len(e.phis) && len(e.under) > len(a.m.narrow) {
				list = append(list, choice{e.phis[i], e.under[len(a.m.narrow):]})
			}
		}
		if a.choices == nil && len(list) > 0 {
			a.choices = map[*ssa.Phi][]choice{}
		}
		if len(list) > 0 {
			a.choices[phi] = list
		}
	}
}

// condition is what must hold of messages for a register to have a value.
func (a *activation) condition(reg ssa.Value, v Value) []narrowing {
	switch reg := reg.(type) {
	case *ssa.ChangeType:
		return a.condition(reg.X, v)
	case *ssa.ChangeInterface:
		return a.condition(reg.X, v)
	case *ssa.Extract:
		return a.condition(reg.Tuple, v)
	case *ssa.Lookup:
		return a.entryCondition(reg, v)
	case *ssa.Phi:
		var found []narrowing
		for _, c := range a.choices[reg] {
			if !c.val.has(v.key()) {
				continue
			}
			if found != nil {
				return nil // of several channels
			}
			found = c.under
		}
		return found
	}
	return nil
}

// entryCondition is that the channel is the only key which has the value.
func (a *activation) entryCondition(in *ssa.Lookup, v Value) []narrowing {
	key, ok := unwrap(a.get(in.Index).single()).(*Text)
	if !ok {
		return nil
	}
	h := key.pureHole()
	if h == nil || h.kind != channelHole {
		return nil
	}
	var found []narrowing
	for _, m := range a.get(in.X).vals {
		r, ok := unwrap(m).(Ref)
		if !ok || r.path != "" {
			continue
		}
		keys, vals := a.m.entries(r.obj, elemType(in.X.Type()))
		for i, val := range vals {
			t, ok := unwrap(keys[i].single()).(*Text)
			if !ok || !val.has(v.key()) {
				continue
			}
			if found != nil {
				return nil
			}
			found = []narrowing{{h.sub, t.settled(), false}}
		}
	}
	return found
}

// assuming narrows messages while a function runs that a condition has chosen.
func (m *machine) assuming(under []narrowing, run func()) {
	n := len(m.narrow)
	m.narrow = append(slices.Clip(m.narrow), under...)
	run()
	m.narrow = m.narrow[:n]
}
