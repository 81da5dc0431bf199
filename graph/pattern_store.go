package graph

import (
	"regexp"
	"slices"
	"strings"
)

// caches keep nothing that has to agree with what is published.
var caches = []string{"redis", "memcached", "elasticsearch"}

var outboxWords = regexp.MustCompile(`(?i)(?:outbox|events?$|messages?$)`)

// outboxes are rows that are written in the transaction of a state, with a loop that
// reads them, publishes and marks them.
func outboxes(s *shown, found func(pattern)) {
	for _, p := range s.publishers {
		if len(s.facts[p.ID].relays) == 0 || s.answers(p.ID) { // what a handler reads and writes keeps it from doing things twice
			continue
		}
		for _, row := range s.facts[p.ID].relays {
			dynamic := s.channels[p.Channel].Resolution != Exact
			if row.Operation != Read || !outboxWords.MatchString(row.Object) && !dynamic {
				continue
			}
			for _, insert := range s.insertsWithState(row) {
				for _, service := range common(p.Services, row.Services) {
					found(pattern{[]string{p.ID}, []string{row.storeID(service)}, []Position{row.Position, insert.Position}, []string{service}})
				}
			}
		}
	}
}

// answers says whether a message or a request sets an endpoint off.
func (s *shown) answers(publish string) bool {
	return len(s.causes[publish]) > 0 || slices.ContainsFunc(s.doc.Integrations, func(i Integration) bool {
		return (i.Kind == HTTPServer || i.Kind == GRPCServer) && slices.Contains(i.Publish, publish)
	})
}

// insertsWithState are the writes of a row's table in a transaction that also writes
// another one.
func (s *shown) insertsWithState(row StoreFact) []StoreFact {
	var out []StoreFact
	for _, w := range s.writes {
		if w.Operation != Write || !w.Transaction || w.Object != row.Object || w.Kind != row.Kind || w.Name != row.Name {
			continue
		}
		state := func(o StoreFact) bool {
			return o.Operation == Write && o.Transaction && o.Object != w.Object && o.Kind == w.Kind && o.Name == w.Name && share(o.Services, w.Services)
		}
		if slices.ContainsFunc(s.writes, state) {
			out = append(out, w)
		}
	}
	return out
}

// dualWrites are stores and channels that one function writes, so that one may fail
// when the other is done.
func dualWrites(s *shown, found func(pattern)) {
	for _, p := range s.publishers {
		ev := s.facts[p.ID]
		if p.Mode == Transaction || p.Mode == Request || p.Mode == Reply || ev.failing || deadWords.MatchString(s.name(p.Channel)) {
			continue
		}
		for _, w := range ev.beside {
			relayed := slices.ContainsFunc(ev.relays, func(r StoreFact) bool { return r.Position == w.Position && outboxWords.MatchString(r.Object) })
			if relayed || outboxWords.MatchString(w.Object) || slices.Contains(caches, w.Kind) || slices.Contains(objectStores, w.Kind) || p.Broker == "other:"+w.Kind {
				continue // the last: a table of the database is the broker
			}
			for _, service := range common(p.Services, w.Services) {
				found(pattern{[]string{p.ID}, []string{w.storeID(service)}, []Position{w.Position}, []string{service}})
			}
		}
	}
}

// eventSourcing is state that is made by applying stored events.
func eventSourcing(s *shown, found func(pattern)) {
	for _, p := range s.publishers {
		for _, r := range s.facts[p.ID].rebuilds {
			for _, service := range common(p.Services, r.Services) {
				found(pattern{[]string{p.ID}, []string{r.storeID(service)}, []Position{r.Position}, []string{service}})
			}
		}
	}
}

// objectStores keep what is too large for a message.
var objectStores = []string{"s3", "gcs", "azblob"}

// claimChecks are payloads that a publisher puts in an object store, which the consumer
// takes them out of.
func claimChecks(s *shown, found func(pattern)) {
	for _, p := range s.publishers {
		for _, w := range s.facts[p.ID].beside {
			if !slices.Contains(objectStores, w.Kind) || len(w.Services) == 0 {
				continue
			}
			store := w.storeID(w.Services[0])
			for _, c := range s.reaches[p.ID] {
				if slices.Contains(s.reactions[c].Stores, store) && s.accesses(store, s.endpoints[c].Services, Read) {
					found(pattern{[]string{p.ID, c}, []string{store}, []Position{w.Position}, nil})
				}
			}
		}
	}
}

// accesses says whether one of some services reads or writes a store.
func (s *shown) accesses(store string, services []string, op Operation) bool {
	return len(s.accessed(store, services, op)) > 0
}

func (s *shown) accessed(store string, services []string, op Operation) []Position {
	var out []Position
	for _, st := range s.doc.Stores {
		for _, a := range st.Access {
			if st.ID == store && a.Operation == op && slices.Contains(services, a.Service) {
				out = append(out, Position{a.File, a.Line})
			}
		}
	}
	return out
}

// commandsAndQueries are services whose events another one only writes to a store that
// it answers queries from.
func commandsAndQueries(s *shown, found func(pattern)) {
	for _, p := range s.publishers {
		for _, w := range s.facts[p.ID].beside {
			if len(w.Services) == 0 {
				continue
			}
			written := w.storeID(w.Services[0])
			for _, id := range s.reaches[p.ID] {
				c := s.endpoints[id]
				if share(c.Services, p.Services) || s.publishes(c.Services) {
					continue
				}
				for _, store := range s.reactions[id].Stores {
					queried := s.queried(store, c.Services)
					if store != written && s.accesses(store, c.Services, Write) && len(queried) > 0 {
						found(pattern{[]string{p.ID, id}, []string{written, store}, append(queried, w.Position), nil})
					}
				}
			}
		}
	}
}

// publishes says whether one of some services publishes anything.
func (s *shown) publishes(services []string) bool {
	return slices.ContainsFunc(s.publishers, func(e Endpoint) bool { return share(e.Services, services) })
}

// queries begin the names of methods that only read.
var queries = regexp.MustCompile(`/(?:Get|List|Search|Find|Query|Fetch)[^/]*$`)

// queried are the lines of the queries that services answer from a store.
func (s *shown) queried(store string, services []string) []Position {
	if !s.accesses(store, services, Read) {
		return nil
	}
	var out []Position
	for _, i := range s.doc.Integrations {
		if i.isQuery() && slices.Contains(services, i.Service) && slices.Contains(i.Stores, store) {
			out = append(out, Position{i.File, i.Line})
		}
	}
	return out
}

// isQuery says whether an integration is a route or method that only reads, by its name.
func (i *Integration) isQuery() bool {
	method, _, ok := strings.Cut(i.Name, " ")
	return i.Kind == HTTPServer && (!ok || method == "GET") || i.Kind == GRPCServer && queries.MatchString(i.Name)
}

// common is what two lists have in common.
func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool { return !slices.Contains(b, x) })
}
