package graph

import (
	"cmp"
	"encoding/json"
	"slices"
)

// merge puts the facts of several programs together. Each program refers to its
// services by ids of its own; the merged facts use the document's ids and leave
// out services that neither publish nor consume. The inputs stay as they are.
func merge(programs []Facts) Facts {
	m := merger{keys: map[Service]string{}}
	for _, p := range programs {
		m.add(p)
	}
	m.out.Modules = sortedUnique(m.out.Modules, func(a, b Module) int {
		return cmp.Or(cmp.Compare(a.Dir, b.Dir), cmp.Compare(a.Path, b.Path))
	})
	m.rename(m.names())
	m.out.Declarations = inOrder(m.out.Declarations, func(d Declaration) Position { return d.Position })
	m.out.Bindings = inOrder(m.out.Bindings, func(b BindingFact) Position { return b.Position })
	return m.out
}

// inOrder sorts facts by position and content, and drops repetitions.
func inOrder[T any](facts []T, position func(T) Position) []T {
	type keyed struct {
		fact    T
		at      Position
		content string
	}
	list := make([]keyed, len(facts))
	for i, f := range facts {
		list[i] = keyed{f, position(f), content(f)}
	}
	list = sortedUnique(list, func(a, b keyed) int {
		return cmp.Or(comparePositions(a.at, b.at), cmp.Compare(a.content, b.content))
	})
	out := make([]T, len(list))
	for i, k := range list {
		out[i] = k.fact
	}
	return out
}

// content is all of a fact, to compare it by.
func content(fact any) string {
	// Structs of strings, numbers, lists and maps always marshal.
	text, _ := json.Marshal(fact)
	return string(text)
}

func comparePositions(a, b Position) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

type merger struct {
	out Facts
	// keys are what out refers to services by until they are named.
	keys map[Service]string
}

func (m *merger) add(p Facts) {
	keys := map[string]string{}
	for _, s := range p.Services {
		key := m.key(s)
		keys[cmp.Or(s.ID, s.Package)] = key
	}
	rekey := func(services []string) []string {
		out := make([]string, len(services))
		for i, id := range services {
			if keys[id] == "" {
				keys[id] = m.key(Service{ID: id})
			}
			out[i] = keys[id]
		}
		return out
	}
	endpoints, stores, calls := m.shifts(p)
	for _, e := range p.Endpoints {
		e.Services = rekey(e.Services)
		e.Reactions, e.Stores, e.Calls = endpoints(e.Reactions), stores(e.Stores), calls(e.Calls)
		e.Beside, e.Relays, e.Rebuilds = stores(e.Beside), stores(e.Relays), stores(e.Rebuilds)
		m.out.Endpoints = append(m.out.Endpoints, e)
	}
	for _, s := range p.Stores {
		s.Services = rekey(s.Services)
		m.out.Stores = append(m.out.Stores, s)
	}
	for _, i := range p.Integrations {
		i.Services = rekey(i.Services)
		i.Publish, i.Stores, i.Calls = endpoints(i.Publish), stores(i.Stores), calls(i.Calls)
		m.out.Integrations = append(m.out.Integrations, i)
	}
	for _, d := range p.Declarations {
		d.Services, d.Name = rekey(d.Services), d.Name.orUnnamed()
		m.out.Declarations = append(m.out.Declarations, d)
	}
	for _, b := range p.Bindings {
		b.Services, b.Source, b.Target = rekey(b.Services), b.Source.orUnnamed(), b.Target.orUnnamed()
		m.out.Bindings = append(m.out.Bindings, b)
	}
	m.out.Modules = append(m.out.Modules, p.Modules...)
	m.out.Events = append(m.out.Events, p.Events...)
}

// key interns a service. Two programs mean the same one when package, folder and
// given name or command agree.
func (m *merger) key(s Service) string {
	given, command := title(s)
	s.ID = given + "#" + command
	if m.keys[s] == "" {
		m.keys[s] = s.Dir + "\x00" + s.Package + "\x00" + s.ID
	}
	return m.keys[s]
}

// names sets the document's services and returns their ids by key.
func (m *merger) names() map[string]string {
	used := map[string]bool{}
	for _, e := range m.out.Endpoints {
		for _, key := range e.Services {
			used[key] = true
		}
	}
	m.out.Services = []Service{}
	for s, key := range m.keys {
		if used[key] {
			m.out.Services = append(m.out.Services, s)
		}
	}
	slices.SortFunc(m.out.Services, func(a, b Service) int {
		return cmp.Or(cmp.Compare(a.Dir, b.Dir), cmp.Compare(a.Package, b.Package), cmp.Compare(a.ID, b.ID))
	})
	ids := map[string]string{}
	for i, name := range serviceNames(m.out.Services) {
		ids[m.keys[m.out.Services[i]]] = name
		m.out.Services[i].ID = name
	}
	slices.SortFunc(m.out.Services, func(a, b Service) int { return cmp.Compare(a.ID, b.ID) })
	return ids
}

// rename replaces keys by ids and sorts them; what has no id is left out.
func (m *merger) rename(ids map[string]string) {
	named := func(services []string) []string {
		out := services[:0]
		for _, key := range services {
			if id, ok := ids[key]; ok {
				out = append(out, id)
			}
		}
		return sortedUnique(out, cmp.Compare[string])
	}
	for i := range m.out.Endpoints {
		m.out.Endpoints[i].Services = named(m.out.Endpoints[i].Services)
	}
	for i := range m.out.Declarations {
		m.out.Declarations[i].Services = named(m.out.Declarations[i].Services)
	}
	for i := range m.out.Bindings {
		m.out.Bindings[i].Services = named(m.out.Bindings[i].Services)
	}
	for i := range m.out.Stores {
		m.out.Stores[i].Services = named(m.out.Stores[i].Services)
	}
	for i := range m.out.Integrations {
		m.out.Integrations[i].Services = named(m.out.Integrations[i].Services)
	}
}

// shifts move indexes into the lists of a program behind those of the programs before.
// Those that point nowhere are left out.
func (m *merger) shifts(p Facts) (endpoints, stores, integrations func([]int) []int) {
	behind := func(first, count int) func([]int) []int {
		return func(indexes []int) []int {
			var out []int
			for _, i := range indexes {
				if i >= 0 && i < count {
					out = append(out, first+i)
				}
			}
			return out
		}
	}
	return behind(len(m.out.Endpoints), len(p.Endpoints)), behind(len(m.out.Stores), len(p.Stores)), behind(len(m.out.Integrations), len(p.Integrations))
}

// sortedUnique sorts in place and drops repetitions. The result is never nil.
func sortedUnique[T any](list []T, compare func(a, b T) int) []T {
	if list == nil {
		return []T{}
	}
	slices.SortFunc(list, compare)
	return slices.CompactFunc(list, func(a, b T) bool { return compare(a, b) == 0 })
}
