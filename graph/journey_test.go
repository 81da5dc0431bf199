package graph

import (
	"strings"
	"testing"
)

// told names the channels of a chain.
func told(d *Document, hops []Hop) string {
	index := newIndex(d)
	return strings.Join(list(hops, func(h Hop) string {
		return index.endpoints[h.Publish].Services[0] + " " + index.channels[index.endpoints[h.Publish].Channel].Name + " " + index.endpoints[h.Consume].Services[0]
	}), ", ")
}

func TestLongestChain(t *testing.T) {
	doc := chain()
	if got := told(doc, doc.LongestChain()); got != "a one b, b two c, c three.x d" {
		t.Errorf("got %s", got)
	}
	if hops := (&Document{}).LongestChain(); hops != nil {
		t.Errorf("a chain of nothing: %v", hops)
	}
}

func TestChainsInCirclesEnd(t *testing.T) {
	f := system(Facts{Endpoints: []EndpointFact{
		publish(Kafka, "a start"), consume(Kafka, "b start"), publish(Kafka, "b ping"),
		consume(Kafka, "c ping"), publish(Kafka, "c pong"), consume(Kafka, "b pong"),
	}})
	for i := range f.Endpoints {
		f.Endpoints[i].Trace[0].Line += i
	}
	f.Endpoints[1].Reactions = []int{2}
	f.Endpoints[3].Reactions = []int{4}
	f.Endpoints[5].Reactions = []int{2}
	doc := Assemble(f)
	if got := told(doc, doc.LongestChain()); got != "a start b, b ping c, c pong b" {
		t.Errorf("got %s", got)
	}
}

func TestDeliveriesJoinWhatMatches(t *testing.T) {
	doc := chain()
	next := doc.Deliveries()
	if len(next) != 3 {
		t.Errorf("%v", next)
	}
	for p, consumers := range next {
		if len(consumers) != 1 {
			t.Errorf("%s reaches %v", p, consumers)
		}
	}
}
