package eval

import "slices"

// What code makes of a text that it is given is a name of its own, also where it is not
// known which: it does not give way to known alternatives, as what nothing here sets
// does.

// givenText says whether an argument is a text.
func (c *apiCall) givenText() bool {
	return slices.ContainsFunc(c.args, func(s Set) bool { return len(s.texts()) > 0 })
}

// markMade marks the holes of results that code makes of what it is given.
func markMade(results []Set) {
	for i, s := range results {
		t, ok := s.single().(*Text)
		if !ok || t.pureHole() == nil || t.pureHole().kind != runtimeHole {
			continue
		}
		h := *t.pureHole()
		h.made = true
		results[i].vals = []Value{newText([]textPart{{hole: &h}}, t.prov)}
	}
}
