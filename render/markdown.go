package render

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render/internal/mermaid"
)

// Markdown writes the diagram, and tables of the same facts: services, channels,
// stores, other systems and patterns, and the names that are not known. Places link to
// the source, after Options.Source.
func Markdown(w io.Writer, doc *graph.Document, opt Options) error {
	m := &markdown{doc: doc, opt: opt, uses: uses(doc), anchors: map[string]string{}}
	fmt.Fprintf(&m.text, "## %s\n", prose(title(doc)))
	if err := m.diagrams(); err != nil {
		return err
	}
	m.services()
	m.channels()
	m.stores()
	m.integrations()
	m.patterns()
	m.open()
	_, err := io.WriteString(w, m.text.String())
	return err
}

// markdown writes a Markdown document.
type markdown struct {
	doc  *graph.Document
	opt  Options
	uses []*use
	// anchors are the diagrams of services that have one of their own.
	anchors map[string]string
	text    strings.Builder
}

// diagrams writes the diagram; where it is folded, one of each service, too, which are
// drawn when they are opened.
func (m *markdown) diagrams() error {
	all, err := Diagrams(m.doc, m.opt)
	if err != nil {
		return err
	}
	m.fence(all[0])
	var ids mermaid.IDs
	for _, d := range all[1:] {
		id := ids.ID("flow", d.Title)
		m.anchors[d.Title] = id
		fmt.Fprintf(&m.text, "\n<a id=\"%s\"></a>\n<details><summary>%s</summary>\n", id, code(d.Title))
		m.fence(d)
		m.text.WriteString("\n</details>\n")
	}
	return nil
}

func (m *markdown) fence(d Diagram) {
	fmt.Fprintf(&m.text, "\n```mermaid\n%s```\n", d.Text)
	if d.Note != "" {
		m.opt.tell(d.Note)
		fmt.Fprintf(&m.text, "\nIn this diagram, %s.\n", prose(d.Note))
	}
}

// table writes a table under a heading, unless it is empty. Cells are Markdown.
func (m *markdown) table(heading string, columns []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(&m.text, "\n### %s\n\n", heading)
	m.row(columns)
	m.row(slices.Repeat([]string{"---"}, len(columns)))
	for _, r := range rows {
		m.row(r)
	}
}

func (m *markdown) row(cells []string) {
	m.text.WriteString("|")
	for _, c := range cells {
		if c != "" {
			c = " " + c
		}
		m.text.WriteString(c + " |")
	}
	m.text.WriteByte('\n')
}

func (m *markdown) services() {
	type sides struct{ consumes, publishes []string }
	byService := map[string]*sides{}
	for _, s := range m.doc.Services {
		byService[s.ID] = &sides{}
	}
	for _, u := range m.uses {
		s := byService[u.service]
		if s == nil {
			s = &sides{}
			byService[u.service] = s
		}
		if u.direction == graph.Consume {
			s.consumes = append(s.consumes, code(nameOr(u.channel)))
		} else {
			s.publishes = append(s.publishes, code(nameOr(u.channel)))
		}
	}
	dirs := map[string]string{}
	for _, s := range m.doc.Services {
		dirs[s.ID] = s.Dir
	}
	var rows [][]string
	for _, id := range slices.Sorted(maps.Keys(byService)) {
		s := byService[id]
		name := m.link(code(id), dirs[id], 0)
		if anchor := m.anchors[id]; anchor != "" {
			name += " [diagram](#" + anchor + ")"
		}
		rows = append(rows, []string{name, lines(s.consumes), lines(s.publishes)})
	}
	m.table("Services", []string{"Service", "Consumes", "Publishes"}, rows)
}

func (m *markdown) channels() {
	byChannel := map[string][]*use{}
	for _, u := range m.uses {
		byChannel[u.channel.ID] = append(byChannel[u.channel.ID], u)
	}
	fed := map[string]bool{}
	for _, b := range m.doc.Bindings {
		fed[b.Source], fed[b.Target] = true, true
	}
	for _, c := range m.doc.Channels {
		fed[c.DeadLetter] = true
	}
	var rows [][]string
	for _, c := range m.sorted() {
		users := byChannel[c.ID]
		if len(users) == 0 && len(c.Declared) == 0 && !fed[c.ID] {
			continue // only code that no service reaches uses it
		}
		rows = append(rows, []string{code(nameOr(c)), prose(kindTitle(c)), lines(m.events(c, users)),
			lines(m.users(users, graph.Publish)), lines(m.users(users, graph.Consume)), lines(m.settings(c, users))})
	}
	m.table("Channels", []string{"Channel", "Kind", "Events", "Producers", "Consumers", "Settings"}, rows)
}

