package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render/internal/mermaid"
)

// maxMessages bounds the arrows of a sequence diagram; past it, it says so.
const maxMessages = 120

// sequence draws the journey of messages: from what sets the first one off, through
// channels and handlers, to all that these publish in turn. It starts where the longest
// chain of reactions starts, or where opt.Start says.
func sequence(doc *graph.Document, opt Options, limit SizeError) (string, error) {
	j := newJourney(doc)
	starts := j.starts(doc, opt.Start)
	for messages := maxMessages; ; messages /= 2 {
		text := j.draw(doc, starts, messages)
		limit.Edges, limit.Chars = text.messages, text.Chars()
		if limit.Edges <= limit.MaxEdges && limit.Chars <= limit.MaxChars {
			return text.String(), nil
		}
		if messages < 2 {
			return "", &limit
		}
	}
}

// journey answers what a sequence diagram asks of a document.
type journey struct {
	channels  map[string]graph.Channel
	endpoints map[string]graph.Endpoint
	reactions map[string]graph.Reaction // by consuming endpoint
	stores    map[string]graph.Store
	calls     map[string]graph.Integration
	triggers  map[string][]graph.Integration // by publishing endpoint
	next      map[string][]string            // consuming endpoints by publishing one
	caused    map[string]bool                // publishing endpoints that a handler leads to
}

func newJourney(doc *graph.Document) *journey {
	j := &journey{
		channels: map[string]graph.Channel{}, endpoints: map[string]graph.Endpoint{}, reactions: map[string]graph.Reaction{},
		stores: map[string]graph.Store{}, calls: map[string]graph.Integration{}, triggers: map[string][]graph.Integration{},
		next: doc.Deliveries(), caused: map[string]bool{},
	}
	for _, c := range doc.Channels {
		j.channels[c.ID] = c
	}
	for _, e := range doc.Endpoints {
		j.endpoints[e.ID] = e
	}
	for _, r := range doc.Reactions {
		j.reactions[r.Consume] = r
		for _, p := range r.Publish {
			j.caused[p] = true
		}
	}
	for _, s := range doc.Stores {
		j.stores[s.ID] = s
	}
	for _, i := range doc.Integrations {
		j.calls[i.ID] = i
		for _, p := range i.Publish {
			if i.Incoming() {
				j.triggers[p] = append(j.triggers[p], i)
			}
		}
	}
	return j
}

// starts are the publishing endpoints that the journey begins with: those of a channel
// or event of that name, of them rather those that no handler leads to, or else the
// first of the longest chain.
func (j *journey) starts(doc *graph.Document, name string) []string {
	var named, first []string
	for _, e := range doc.Endpoints {
		c := j.channels[e.Channel]
		if e.Direction != graph.Publish || len(e.Services) == 0 || name == "" || !graph.Names(name, c) && !slices.Contains(e.Services, name) {
			continue
		}
		named = append(named, e.ID)
		if !j.caused[e.ID] {
			first = append(first, e.ID)
		}
	}
	switch chain := doc.LongestChain(); {
	case len(first) > 0:
		return first
	case len(named) > 0:
		return named
	case len(chain) > 0:
		return []string{chain[0].Publish}
	}
	return nil
}

// telling is a journey being written.
type telling struct {
	*journey
	*mermaid.Sequence
	ids      mermaid.IDs
	lines    []func() // what is written once all participants are known
	known    map[string]string
	order    []participant
	told     map[string]bool // publishing endpoints
	handled  map[string]bool // services, handlers and what these do
	messages int
	most     int
	cut      bool
}

type participant struct {
	id, label string
	outside   bool
}

func (j *journey) draw(doc *graph.Document, starts []string, most int) *telling {
	t := &telling{journey: j, known: map[string]string{}, told: map[string]bool{}, handled: map[string]bool{}, most: most}
	for _, id := range starts {
		t.trigger(id)
		t.publish(id)
	}
	t.Sequence = mermaid.NewSequence(title(doc), fmt.Sprintf("%s on their way through %s", count(t.messages, "message", "messages"), count(len(t.order), "participant", "participants")))
	if len(starts) == 0 {
		t.participant("nothing", "nothing", "No event flow found", false)
	}
	for _, p := range t.order {
		if p.outside {
			t.Actor(p.id, p.label)
		} else {
			t.Participant(p.id, p.label)
		}
	}
	for _, write := range t.lines {
		write()
	}
	if t.cut {
		t.Note(t.order[0].id, "there is more than fits in here")
	}
	return t
}

