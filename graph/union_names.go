package graph

import (
	"cmp"
	"slices"
	"strings"
)

// qualify replaces the paths of a document by those of its modules. A document whose
// modules are where their paths say is a union already.
func qualify(name string, d *Document) {
	if len(d.Modules) > 0 && !slices.ContainsFunc(d.Modules, func(m Module) bool { return m.Dir != m.Path }) {
		return
	}
	q := qualifier{name: name, modules: slices.Clone(d.Modules), known: map[string]string{}}
	slices.SortStableFunc(q.modules, func(a, b Module) int { return cmp.Compare(len(b.Dir), len(a.Dir)) })
	for i := range d.Modules {
		d.Modules[i].Dir = d.Modules[i].Path
	}
	for i := range d.Services {
		d.Services[i].Dir = q.path(d.Services[i].Dir)
	}
	channels := map[string]string{} // new ids
	for i := range d.Channels {
		c := &d.Channels[i]
		q.positions(c.Declared)
		channels[c.ID] = q.channel(*c)
	}
	for i := range d.Channels {
		c := &d.Channels[i]
		c.ID = channels[c.ID]
		if c.DeadLetter != "" {
			c.DeadLetter = channels[c.DeadLetter]
		}
	}
	for i := range d.Bindings {
		b := &d.Bindings[i]
		b.Source, b.Target = channels[b.Source], channels[b.Target]
		q.positions(b.Declared)
	}
	for i := range d.Endpoints {
		d.Endpoints[i].Channel = channels[d.Endpoints[i].Channel]
		q.endpoint(&d.Endpoints[i])
	}
	q.rest(d)
}

// qualifier knows where the modules of a document are.
type qualifier struct {
	name    string
	modules []Module // the innermost first
	known   map[string]string
}

// path is where a file or folder is in its module.
func (q *qualifier) path(file string) string {
	if file == "" {
		return ""
	}
	out, ok := q.known[file]
	if !ok {
		out = q.find(file)
		q.known[file] = out
	}
	return out
}

func (q *qualifier) find(file string) string {
	for _, m := range q.modules {
		switch {
		case file == m.Dir:
			return m.Path
		case m.Dir == "." && !strings.HasPrefix(file, "/") && !strings.HasPrefix(file, "../"):
			return m.Path + "/" + file
		case strings.HasPrefix(file, m.Dir+"/"):
			return m.Path + strings.TrimPrefix(file, m.Dir)
		}
	}
	return q.name + "/" + strings.TrimPrefix(file, "/")
}

func (q *qualifier) positions(list []Position) {
	for i := range list {
		list[i].File = q.path(list[i].File)
	}
}

// channel is the id of a channel, which has the file of a name that means something
// there only.
func (q *qualifier) channel(c Channel) string {
	at := strings.LastIndexByte(c.ID, '@')
	if !c.private() || at < 0 {
		return c.ID
	}
	file, kind, has := strings.Cut(c.ID[at+1:], "#")
	if has {
		kind = "#" + kind
	}
	return c.ID[:at+1] + q.path(file) + kind
}

// private says that the id has a file.
func (c *Channel) private() bool {
	return c.Resolution != Exact && (c.Name == "" || strings.HasPrefix(c.ID, c.Broker+":"+c.Name+"@"))
}

func (q *qualifier) endpoint(e *Endpoint) {
	for i := range e.Trace {
		e.Trace[i].File = q.path(e.Trace[i].File)
	}
	for i := range e.Provenance {
		e.Provenance[i].File = q.path(e.Provenance[i].File)
	}
	for i := range e.Alternatives {
		e.Alternatives[i].File = q.path(e.Alternatives[i].File)
	}
}

func (q *qualifier) rest(d *Document) {
	for i := range d.Stores {
		for n := range d.Stores[i].Access {
			d.Stores[i].Access[n].File = q.path(d.Stores[i].Access[n].File)
		}
	}
	for i := range d.Integrations {
		d.Integrations[i].File = q.path(d.Integrations[i].File)
	}
	for i := range d.Patterns {
		q.positions(d.Patterns[i].Evidence)
	}
	for i := range d.Diagnostics {
		x := &d.Diagnostics[i]
		x.File = q.path(x.File)
		for n := range x.Related {
			x.Related[n].File = q.path(x.Related[n].File)
		}
	}
}

// rename gives new ids to what has the id of something else: to a service of another
// package, and to an endpoint at another place.
func (u *Union) rename(d *Document, name string) {
	services := map[string]string{}
	for i := range d.Services {
		s := &d.Services[i]
		if n, ok := u.services[s.ID]; ok && u.out.Services[n].Package != s.Package {
			u.conflict("service", s.ID, "package", u.out.Services[n].Package, s.Package, name)
			services[s.ID] = s.ID + "@" + s.Package
			s.ID = services[s.ID]
		}
	}
	endpoints := map[string]string{}
	for i := range d.Endpoints {
		e := &d.Endpoints[i]
		if n, ok := u.endpoints[e.ID]; ok && !u.out.Endpoints[n].samePlace(e) {
			endpoints[e.ID] = hash(e.Direction, e.ID+"\x00"+e.place())
			e.ID = endpoints[e.ID]
		}
	}
	if len(services) > 0 {
		renameServices(d, services)
	}
	if len(endpoints) > 0 {
		renameEndpoints(d, endpoints)
	}
}

func (e *Endpoint) place() string {
	file := ""
	if len(e.Trace) > 0 {
		file = e.Trace[0].File
	}
	return strings.Join([]string{string(e.Direction), e.Channel, e.Function, file}, "\x00")
}

func (e *Endpoint) samePlace(other *Endpoint) bool { return e.place() == other.place() }

// renamed replaces the names that have another one.
func renamed(list []string, to map[string]string) {
	for i, name := range list {
		list[i] = cmp.Or(to[name], name)
	}
}

// renameServices also renames what has the name of a service in its id.
func renameServices(d *Document, to map[string]string) {
	ids := map[string]string{} // of stores and integrations
	for i := range d.Endpoints {
		renamed(d.Endpoints[i].Services, to)
	}
	for i := range d.Stores {
		s := &d.Stores[i]
		kind, name, _ := strings.Cut(s.ID, ":")
		if to[name] != "" {
			ids[s.ID] = kind + ":" + to[name]
			s.ID = ids[s.ID]
		}
		for n := range s.Access {
			s.Access[n].Service = cmp.Or(to[s.Access[n].Service], s.Access[n].Service)
		}
	}
	for i := range d.Integrations {
		in := &d.Integrations[i]
		if to[in.Service] != "" {
			in.Service = to[in.Service]
			id := in.Kind + ":" + in.Service + ":" + in.Name
			ids[in.ID] = id
			in.ID = id
		}
	}
	for i := range d.Integrations {
		renamed(d.Integrations[i].Stores, ids)
		renamed(d.Integrations[i].Calls, ids)
	}
	for i := range d.Reactions {
		renamed(d.Reactions[i].Stores, ids)
		renamed(d.Reactions[i].Calls, ids)
	}
	for i := range d.Patterns {
		renamed(d.Patterns[i].Services, to)
		renamed(d.Patterns[i].Members, ids)
	}
}

func renameEndpoints(d *Document, to map[string]string) {
	for i := range d.Reactions {
		r := &d.Reactions[i]
		r.Consume = cmp.Or(to[r.Consume], r.Consume)
		renamed(r.Publish, to)
	}
	for i := range d.Integrations {
		renamed(d.Integrations[i].Publish, to)
	}
	for i := range d.Patterns {
		renamed(d.Patterns[i].Members, to)
	}
}
