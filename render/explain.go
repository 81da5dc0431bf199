package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// ExplainSchema is the value of "schema" in what ExplainJSON writes.
const ExplainSchema = "flowvet/explain/v1"

// explanation is what Explain and ExplainJSON say about a part of a document.
type explanation struct {
	Schema    string              `json:"schema"`
	Query     string              `json:"query"`
	Channels  []graph.Channel     `json:"channels"`
	Endpoints []explainedEndpoint `json:"endpoints"`
	Bindings  []graph.Binding     `json:"bindings"`
	Flows     []explainedFlow     `json:"flows"`
}

// explainedEndpoint is an endpoint with what is not known of its channel's name.
type explainedEndpoint struct {
	graph.Endpoint
	Resolution graph.Resolution `json:"resolution"`
	Gaps       []graph.Gap      `json:"gaps,omitempty"`

	channel graph.Channel
}

// explainedFlow is a flow with the rules by which messages pass.
type explainedFlow struct {
	graph.Flow
	Routes []graph.Route `json:"routes"`
}

func explain(doc *graph.Document, s *graph.Selection) *explanation {
	x := &explanation{
		Schema: ExplainSchema, Query: s.Query,
		Channels: append([]graph.Channel{}, s.Channels...), Endpoints: []explainedEndpoint{},
		Bindings: append([]graph.Binding{}, s.Bindings...), Flows: []explainedFlow{},
	}
	channels := map[string]graph.Channel{}
	for _, c := range s.Channels {
		channels[c.ID] = c
	}
	for _, e := range s.Endpoints {
		c := channels[e.Channel]
		x.Endpoints = append(x.Endpoints, explainedEndpoint{e, c.Resolution, doc.Gaps(e), c})
	}
	for _, f := range s.Flows {
		x.Flows = append(x.Flows, explainedFlow{f, append([]graph.Route{}, doc.Routes(f)...)})
	}
	return x
}

// ExplainJSON writes how the endpoints and flows of a selection were found, as
// JSON.
func ExplainJSON(w io.Writer, doc *graph.Document, s *graph.Selection) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(explain(doc, s)); err != nil {
		return fmt.Errorf("encode explanation: %w", err)
	}
	return nil
}

// Explain writes how the endpoints and flows of a selection were found, as text:
// the calls from the business call to the client's, the steps to the line that
// gave the channel its name, and the rules that join publishers and consumers.
func Explain(w io.Writer, doc *graph.Document, s *graph.Selection) error {
	t := &explainer{sites: map[string]graph.Endpoint{}, names: map[string]string{}}
	for _, e := range doc.Endpoints {
		t.sites[e.ID] = e
	}
	for _, c := range doc.Channels {
		t.names[c.ID] = cmp.Or(c.Name, "unknown")
	}
	x := explain(doc, s)
	for _, c := range x.Channels {
		t.channel(c)
	}
	for _, e := range x.Endpoints {
		t.endpoint(e)
	}
	for _, b := range x.Bindings {
		t.binding(b)
	}
	for _, f := range x.Flows {
		t.flow(f)
	}
	_, err := io.WriteString(w, t.text.String())
	return err
}

// explainer writes an explanation in paragraphs.
type explainer struct {
	text  strings.Builder
	sites map[string]graph.Endpoint
	names map[string]string // of channels, by id
}

// paragraph starts a paragraph with a line that is not indented.
func (t *explainer) paragraph(words ...string) {
	if t.text.Len() > 0 {
		t.text.WriteByte('\n')
	}
	t.text.WriteString(printable(strings.Join(words, " ")) + "\n")
}

// row writes a label and what it stands for, unless that is empty.
func (t *explainer) row(label, value string) {
	if value != "" {
		fmt.Fprintf(&t.text, "  %-10s %s\n", label, printable(value))
	}
}

