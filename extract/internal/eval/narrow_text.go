package eval

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// textTests are the questions about a text that leave only those of its
// alternatives which answer them as a branch says.
var textTests = map[string]func(s, t string) bool{
	"strings.HasPrefix": strings.HasPrefix,
	"strings.HasSuffix": strings.HasSuffix,
	"strings.Contains":  strings.Contains,
	"strings.EqualFold": strings.EqualFold,
}

// narrowTested keeps the alternatives of a tested text that give the outcome, and
// those for which it is not known.
func (a *activation) narrowTested(c *ssa.Call, outcome bool) func() {
	fn := c.Call.StaticCallee()
	if fn == nil || fn.Signature.Recv() != nil || fn.Pkg == nil || len(c.Call.Args) != 2 {
		return nil
	}
	test := textTests[fn.Pkg.Pkg.Path()+"."+fn.Name()]
	reg, ok := a.shape.regs[c.Call.Args[0]]
	if test == nil || !ok {
		return nil
	}
	xs, with := a.get(c.Call.Args[0]), a.get(c.Call.Args[1])
	kept := Set{origin: xs.origin, dep: xs.dep}
	for _, x := range xs.vals {
		if t := askTexts(test, one(x), with); t == isOpen || t == toTruth(outcome) {
			kept = kept.with(x)
		}
	}
	if len(kept.vals) == 0 || len(kept.vals) == len(xs.vals) {
		return nil
	}
	return a.override(reg, kept)
}

// textsEqual compares texts: literal ends that differ make them unequal.
func textsEqual(x, y *Text) truthValue {
	a, okA := x.exact()
	b, okB := y.exact()
	if okA && okB {
		return toTruth(a == b)
	}
	if okA && a == "" && !y.mayBeEmpty() || okB && b == "" && !x.mayBeEmpty() {
		return isFalse
	}
	if x.id == y.id && x.configured() {
		return isTrue
	}
	return isOpen
}

// mayBeEmpty says whether no part of a text is a literal, or has one for its default.
func (t *Text) mayBeEmpty() bool {
	for _, p := range t.parts {
		if p.hole == nil || p.hole.fallback != nil && !p.hole.fallback.mayBeEmpty() {
			return false
		}
	}
	return true
}

// configured says whether all that is open in a text is one value of the configuration
// each: it is the same wherever it is read.
func (t *Text) configured() bool {
	for _, p := range t.parts {
		if p.hole != nil && p.hole.kind != configHole {
			return false
		}
	}
	return true
}