// sorted are the channels by broker and name.
func (m *markdown) sorted() []graph.Channel {
	return slices.SortedFunc(slices.Values(m.doc.Channels), func(a, b graph.Channel) int {
		return cmp.Or(cmp.Compare(a.Broker, b.Broker), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
}

func (m *markdown) events(c graph.Channel, users []*use) []string {
	events := eventNames(c.Events)
	for _, u := range users {
		events = append(events, u.events...)
	}
	return codes(distinct(events))
}

// users are the services of a direction. The name links to the first call, numbers
// to the others.
func (m *markdown) users(users []*use, direction graph.Direction) []string {
	var cells []string
	for _, u := range users {
		if u.direction != direction {
			continue
		}
		calls := m.calls(u)
		text := code(u.service)
		if len(calls) > 0 {
			text = m.link(text, calls[0].File, calls[0].Line)
			for i, c := range calls[1:] {
				text += " " + m.link(strconv.Itoa(i+2), c.File, c.Line)
			}
		}
		if groupNote(u) != "" {
			text += ", group " + strings.Join(codes(u.groups), ", ")
		}
		cells = append(cells, text)
	}
	return cells
}

// calls are the business calls of a use, each line once.
func (m *markdown) calls(u *use) []graph.Position {
	var at []graph.Position
	for _, e := range u.endpoints {
		if len(e.Trace) > 0 {
			at = append(at, graph.Position{File: e.Trace[0].File, Line: e.Trace[0].Line})
		}
	}
	slices.SortFunc(at, func(a, b graph.Position) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(at)
}

// settings are those of a channel, of its endpoints, where its messages end that
// nobody can handle, and where it is declared.
func (m *markdown) settings(c graph.Channel, users []*use) []string {
	all := map[string]bool{}
	add := func(values map[string]string) {
		for k, v := range values {
			all[k+"="+v] = true
		}
	}
	add(c.Settings)
	for _, u := range users {
		for _, e := range u.endpoints {
			add(e.Settings)
		}
	}
	cells := codes(slices.Sorted(maps.Keys(all)))
	if c.DeadLetter != "" {
		cells = append(cells, "dead letters to "+code(c.DeadLetter))
	}
	for _, p := range c.Declared {
		cells = append(cells, "declared "+m.place(p.File, p.Line))
	}
	return cells
}

func (m *markdown) stores() {
	var rows [][]string
	for _, s := range m.doc.Stores {
		var access []string
		for _, a := range s.Access {
			access = append(access, code(a.Service)+" "+prose(string(a.Operation)+"s")+" "+m.place(a.File, a.Line))
		}
		rows = append(rows, []string{code(s.ID), prose(s.Kind), code(s.Client), lines(access)})
	}
	m.table("Stores", []string{"Store", "Kind", "Client", "Access"}, rows)
}

func (m *markdown) integrations() {
	var rows [][]string
	for _, i := range m.doc.Integrations {
		rows = append(rows, []string{code(i.Service), prose(strings.ReplaceAll(i.Kind, "-", " ")), code(i.Name),
			m.place(i.File, i.Line), lines(codes(slices.Concat(m.targets(i.Publish), i.Stores, i.Calls)))})
	}
	m.table("Integrations", []string{"Service", "Kind", "Name", "Where", "Leads to"}, rows)
}

// targets are the channels of endpoints.
func (m *markdown) targets(endpoints []string) []string {
	var out []string
	for _, e := range m.doc.Endpoints {
		if slices.Contains(endpoints, e.ID) {
			out = append(out, e.Channel)
		}
	}
	return distinct(out)
}

func (m *markdown) patterns() {
	var rows [][]string
	for _, p := range m.doc.Patterns {
		var evidence []string
		for _, at := range p.Evidence {
			evidence = append(evidence, m.place(at.File, at.Line))
		}
		rows = append(rows, []string{prose(strings.ReplaceAll(p.Kind, "-", " ")), lines(codes(p.Services)), lines(evidence)})
	}
	m.table("Patterns", []string{"Pattern", "Services", "Evidence"}, rows)
}

func (m *markdown) open() {
	var rows [][]string
	for _, o := range openNames(m.doc) {
		for _, g := range o.gaps {
			rows = append(rows, []string{code(o.channel.ID), prose(gapWords(g.Gap)), prose(settleWords(g.Gap, g.endpoint))})
		}
	}
	m.table("Names that only run time knows", []string{"Channel", "What is not known", "What would settle it"}, rows)
}

// place links to a line by its file and number.
func (m *markdown) place(file string, line int) string {
	if file == "" {
		return ""
	}
	return m.link(code(place(file, line)), file, line)
}

// link makes text, which is Markdown, a link to a file or folder.
func (m *markdown) link(text, file string, line int) string {
	if file == "" {
		return text
	}
	return "[" + text + "](" + sourceURL(m.opt.Source, file, line) + ")"
}
