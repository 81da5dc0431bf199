package graph

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Patterns are found by evidence in the document and in facts that the document does
// not have. A detector claims nothing that it has no lines for.

// detectors find the patterns of each kind.
var detectors = []struct {
	kind string
	find func(*shown, func(pattern))
}{
	{"dead-letter", deadLetters},
	{"retry", retries},
	{"outbox", outboxes},
	{"dual-write", dualWrites},
	{"saga", sagas},
	{"cqrs", commandsAndQueries},
	{"event-sourcing", eventSourcing},
	{"replay", replays},
	{"request-reply", requestReplies},
	{"fan-out", fanOuts},
	{"competing-consumers", competingConsumers},
	{"claim-check", claimChecks},
	{"cycle", cycles},
}

// pattern is a finding of a detector: endpoints, and the channels and stores that
// belong to it, with lines beside those of the endpoints.
type pattern struct {
	endpoints []string
	others    []string
	lines     []Position
	services  []string // those of the endpoints, if there are none
}

// shown is what a document and its facts show, by id.
type shown struct {
	doc *Document
	// publishers and consumers are the endpoints that a service reaches.
	publishers, consumers []Endpoint

	endpoints map[string]Endpoint
	channels  map[string]Channel
	reactions map[string]Reaction // by consumer
	causes    map[string][]string // the consumers whose reactions publish an endpoint
	reaches   map[string][]string // the consumers that get what an endpoint publishes
	facts     map[string]evidence // of publishers
	writes    []StoreFact
}

// evidence is what facts say of a publishing endpoint.
type evidence struct {
	failing                  bool
	beside, relays, rebuilds []StoreFact
}

// patterns finds the patterns of a document.
func (s *surroundings) patterns(doc *Document) []FlowPattern {
	sh := &shown{
		doc: doc, endpoints: map[string]Endpoint{}, channels: map[string]Channel{}, reactions: map[string]Reaction{},
		causes: map[string][]string{}, reaches: doc.Deliveries(), facts: s.evidence(), writes: s.facts.Stores,
	}
	for _, e := range doc.Endpoints {
		sh.endpoints[e.ID] = e
		switch {
		case len(e.Services) == 0:
		case e.Direction == Publish:
			sh.publishers = append(sh.publishers, e)
		default:
			sh.consumers = append(sh.consumers, e)
		}
	}
	for _, c := range doc.Channels {
		sh.channels[c.ID] = c
	}
	for _, r := range doc.Reactions {
		sh.reactions[r.Consume] = r
		for _, p := range r.Publish {
			sh.causes[p] = append(sh.causes[p], r.Consume)
		}
	}
	var out []FlowPattern
	seen := map[string]bool{}
	for _, d := range detectors {
		d.find(sh, func(p pattern) {
			f := sh.document(d.kind, p)
			key := strings.Join(append([]string{f.Kind}, f.Members...), "\x00")
			if len(f.Services) > 0 && len(f.Evidence) > 0 && !seen[key] {
				seen[key] = true
				out = append(out, f)
			}
		})
	}
	slices.SortFunc(out, comparePatterns)
	return out
}

func comparePatterns(a, b FlowPattern) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), slices.Compare(a.Services, b.Services), slices.Compare(a.Members, b.Members))
}

// evidence joins what the facts of each publishing endpoint say.
func (s *surroundings) evidence() map[string]evidence {
	facts := func(indexes []int) []StoreFact {
		return list(indexes, func(i int) StoreFact { return s.facts.Stores[i] })
	}
	out := map[string]evidence{}
	for _, e := range s.endpoints {
		if e.Direction != Publish {
			continue
		}
		ev := evidence{failing: true}
		for _, i := range e.facts {
			f := s.facts.Endpoints[i]
			ev.failing = ev.failing && f.Failing
			ev.beside, ev.relays, ev.rebuilds = append(ev.beside, facts(f.Beside)...), append(ev.relays, facts(f.Relays)...), append(ev.rebuilds, facts(f.Rebuilds)...)
		}
		out[e.id] = ev
	}
	return out
}

// document is a finding as the document has it.
func (s *shown) document(kind string, p pattern) FlowPattern {
	f := FlowPattern{Kind: kind, Members: union(p.endpoints, p.others)}
	for _, id := range p.endpoints {
		e := s.endpoints[id]
		if len(p.services) == 0 {
			f.Services = append(f.Services, e.Services...)
		}
		if len(e.Trace) > 0 {
			f.Evidence = append(f.Evidence, Position{e.Trace[0].File, e.Trace[0].Line})
		}
	}
	f.Services = sortedUnique(append(f.Services, p.services...), cmp.Compare[string])
	f.Evidence = sortedUnique(append(f.Evidence, p.lines...), comparePositions)
	return f
}

func (s *shown) name(channel string) string { return s.channels[channel].Name }

// share says whether two lists have something in common.
func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

var (
	deadWords  = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:dlq|dlt|dlx|dead(?:[^l]|l[^i]|$)|poison|parking)`)
	retryWords = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:retry|retries|delay|delayed)`)
	// undoWords begin the names of events that take something back, or that something
	// was not done.
	undoWords = regexp.MustCompile(`(?i)(?:declin|reject|fail|cancel|compensat|rollback|rolledback|refund|revert|releas|undo|abort)`)
)

// undoes says whether an endpoint publishes that something failed or is taken back.
func (s *shown) undoes(p Endpoint) bool {
	if s.facts[p.ID].failing {
		return true
	}
	name := s.name(p.Channel)
	if p.Event != nil {
		name += " " + p.Event.Type[strings.LastIndexByte(p.Event.Type, '.')+1:]
	}
	return undoWords.MatchString(name)
}

// NamesDeadLetters reports whether the name of a channel says that messages end there
// which nobody could handle.
func NamesDeadLetters(name string) bool { return deadWords.MatchString(name) }
