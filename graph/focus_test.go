package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// chain is a system in which a talks to b, b to c, and c to d.
func chain() *Document {
	f := system(Facts{Endpoints: []EndpointFact{
		publish(Kafka, "a one"), consume(Kafka, "b one"),
		publish(Kafka, "b two"), consume(Kafka, "c two"),
		publish(NATS, "c three.x"), consume(NATS, "d three.*"),
	}})
	for i := range f.Endpoints {
		f.Endpoints[i].Trace[0].Line += i
	}
	f.Endpoints[2].Event.Type = "example.com/events.Two"
	f.Endpoints[0].Reactions = nil
	f.Endpoints[1].Reactions = []int{2}
	f.Endpoints[3].Reactions = []int{4}
	return Assemble(f)
}

func TestFocusKeepsWhatIsNear(t *testing.T) {
	doc := chain()
	tests := []struct {
		name            string
		depth           int
		services, flows string
	}{
		{"a", 1, "a b", "a -one-> b"},
		{"a", 2, "a b c", "a -one-> b b -two-> c"},
		{"b", 1, "a b c", "a -one-> b b -two-> c"},
		{"two", 1, "b c", "b -two-> c"},
		{"kafka:two", 1, "b c", "b -two-> c"},
		{"Two", 1, "b c", "b -two-> c"},
		{"events.Two", 1, "b c", "b -two-> c"},
		{"three.x", 1, "c d", "c -three.x-> d"},
		{"three.*", 1, "c d", "c -three.x-> d"},
		{"one", 2, "a b c", "a -one-> b b -two-> c"},
		{"a", 9, "a b c d", "a -one-> b b -two-> c c -three.x-> d"},
	}
	for _, test := range tests {
		part, err := doc.Focus(test.name, test.depth)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		encoded(t, part)
		services := strings.Join(list(part.Services, func(s Service) string { return s.ID }), " ")
		if flows := strings.Join(drawn(part), " "); services != test.services || flows != test.flows {
			t.Errorf("%s, depth %d: services %q, flows %q", test.name, test.depth, services, flows)
		}
	}
	if all, _ := doc.Focus("*", 9); encoded(t, all) != encoded(t, doc) {
		t.Error("a focus on everything leaves something out")
	}
}

func TestFocusOnNothing(t *testing.T) {
	_, err := chain().Focus("thre.x", 1)
	var missing *NotFoundError
	if !errors.As(err, &missing) || !slices.Contains(missing.Nearest, "three.x") {
		t.Errorf("%v: nearest %v", err, missing)
	}
}
