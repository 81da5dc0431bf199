package difftest

import (
	"fmt"
	"go/format"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Source returns the plan as the Go file of a package.
func (p *Plan) Source(pkg string) ([]byte, error) {
	w := &writer{declared: map[string]bool{}}
	w.events(p)
	for i, r := range p.Routes {
		w.route(i, r)
	}
	body := w.decls.String() + "\nfunc Main() {\n" + w.main.String() + "}\n" + w.last.String()
	src := "package " + pkg + "\n\n" + imports(body) + body
	out, err := format.Source([]byte(src))
	if err != nil {
		return nil, fmt.Errorf("%w in\n%s", err, src)
	}
	return out, nil
}

// writer writes a program.
type writer struct {
	decls, main strings.Builder
	last        strings.Builder // declarations of frames: their init runs last
	declared    map[string]bool // shared declarations
	steps, bits int
	words       int
}

// state is what a route's steps lead through the code.
type state struct {
	name, sender, event string // expressions
	typ                 string // of event
	ends                []string
	body                strings.Builder
}

var eventNames = [events]string{"OrderPlaced", "UserCreated", "StockMoved"}

// events declares the event types. Each has a field of its own name, by which the
// fake client knows it.
func (w *writer) events(p *Plan) {
	for i, name := range eventNames {
		if !slices.ContainsFunc(p.Routes, func(r Route) bool { return r.Event == i }) {
			continue
		}
		fmt.Fprintf(&w.decls, `
type %[1]s struct{ %[1]s int }

func (%[1]s) Topic() string { return "event%[2]d.topic" }
func (*%[1]s) Kind() string { return "event%[2]d.kind" }
`, name, i)
	}
}

func (w *writer) route(i int, r Route) {
	s := &state{event: fmt.Sprintf("event%d", i), typ: eventNames[r.Event]}
	name := fmt.Sprintf("route%d", i)
	w.frame(r.Steps[0], &state{sender: name})
	fmt.Fprintf(&s.body, "\nfunc %s() {\n%s := %s{}\n", name, s.event, s.typ)
	for _, step := range r.Steps[1:] {
		w.step(step, s)
	}
	fmt.Fprintf(&s.body, "%s(%s, %s)\n%s}\n", s.sender, s.name, s.event, s.close())
	w.decls.WriteString(s.body.String())
}

func (w *writer) frame(step Step, s *state) {
	fill := w.filler(step, s)
	w.last.WriteString(fill(step.Feature.Decl) + "\n")
	w.main.WriteString(fill(step.Feature.Body) + "\n")
}

// step writes a step's code, and makes its result what the next one starts from.
func (w *writer) step(step Step, s *state) {
	f := step.Feature
	fill := w.filler(step, s)
	w.declare(fill(f.Decl))
	body, rest, continued := strings.Cut(f.Body, "---")
	s.body.WriteString(fill(body) + "\n")
	if continued {
		s.body.WriteString(s.close() + "}\n" + fill(rest) + "\n")
		s.sender, s.event = fmt.Sprintf("f%d", w.steps), fmt.Sprintf("e%d", w.steps)
	}
	if f.End != "" {
		s.ends = append(s.ends, fill(f.End))
	}
	out := fill(f.Out)
	switch f.Kind {
	case Source, Carrier:
		s.name = fmt.Sprintf("name%d", w.steps)
		fmt.Fprintf(&s.body, "%s := %s\n", s.name, out)
	case Sink, Wrapper:
		s.sender = fmt.Sprintf("send%d_", w.steps)
		fmt.Fprintf(&s.body, "%s := %s\n", s.sender, out)
	}
}

// close ends the blocks that are open.
func (s *state) close() string {
	var b strings.Builder
	for _, end := range slices.Backward(s.ends) {
		b.WriteString(end + "\n")
	}
	s.ends = nil
	return b.String()
}

func (w *writer) declare(decl string) {
	if decl != "" && !w.declared[decl] {
		w.declared[decl] = true
		w.decls.WriteString(decl + "\n")
	}
}

var placeholder = regexp.MustCompile(`\$(bit|num|[kw]\d|[xfeEns])`)

// filler returns what fills in the placeholders of one step.
func (w *writer) filler(step Step, s *state) func(string) string {
	w.steps++
	n := strconv.Itoa(w.steps)
	suffix := n
	if step.Shared {
		suffix = fmt.Sprintf("S%d", step.Feature.id)
	}
	fixed := map[string]string{"$x": s.name, "$f": s.sender, "$e": s.event, "$E": s.typ, "$n": n, "$s": suffix}
	words := map[string]string{}
	one := func(p string) string {
		switch {
		case p == "$bit":
			w.bits++
			return fmt.Sprintf("outside.Bit(%d)", w.bits-1)
		case p == "$num":
			w.bits++
			return fmt.Sprintf("outside.Number(%d)", w.bits-1)
		case p[1] == 'k':
			return strconv.Quote(w.word(words, p[2:]))
		case p[1] == 'w':
			return w.word(words, p[2:])
		}
		return fixed[p]
	}
	return func(text string) string { return placeholder.ReplaceAllStringFunc(text, one) }
}

var vocabulary = []string{"orders", "users", "stock", "mail", "audit", "billing", "cart"}

func (w *writer) word(known map[string]string, id string) string {
	if known[id] == "" {
		w.words++
		known[id] = fmt.Sprintf("%s%d", vocabulary[w.words%len(vocabulary)], w.words)
	}
	return known[id]
}

// packages are what programs may import.
var packages = map[string]string{
	"atomic": "sync/atomic", "cmp": "cmp", "context": "context", "errors": "errors", "fmt": "fmt",
	"json": "encoding/json", "kafka": "github.com/segmentio/kafka-go", "maps": "maps", "os": "os",
	"outside": "example.com/outside", "reflect": "reflect", "slices": "slices", "sort": "sort",
	"strconv": "strconv", "strings": "strings", "sync": "sync", "path": "path", "bytes": "bytes",
	"list": "container/list", "regexp": "regexp", "flag": "flag", "time": "time",
}

var qualified = regexp.MustCompile(`\b([a-z]+)\.[A-Z]`)

// imports returns the import declaration that a file with this body needs.
func imports(body string) string {
	var paths []string
	for _, m := range qualified.FindAllStringSubmatch(body, -1) {
		if path := packages[m[1]]; path != "" {
			paths = append(paths, strconv.Quote(path))
		}
	}
	slices.Sort(paths)
	return "import (\n" + strings.Join(slices.Compact(paths), "\n") + "\n)\n"
}
