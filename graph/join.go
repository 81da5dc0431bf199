package graph

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// endpoint is an endpoint on its way into the document: the facts that are one
// (direction, broker, channel, business call), merged.
type endpoint struct {
	EndpointFact
	id      string
	channel *channel
	events  []string // all payload types that were seen
	facts   []int    // indexes into Facts.Endpoints of what was merged
	content string   // all of the fact but its reactions, to sort by
}

// join turns facts into endpoints, in an order that does not depend on the order
// of the facts.
func join(facts Facts) []*endpoint {
	streams := streamSubjects(facts.Declarations)
	var all []*endpoint
	for i, f := range facts.Endpoints {
		for _, f := range withChannel(f, streams) {
			all = append(all, newEndpoint(f, i))
		}
	}
	slices.SortFunc(all, func(a, b *endpoint) int {
		return cmp.Or(cmp.Compare(a.content, b.content), slices.Compare(a.facts, b.facts))
	})
	groups := map[string][]*endpoint{}
	for _, e := range dropShadowed(all) {
		call := e.call()
		groups[call] = append(groups[call], e)
	}
	var out []*endpoint
	for _, call := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, mergeGroup(groups[call])...)
	}
	identify(out)
	return out
}

// withChannel returns the fact with the name of its channel, several times if it
// consumes a stream that was declared with several subjects.
func withChannel(f EndpointFact, streams map[string][]Name) []EndpointFact {
	switch {
	case f.Channel.Text != "":
	case f.Direction == Publish && f.Exchange.Text != "":
		f.Channel = f.Exchange.join(f.RoutingKey)
	case f.Direction == Publish && f.RoutingKey.Text != "":
		f.Channel = f.RoutingKey
	case f.Direction == Consume && f.Stream.Text != "":
		return fromStream(f, streams[f.Stream.Text])
	default:
		f.Channel = f.Channel.orUnnamed()
	}
	return []EndpointFact{f}
}

// fromStream gives a consumer without a filter the subjects of its stream, or the
// stream itself if nothing declares it.
func fromStream(f EndpointFact, subjects []Name) []EndpointFact {
	if len(subjects) == 0 {
		f.Channel, f.Kind = f.Stream, Stream
		return []EndpointFact{f}
	}
	return list(subjects, func(s Name) EndpointFact {
		f := f
		f.Channel = s
		if f.Kind == Stream {
			f.Kind = Subject
		}
		return f
	})
}

// join is the name of the channel that publishing to an exchange with a key has.
func (n Name) join(key Name) Name {
	if key.Text == "" {
		return n
	}
	joined := Name{Text: n.Text + "/" + key.Text}
	if n.resolution() == Exact && key.resolution() == Exact {
		joined.Resolution = Exact
	}
	return joined
}

func newEndpoint(f EndpointFact, index int) *endpoint {
	f.Reactions, f.Stores, f.Calls = nil, nil, nil
	f.Failing, f.Beside, f.Relays, f.Rebuilds = false, nil, nil, nil
	f.Channel.Resolution = f.Channel.resolution()
	if f.Function == "" && len(f.Trace) > 0 {
		f.Function = f.Trace[0].Function
	}
	e := &endpoint{EndpointFact: f, facts: []int{index}, content: content(f)}
	e.Settings = maps.Clone(f.Settings)
	if f.Event.Type != "" {
		e.events = []string{f.Event.Type}
	}
	if f.Stream.Text != "" {
		e.set("stream", f.Stream.Text)
	}
	if f.Regexp {
		e.set("regexp", "true")
	}
	return e
}

func (e *endpoint) set(key, value string) {
	if e.Settings == nil {
		e.Settings = map[string]string{}
	}
	if e.Settings[key] == "" {
		e.Settings[key] = value
	}
}

// subject is what the endpoint talks to.
func (e *endpoint) subject() string {
	return strings.Join([]string{
		string(e.Direction), e.Broker, e.Channel.Text, e.Exchange.Text, e.RoutingKey.Text,
	}, "\x00")
}

