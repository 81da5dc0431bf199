package graph

import (
	"fmt"
	"slices"
	"testing"
)

// world is a small system whose facts a case may change.
type world struct{ Facts }

// add adds an endpoint, written "service channel", and returns its index.
func (w *world) add(e EndpointFact, change ...func(*EndpointFact)) int {
	e.Kind = map[bool]Kind{true: Queue, false: Topic}[e.Broker == RabbitMQ]
	e.Channel.Resolution = Exact
	e.Trace[0].Line = 10 * (len(w.Endpoints) + 1)
	for _, c := range change {
		c(&e)
	}
	w.Endpoints = append(w.Endpoints, e)
	return len(w.Endpoints) - 1
}

// store adds an access, and returns its index.
func (w *world) store(service, kind, object string, op Operation, tx bool) int {
	w.Stores = append(w.Stores, StoreFact{
		Kind: kind, Client: "example.com/db", Object: object, Operation: op, Transaction: tx,
		Services: []string{service}, Function: "f", Position: Position{service + "/store.go", len(w.Stores) + 1},
	})
	return len(w.Stores) - 1
}

func reacts(publish ...int) func(*EndpointFact) {
	return func(e *EndpointFact) { e.Reactions = publish }
}

func grouped(name string) func(*EndpointFact) {
	return func(e *EndpointFact) { e.Group = Name{Text: name, Resolution: Exact} }
}

func mode(m Mode) func(*EndpointFact) { return func(e *EndpointFact) { e.Mode = m } }

func failing(e *EndpointFact) { e.Failing = true }