// table writes lines of two columns under a title.
func (t *explainer) table(title string, lines [][2]string) {
	if len(lines) == 0 {
		return
	}
	width := 0
	for _, l := range lines {
		width = max(width, len(printable(l[0])))
	}
	t.text.WriteString("  " + title + "\n")
	for _, l := range lines {
		t.text.WriteString(strings.TrimRight(fmt.Sprintf("    %-*s  %s", width, printable(l[0]), printable(l[1])), " ") + "\n")
	}
}

func (t *explainer) channel(c graph.Channel) {
	t.paragraph(string(c.Kind), c.ID, "("+string(c.Resolution)+")")
	t.row("events", strings.Join(c.Events, ", "))
	t.row("settings", settings(c.Settings))
	t.row("rejected", c.DeadLetter)
	for _, p := range c.Declared {
		t.row("declared", place(p.File, p.Line))
	}
}

func (t *explainer) endpoint(e explainedEndpoint) {
	t.paragraph(directionWords[e.Direction], string(e.channel.Kind), e.Channel, "("+string(e.Resolution)+")")
	t.row("id", e.ID)
	t.row("services", cmp.Or(strings.Join(e.Services, ", "), wordNoService))
	t.row("function", e.Function)
	t.row("handler", e.Handler)
	if e.Event != nil {
		t.row("event", joinWords(", ", e.Event.Type, e.Event.Encoding))
	}
	t.row("exchange", e.Exchange)
	t.row("routing", e.RoutingKey)
	t.row("key", e.Key)
	t.row("group", e.Group)
	t.row("mode", string(e.Mode))
	t.row("settings", settings(e.Settings))
	t.trace(e)
	t.provenance(e)
	for _, g := range e.Gaps {
		t.row("open", gapWords(g))
		t.row("to settle", settleWords(g, e.Endpoint))
	}
}

// trace lists the calls. The last one is into the client library; a consumer's
// calls that receive follow the one that subscribes.
func (t *explainer) trace(e explainedEndpoint) {
	var lines [][2]string
	for _, f := range e.Trace {
		lines = append(lines, [2]string{place(f.File, f.Line), "in " + f.Function})
	}
	if e.Client != "" && len(lines) > 0 {
		lines = append(lines, [2]string{"", "calls " + e.Client})
	}
	t.table(titleTrace, lines)
}

func (t *explainer) provenance(e explainedEndpoint) {
	var lines [][2]string
	for _, s := range e.Provenance {
		lines = append(lines, [2]string{place(s.File, s.Line), stepWords(s)})
	}
	t.table(titleName, lines)
	if len(lines) == 0 && e.Resolution == graph.Exact {
		t.row("the name", wordNoSteps)
	}
	var others [][2]string
	for _, a := range e.Alternatives {
		others = append(others, [2]string{place(a.File, a.Line), alternativeWords(a)})
	}
	t.table(titleOthers, others)
}

func (t *explainer) binding(b graph.Binding) {
	t.paragraph("binding", b.Source, "->", b.Target)
	t.row("key", cmp.Or(b.Key, wordNoKey))
	for _, p := range b.Declared {
		t.row("declared", place(p.File, p.Line))
	}
}

func (t *explainer) flow(f explainedFlow) {
	t.paragraph("flow", f.From, "->", f.Channel, "->", f.To)
	for _, id := range f.Publish {
		t.row("publish", t.site(id))
	}
	for _, r := range f.Routes {
		t.row("rule", t.ruleWords(r))
		for _, b := range r.Bindings {
			t.row("", bindingWords(b))
		}
		if r.Group != "" {
			t.row("group", groupWords(r.Group))
		}
	}
	for _, id := range f.Consume {
		t.row("consume", t.site(id))
	}
}

// site is the business call of an endpoint, and its id.
func (t *explainer) site(id string) string {
	e := t.sites[id]
	if len(e.Trace) == 0 {
		return id
	}
	return joinWords(" ", place(e.Trace[0].File, e.Trace[0].Line), e.Function, "("+id+")")
}