// participant is the identifier of a participant, which stands where it first comes up.
func (t *telling) participant(prefix, key, label string, outside bool) string {
	id := t.ids.ID(prefix, key)
	if t.known[id] == "" {
		t.known[id] = label
		t.order = append(t.order, participant{id, label, outside})
	}
	return id
}

func (t *telling) service(name string) string { return t.participant("svc", name, name, false) }

func (t *telling) channel(id string) string {
	c := &channel{Channel: t.channels[id]}
	k := kindOf(c)
	return t.participant(k.name, id, strings.Join(channelLabel(c), " "), false)
}

// say writes a message, unless there are too many.
func (t *telling) say(from, to string, dotted bool, lines ...string) bool {
	if t.messages >= t.most {
		t.cut = true
		return false
	}
	t.messages++
	t.lines = append(t.lines, func() { t.Message(from, to, dotted, lines...) })
	return true
}

func (t *telling) note(over string, lines ...string) {
	t.lines = append(t.lines, func() { t.Note(over, lines...) })
}

// trigger shows what sets a publishing endpoint off.
func (t *telling) trigger(id string) {
	for _, i := range t.triggers[id] {
		if !t.say(t.participant("outside", i.Kind, triggerNames[i.Kind], true), t.service(i.Service), false, i.Name) {
			return
		}
	}
}

// triggerNames are who sets services off.
var triggerNames = map[string]string{
	graph.HTTPServer: "HTTP client",
	graph.GRPCServer: "gRPC client",
	graph.Cron:       "schedule",
	graph.Command:    "operator",
}

// publish tells what a publishing endpoint leads to.
func (t *telling) publish(id string) {
	e, ok := t.endpoints[id]
	if !ok || len(e.Services) == 0 {
		return
	}
	c := t.channels[e.Channel]
	what := c.Name
	if e.Event != nil && e.Event.Type != "" {
		what = eventName(e.Event.Type)
	}
	for _, s := range e.Services {
		if !t.say(t.service(s), t.channel(e.Channel), c.Resolution != graph.Exact, what) {
			return
		}
	}
	if t.told[id] {
		t.note(t.channel(e.Channel), "goes on as above")
		return
	}
	t.told[id] = true
	for _, consume := range t.next[id] {
		t.consume(e, t.endpoints[consume], what)
	}
}

// consume tells what a consuming endpoint does with a message.
func (t *telling) consume(from, e graph.Endpoint, what string) {
	at := t.channel(from.Channel)
	dotted := t.channels[e.Channel].Resolution != graph.Exact
	if e.Channel != from.Channel {
		to := t.channel(e.Channel)
		if !t.say(at, to, dotted, what) {
			return
		}
		at = to
	}
	lines := []string{what}
	if e.Group != "" {
		lines = append(lines, "group "+e.Group)
	}
	for _, s := range e.Services {
		if !t.say(at, t.service(s), dotted, lines...) {
			return
		}
		t.handle(s, e)
	}
}

// handle tells what a handler does with a message in a service. What it does again, as
// when a message is retried, is told once.
func (t *telling) handle(service string, e graph.Endpoint) {
	r := t.reactions[e.ID]
	key := strings.Join(append([]string{service, e.Handler}, slices.Concat(r.Publish, r.Stores, r.Calls)...), "\x00")
	again := t.handled[key]
	t.handled[key] = true
	switch empty := len(r.Publish)+len(r.Stores)+len(r.Calls) == 0; {
	case e.Handler == "" && again && !empty:
		t.note(t.service(service), "goes on as above")
	case again && !empty:
		t.note(t.service(service), functionName(e.Handler), "goes on as above")
	case e.Handler != "":
		t.note(t.service(service), functionName(e.Handler))
	}
	if !again {
		t.reaction(service, r)
	}
}

// reaction tells what a handler does, as one service that runs it.
func (t *telling) reaction(service string, r graph.Reaction) {
	for _, id := range r.Stores {
		s := t.stores[id]
		t.say(t.service(service), t.participant("store", id, strings.Join(storeLabel(s), ", "), false), false, operations(s, service))
	}
	for _, id := range r.Calls {
		i := t.calls[id]
		t.say(t.service(service), t.participant("external", externalName(i), externalName(i), false), false, i.Name)
	}
	for _, id := range r.Publish {
		if slices.Contains(t.endpoints[id].Services, service) {
			t.publish(id)
		}
	}
}

// operations says what a service does with a store.
func operations(s graph.Store, service string) string {
	var verbs []string
	for _, a := range s.Access {
		if a.Service == service {
			verbs = append(verbs, operationVerbs[a.Operation])
		}
	}
	if len(verbs) == 0 {
		return "uses"
	}
	return strings.Join(distinct(verbs), " and ")
}
