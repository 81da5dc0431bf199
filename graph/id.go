package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// identify gives endpoints ids that survive edits elsewhere in their files: what
// they talk to, the function of the business call, and which of several such
// calls there it is.
func identify(endpoints []*endpoint) {
	inOrder := slices.Clone(endpoints)
	slices.SortStableFunc(inOrder, func(a, b *endpoint) int {
		return cmp.Or(
			cmp.Compare(a.site().Line, b.site().Line),
			cmp.Compare(a.Handler, b.Handler),
			cmp.Compare(a.Group.Text, b.Group.Text),
		)
	})
	count := map[string]int{}
	taken := map[string]bool{}
	for _, e := range inOrder {
		at := e.site()
		place := e.subject() + "\x00" + at.File + "\x00" + at.Function
		for e.id == "" || taken[e.id] {
			count[place]++
			e.id = hash(e.Direction, place+"\x00"+strconv.Itoa(count[place]))
		}
		taken[e.id] = true
	}
}

// hash is a short id that starts with a letter.
func hash(direction Direction, content string) string {
	sum := sha256.Sum256([]byte(content))
	prefix := "p"
	if direction == Consume {
		prefix = "c"
	}
	return prefix + hex.EncodeToString(sum[:6])
}