// call is what the endpoint talks to and from which business call.
func (e *endpoint) call() string {
	at := e.site()
	return e.subject() + "\x00" + at.File + "\x00" + at.Function + "\x00" + strconv.Itoa(at.Line)
}

// site is the business call.
func (e *endpoint) site() Frame {
	if len(e.Trace) == 0 {
		return Frame{Function: e.Function}
	}
	return e.Trace[0]
}

// dropShadowed leaves out what no service reaches where a service reaches the
// same client call with the same channel another way: the look from outside at
// code that was also seen from a main.
func dropShadowed(all []*endpoint) []*endpoint {
	type clientCall struct {
		subject string
		frame   Frame
	}
	reached := map[clientCall]bool{}
	for _, e := range all {
		if len(e.Services) > 0 {
			for _, frame := range e.clientFrames() {
				reached[clientCall{e.subject(), frame}] = true
			}
		}
	}
	return slices.DeleteFunc(all, func(e *endpoint) bool {
		return len(e.Services) == 0 && slices.ContainsFunc(e.clientFrames(), func(frame Frame) bool {
			return reached[clientCall{e.subject(), frame}]
		})
	})
}

// clientFrames are the frames that may be calls of the client: the last one, and
// all of a consumer's, whose receiving calls follow the subscribing one.
func (e *endpoint) clientFrames() []Frame {
	if e.Direction == Publish && len(e.Trace) > 0 {
		return e.Trace[len(e.Trace)-1:]
	}
	return e.Trace
}

// mergeGroup merges endpoints with the same call. Consumers that differ in
// handler or group stay apart; one that does not know its own joins the first
// that may be the same.
func mergeGroup(group []*endpoint) []*endpoint {
	slices.SortStableFunc(group, func(a, b *endpoint) int { return cmp.Compare(b.richness(), a.richness()) })
	var merged []*endpoint
	for _, e := range group {
		i := slices.IndexFunc(merged, e.agrees)
		if i < 0 {
			merged = append(merged, e)
			continue
		}
		merged[i].absorb(e)
	}
	return merged
}

// richness counts what is known of an endpoint.
func (e *endpoint) richness() int {
	known := len(e.Settings) + len(e.Trace)
	for _, s := range []string{e.Handler, e.Group.Text, e.Event.Type, e.Event.Encoding, e.Key, string(e.Mode), e.Client} {
		if s != "" {
			known += 100
		}
	}
	return known
}

func (e *endpoint) agrees(other *endpoint) bool {
	if e.Direction == Publish {
		return true
	}
	may := func(a, b string) bool { return a == "" || b == "" || a == b }
	return may(e.Handler, other.Handler) && may(e.Group.Text, other.Group.Text)
}

// absorb adds what another fact about the same endpoint knows.
func (e *endpoint) absorb(other *endpoint) {
	e.Services = sortedUnique(slices.Concat(e.Services, other.Services), cmp.Compare[string])
	e.events = append(e.events, other.events...)
	e.facts = append(e.facts, other.facts...)
	e.Client = cmp.Or(e.Client, other.Client)
	e.Kind = cmp.Or(e.Kind, other.Kind)
	e.Stream = cmp.Or(e.Stream, other.Stream)
	e.Regexp = e.Regexp || other.Regexp
	e.Function = cmp.Or(e.Function, other.Function)
	e.Handler = cmp.Or(e.Handler, other.Handler)
	e.Group = cmp.Or(e.Group, other.Group)
	e.Key = cmp.Or(e.Key, other.Key)
	e.Mode = cmp.Or(e.Mode, other.Mode)
	e.Event.Type = cmp.Or(e.Event.Type, other.Event.Type)
	e.Event.Encoding = cmp.Or(e.Event.Encoding, other.Event.Encoding)
	if len(e.Provenance) == 0 {
		e.Provenance = other.Provenance
	}
	e.Alternatives = append(e.Alternatives, other.Alternatives...)
	for key, value := range other.Settings {
		e.set(key, value)
	}
}

func compareAlternatives(a, b Alternative) int {
	return cmp.Or(
		cmp.Compare(a.Key, b.Key), cmp.Compare(a.Environment, b.Environment), cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Kind, b.Kind),
	)
}
