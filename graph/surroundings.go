package graph

import (
	"cmp"
	"maps"
	"slices"
)

// surroundings turn the facts that are not messaging itself into the document's stores,
// integrations and reactions.
type surroundings struct {
	facts     Facts
	endpoints []*endpoint
	became    [][]*endpoint // what became of each endpoint's fact
	stores    map[string]*Store
	incoming  map[string]*Integration // and outgoing, by id
}

func newSurroundings(facts Facts, endpoints []*endpoint) *surroundings {
	s := &surroundings{
		facts: facts, endpoints: endpoints, became: make([][]*endpoint, len(facts.Endpoints)),
		stores: map[string]*Store{}, incoming: map[string]*Integration{},
	}
	for _, e := range endpoints {
		for _, i := range e.facts {
			s.became[i] = append(s.became[i], e)
		}
	}
	for _, f := range facts.Stores {
		s.addStore(f)
	}
	for _, f := range facts.Integrations {
		s.addIntegration(f)
	}
	return s
}

func (d *Document) addSurroundings(s *surroundings) {
	for _, id := range slices.Sorted(maps.Keys(s.stores)) {
		d.Stores = append(d.Stores, *s.stores[id])
	}
	for _, id := range slices.Sorted(maps.Keys(s.incoming)) {
		d.Integrations = append(d.Integrations, *s.incoming[id])
	}
	d.Reactions = s.reactions()
}

// storeID is that of a store for one of the services that use it.
func (f StoreFact) storeID(service string) string { return f.Kind + ":" + cmp.Or(f.Name, service) }

func (s *surroundings) addStore(f StoreFact) {
	for _, service := range f.Services {
		id := f.storeID(service)
		st := s.stores[id]
		if st == nil {
			st = &Store{ID: id, Kind: f.Kind, Client: f.Client}
			s.stores[id] = st
		}
		st.Client = min(st.Client, f.Client)
		access := Access{Service: service, Function: f.Function, Operation: f.Operation, File: f.Position.File, Line: f.Position.Line}
		if !slices.Contains(st.Access, access) {
			st.Access = append(st.Access, access)
		}
	}
}

func compareAccess(a, b Access) int {
	return cmp.Or(
		cmp.Compare(a.Service, b.Service), comparePositions(Position{a.File, a.Line}, Position{b.File, b.Line}),
		cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Function, b.Function),
	)
}

func (f IntegrationFact) integrationID(service string) string {
	return f.Kind + ":" + service + ":" + f.Name
}

// addIntegration adds what is known of an integration. One that stands in several places
// has the first of them, and does what each does.
func (s *surroundings) addIntegration(f IntegrationFact) {
	for _, service := range f.Services {
		add := Integration{
			ID: f.integrationID(service), Kind: f.Kind, Service: service, Name: f.Name, Function: f.Function, File: f.Position.File, Line: f.Position.Line,
			Publish: s.publishes(f.Publish), Stores: s.storeIDs(f.Stores, service), Calls: s.callIDs(f.Calls, service),
		}
		have := s.incoming[add.ID]
		if have == nil {
			s.incoming[add.ID] = &add
			continue
		}
		if comparePositions(Position{add.File, add.Line}, Position{have.File, have.Line}) < 0 {
			have.File, have.Line, have.Function = add.File, add.Line, add.Function
		}
		have.Publish, have.Stores, have.Calls = union(have.Publish, add.Publish), union(have.Stores, add.Stores), union(have.Calls, add.Calls)
	}
}

// union is what one of two lists of ids has, nil if there is none.
func union(a, b []string) []string {
	if len(a)+len(b) == 0 {
		return nil
	}
	return sortedUnique(slices.Concat(a, b), cmp.Compare[string])
}

// publishes are the ids of the publishing endpoints that facts became.
func (s *surroundings) publishes(facts []int) []string {
	var ids []string
	for _, i := range facts {
		for _, e := range s.became[i] {
			if e.Direction == Publish {
				ids = append(ids, e.id)
			}
		}
	}
	return union(ids, nil)
}

// storeIDs are those of what one service uses.
func (s *surroundings) storeIDs(facts []int, service string) []string {
	var ids []string
	for _, i := range facts {
		if f := s.facts.Stores[i]; slices.Contains(f.Services, service) {
			ids = append(ids, f.storeID(service))
		}
	}
	return union(ids, nil)
}

func (s *surroundings) callIDs(facts []int, service string) []string {
	var ids []string
	for _, i := range facts {
		if f := s.facts.Integrations[i]; slices.Contains(f.Services, service) {
			ids = append(ids, f.integrationID(service))
		}
	}
	return union(ids, nil)
}

// reactions follows the handlers of consumers to what they do.
func (s *surroundings) reactions() []Reaction {
	var out []Reaction
	for _, consumer := range s.endpoints {
		if consumer.Direction != Consume {
			continue
		}
		r := Reaction{Consume: consumer.id}
		for _, i := range consumer.facts {
			f := s.facts.Endpoints[i]
			r.Publish = union(r.Publish, s.publishes(f.Reactions))
			for _, service := range f.Services {
				r.Stores = union(r.Stores, s.storeIDs(f.Stores, service))
				r.Calls = union(r.Calls, s.callIDs(f.Calls, service))
			}
		}
		if len(r.Publish)+len(r.Stores)+len(r.Calls) > 0 {
			out = append(out, r)
		}
	}
	return out
}
