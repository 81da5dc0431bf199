package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/flowvet/flowvet/graph"
)

// unconsumed finds channels that services publish to and none consumes.
func unconsumed(s *system, report func(finding)) {
	for _, c := range s.doc.Channels {
		lost := s.lostProducers(c)
		if len(lost) == 0 || s.twin(c) != nil || s.refused[lost[0].ID] {
			continue
		}
		report(finding{
			fmt.Sprintf("%s to %s, but nobody consumes it", publish(services(lost)), call(c)),
			lost, related(lost),
		})
	}
}

// unpublished finds channels that services consume and none publishes to.
func unpublished(s *system, report func(finding)) {
	for _, c := range s.doc.Channels {
		lost := s.lostConsumers(c)
		if len(lost) == 0 || s.twin(c) != nil || c.Kind == graph.Queue && s.unbound(c) {
			continue
		}
		report(finding{
			fmt.Sprintf("%s %s, but nobody publishes to it", consume(services(lost)), call(c)),
			lost, related(lost),
		})
	}
}

// lostProducers are those of a channel that no flow starts from, none where the
// document does not show who consumes.
func (s *system) lostProducers(c graph.Channel) []graph.Endpoint {
	if s.parked[c.ID] || !s.whole(c.Broker, graph.Consume) {
		return nil
	}
	all := ends(c, s.producers[c.ID])
	for _, e := range all {
		if s.read[e.ID] {
			return nil
		}
	}
	return all
}

// lostConsumers are those of a channel that no flow leads to, none where the
// document does not show who publishes.
func (s *system) lostConsumers(c graph.Channel) []graph.Endpoint {
	if s.parked[c.ID] || !s.whole(c.Broker, graph.Publish) {
		return nil
	}
	all := ends(c, s.consumers[c.ID])
	for _, e := range all {
		if s.fed[e.ID] || e.Settings["regexp"] == "true" {
			return nil
		}
	}
	return all
}

// nearMisses finds a channel that is only published to and one that is only
// consumed, with names that somebody may have meant to be the same.
func nearMisses(s *system, report func(finding)) {
	for _, c := range s.doc.Channels {
		lost := s.lostProducers(c)
		if len(lost) == 0 {
			continue
		}
		if twin := s.twin(c); twin != nil {
			waiting := s.lostConsumers(*twin)
			report(finding{
				fmt.Sprintf("%s to %s, %s %s: one of the names is wrong", publish(services(lost)), call(c), consume(services(waiting)), twin.Name),
				slices.Concat(lost, waiting), related(waiting),
			})
		}
	}
}

// twin is the channel with the near name that lacks the other side, nil if there is
// none.
func (s *system) twin(c graph.Channel) *graph.Channel {
	other := s.lostConsumers
	if len(s.producers[c.ID]) == 0 {
		other = s.lostProducers
	}
	for _, t := range s.doc.Channels {
		if t.ID != c.ID && t.Broker == c.Broker && near(c.Name, t.Name) && len(other(t)) > 0 {
			return &t
		}
	}
	return nil
}

// near says that two names differ by case, separators, a plural or one slip of the
// keyboard. Names that differ by a digit are meant to: orders.v1, orders.v2.
func near(a, b string) bool {
	if marks(a) != marks(b) {
		return false
	}
	x, y := bare(a), bare(b)
	return x == y || len(x) >= minTypo && len(y) >= minTypo && oneEdit(x, y)
}

// minTypo is the length from which one other letter is a slip rather than another
// word.
const minTypo = 8

// marks are the digits and the shortest words of a name, which tell names apart on
// purpose: orders.v1 and orders.v2, shop-a and shop-b.
func marks(name string) string {
	var out strings.Builder
	for _, w := range words(name) {
		if len(w) <= 2 {
			out.WriteString(strings.ToLower(w))
			continue
		}
		for _, r := range w {
			if unicode.IsDigit(r) {
				out.WriteRune(r)
			}
		}
	}
	return out.String()
}

// words are the parts of a name between separators and where capitals begin.
func words(name string) []string {
	var apart strings.Builder
	small := false
	for _, r := range name {
		if small && unicode.IsUpper(r) {
			apart.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		apart.WriteRune(r)
	}
	return strings.FieldsFunc(apart.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// bare is a name in lower case without separators, its words in the singular.
func bare(name string) string {
	var out strings.Builder
	for _, w := range words(name) {
		out.WriteString(strings.TrimSuffix(strings.ToLower(w), "s"))
	}
	return out.String()
}

// oneEdit says that one letter inserted, deleted, replaced or swapped with its
// neighbour makes one text of the other (Damerau's four slips).
func oneEdit(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	x, y = x[i:], y[i:]
	switch {
	case len(y)-len(x) > 1:
		return false
	case len(x) < len(y):
		return string(x) == string(y[1:])
	case len(x) == 0 || string(x[1:]) == string(y[1:]):
		return true
	}
	return len(x) > 1 && x[0] == y[1] && x[1] == y[0] && string(x[2:]) == string(y[2:])
}