// Each pattern is found in the first system, and not in the second, in which just one
// part of the evidence is missing.
func TestPatternsNeedTheirEvidence(t *testing.T) {
	for _, c := range []struct {
		kind  string
		build func(w *world, whole bool)
	}{
		{"dead-letter", func(w *world, whole bool) {
			name := "orders.dlq"
			if !whole {
				name = "orders.done"
			}
			dlq := w.add(publish(Kafka, "shipping "+name))
			w.add(consume(Kafka, "shipping orders"), reacts(dlq))
		}},
		{"dead-letter", func(w *world, whole bool) {
			d := Declaration{Broker: RabbitMQ, Kind: Queue, Name: Name{"orders", Exact}, Services: []string{"shipping"}, Position: Position{"a.go", 3}}
			if whole {
				d.DeadLetter = Name{"parked", Exact}
			}
			w.Declarations = []Declaration{d}
			w.add(consume(RabbitMQ, "shipping orders"))
		}},
		{"retry", func(w *world, whole bool) {
			again := w.add(publish(Kafka, "shipping orders"))
			w.Endpoints[again].Failing = whole
			w.add(consume(Kafka, "shipping orders"), reacts(again))
		}},
		{"retry", func(w *world, whole bool) {
			again := w.add(publish(Kafka, "shipping orders.retry"), failing)
			w.add(consume(Kafka, "shipping orders"), reacts(again))
			if whole { // without a consumer, nothing leads back
				w.add(consume(Kafka, "shipping orders.retry"), reacts(again))
			}
		}},
		{"outbox", func(w *world, whole bool) {
			w.store("orders", "postgres", "orders", Write, true)
			w.store("orders", "postgres", "outbox", Write, whole)
			row, mark := w.store("orders", "postgres", "outbox", Read, false), w.store("orders", "postgres", "outbox", Write, false)
			w.add(publish(Kafka, "orders placed"), func(e *EndpointFact) { e.Relays = []int{row, mark} })
		}},
		{"outbox", func(w *world, whole bool) { // a handler that keeps what it has done
			w.store("orders", "postgres", "orders", Write, true)
			w.store("orders", "postgres", "messages", Write, true)
			row := w.store("orders", "postgres", "messages", Read, false)
			p := w.add(publish(Kafka, "orders placed"), func(e *EndpointFact) { e.Relays = []int{row} })
			if !whole {
				w.add(consume(Kafka, "orders asked"), reacts(p))
			}
		}},
		{"dual-write", func(w *world, whole bool) {
			kind := "postgres"
			if !whole {
				kind = "redis" // a cache
			}
			row := w.store("orders", kind, "orders", Write, true)
			w.add(publish(Kafka, "orders placed"), func(e *EndpointFact) { e.Beside = []int{row} })
		}},
		{"dual-write", func(w *world, whole bool) {
			table := "orders"
			if !whole {
				table = "outbox"
			}
			row := w.store("orders", "postgres", table, Write, true)
			w.add(publish(Kafka, "orders placed"), func(e *EndpointFact) { e.Beside = []int{row} })
		}},
		{"saga", func(w *world, whole bool) {
			w.add(publish(Kafka, "orders placed"))
			declined := w.add(publish(Kafka, "billing declined"))
			paid := w.add(publish(Kafka, "billing paid"))
			sent := w.add(publish(Kafka, "shipping sent"))
			w.add(consume(Kafka, "billing placed"), reacts(declined, paid))
			w.add(consume(Kafka, "shipping paid"), reacts(sent))
			row := w.store("orders", "postgres", "orders", Write, false)
			if whole { // else nobody takes back what was done
				w.add(consume(Kafka, "orders declined"), func(e *EndpointFact) { e.Stores = []int{row} })
			}
		}},
		{"saga", func(w *world, whole bool) { // two services are none
			cancelled := w.add(publish(Kafka, "orders cancelled"))
			w.add(publish(Kafka, "orders placed"))
			declined := w.add(publish(Kafka, "billing declined"))
			w.add(consume(Kafka, "billing placed"), reacts(declined))
			w.add(consume(Kafka, "orders declined"), reacts(cancelled))
			third := "stock"
			if !whole {
				third = "billing"
			}
			w.add(consume(Kafka, third+" cancelled"))
		}},
		{"cqrs", func(w *world, whole bool) {
			row := w.store("writer", "postgres", "orders", Write, false)
			view := w.store("reader", "mongodb", "orders", Write, false)
			read := w.store("reader", "mongodb", "orders", Read, false)
			w.add(publish(Kafka, "writer changed"), func(e *EndpointFact) { e.Beside = []int{row} })
			w.add(consume(Kafka, "reader changed"), func(e *EndpointFact) { e.Stores = []int{view} })
			route := IntegrationFact{Kind: HTTPServer, Name: "GET /orders", Services: []string{"reader"}, Position: Position{"reader/http.go", 1}, Stores: []int{read}}
			if !whole {
				route.Name = "POST /orders"
			}
			w.Integrations = []IntegrationFact{route}
		}},
		{"event-sourcing", func(w *world, whole bool) {
			log := w.store("orders", "postgres", "events", Read, false)
			w.add(publish(Kafka, "orders placed"), func(e *EndpointFact) {
				if whole {
					e.Rebuilds = []int{log}
				}
			})
		}},
		{"replay", func(w *world, whole bool) {
			w.add(consume(Kafka, "audit orders"), func(e *EndpointFact) { e.Settings = map[string]string{"offset_reset": "earliest"} })
			if !whole { // of a group it says only where a new one starts
				grouped("audit")(&w.Endpoints[0])
			}
		}},
		{"replay", func(w *world, whole bool) { // JetStream: from a sequence, or from what is new
			w.add(consume(NATS, "audit orders"), grouped("audit"), func(e *EndpointFact) {
				e.Settings = map[string]string{"deliver_policy": map[bool]string{true: "3", false: "2"}[whole]}
			})
		}},
		{"request-reply", func(w *world, whole bool) {
			w.add(publish(NATS, "orders price"), mode(map[bool]Mode{true: Request, false: Async}[whole]))
			w.add(consume(NATS, "catalog price"))
		}},
		{"fan-out", func(w *world, whole bool) {
			w.add(publish(Kafka, "orders placed"))
			w.add(consume(Kafka, "billing placed"), grouped("billing"))
			w.add(consume(Kafka, "stock placed"), grouped(map[bool]string{true: "stock", false: "billing"}[whole]))
		}},
		{"competing-consumers", func(w *world, whole bool) {
			w.add(consume(Kafka, "billing placed"), grouped("billing"))
			w.add(consume(Kafka, "billing2 placed"), grouped(map[bool]string{true: "billing", false: "stock"}[whole]))
		}},
		{"competing-consumers", func(w *world, whole bool) {
			w.add(consume(Kafka, "billing placed"), func(e *EndpointFact) {
				e.Settings = map[string]string{"workers": map[bool]string{true: "4", false: "1"}[whole]}
			})
		}},
		{"claim-check", func(w *world, whole bool) {
			put := w.store("scan", "s3", "", Write, false)
			w.Stores[put].Name = "scans"
			get := w.store("ocr", "s3", "", map[bool]Operation{true: Read, false: Write}[whole], false)
			w.Stores[get].Name = "scans"
			w.add(publish(Kafka, "scan scanned"), func(e *EndpointFact) { e.Beside = []int{put} })
			w.add(consume(Kafka, "ocr scanned"), func(e *EndpointFact) { e.Stores = []int{get} })
		}},
		{"cycle", func(w *world, whole bool) {
			a, b := w.add(publish(Kafka, "orders asked")), w.add(publish(Kafka, "billing answered"))
			w.add(consume(Kafka, "billing asked"), reacts(b))
			w.add(consume(Kafka, "orders answered"), reacts(map[bool][]int{true: {a}}[whole]...))
		}},
	} {
		for _, whole := range []bool{true, false} {
			w := &world{}
			c.build(w, whole)
			doc := Assemble(system(w.Facts))
			found := slices.ContainsFunc(doc.Patterns, func(p FlowPattern) bool { return p.Kind == c.kind })
			if found != whole {
				t.Errorf("%s, all of its evidence %v: found %v", c.kind, whole, found)
			}
			checkPatterns(t, c.kind, doc)
		}
	}
}

// checkPatterns holds the members of patterns against the document.
func checkPatterns(t *testing.T, kind string, doc *Document) {
	t.Helper()
	ids := map[string]bool{}
	for _, e := range doc.Endpoints {
		ids[e.ID] = true
	}
	for _, c := range doc.Channels {
		ids[c.ID] = true
	}
	for _, s := range doc.Stores {
		ids[s.ID] = true
	}
	for _, p := range doc.Patterns {
		for _, m := range p.Members {
			if !ids[m] {
				t.Errorf("%s: member %s of %s is nothing in the document", kind, m, p.Kind)
			}
		}
	}
}

func TestPatternsDoNotDependOnTheOrderOfFacts(t *testing.T) {
	build := func(order []int) string {
		var list []Facts
		for _, i := range order {
			list = append(list, []Facts{
				{Endpoints: []EndpointFact{publish(Kafka, "orders placed")}},
				{Endpoints: []EndpointFact{consume(Kafka, "billing placed")}},
				{Endpoints: []EndpointFact{consume(Kafka, "stock placed")}},
			}[i])
		}
		for i := range list {
			list[i] = system(list[i])
		}
		return fmt.Sprint(Assemble(list...).Patterns)
	}
	if a, b := build([]int{0, 1, 2}), build([]int{2, 1, 0}); a != b || a == "[]" {
		t.Errorf("%s\n%s", a, b)
	}
}
