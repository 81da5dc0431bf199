package compare

import (
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// pair is an endpoint of both documents.
type pair struct{ old, new use }

// matcher says which endpoints are the same: those with equal keys. Of several with
// one key, the first is that which comes first, unless the key must be alone.
type matcher struct {
	key   func(use) []string
	alone bool
}

// matchers are from the most certain to the least. Direction and service always agree.
var matchers = []matcher{
	{key: func(u use) []string { return []string{u.Channel, u.Function, u.Handler, u.Group, eventType(u)} }},
	{key: func(u use) []string { return []string{u.Channel, u.Function, u.Handler} }},
	{key: func(u use) []string { return []string{u.Channel, u.Function} }},
	{key: func(u use) []string { return []string{u.Channel, u.Group, eventType(u)} }},
	{key: func(u use) []string { return []string{u.Channel} }},
	{key: func(u use) []string { return []string{u.Broker, u.Function, u.Handler, eventType(u)} }, alone: true},
}

func eventType(u use) string {
	if u.Event == nil {
		return ""
	}
	return u.Event.Type
}

// compareUses finds out which endpoints are the same, and notes how they differ.
func (c *comparison) compareUses() {
	older, newer := c.old.uses, c.new.uses
	for _, m := range matchers {
		older, newer = c.match(m, older, newer)
	}
	for _, u := range older {
		c.note(u.change(Removed))
	}
	for _, u := range newer {
		c.note(u.change(Added))
	}
	for _, p := range c.pairs {
		c.noteFields(p.new.change(Changed), p.fields())
	}
}

// match pairs endpoints and returns those that are left.
func (c *comparison) match(m matcher, older, newer []use) (oldLeft, newLeft []use) {
	key := func(u use) string {
		return strings.Join(append(m.key(u), string(u.Direction), u.service), "\x00")
	}
	count := map[string]int{}
	for _, u := range older {
		count[key(u)]++
	}
	waiting := map[string][]int{} // indexes into newer
	for i, u := range newer {
		waiting[key(u)] = append(waiting[key(u)], i)
	}
	paired := make([]bool, len(newer))
	for _, u := range older {
		k := key(u)
		same := waiting[k]
		if len(same) == 0 || m.alone && (len(same) > 1 || count[k] > 1) {
			oldLeft = append(oldLeft, u)
			continue
		}
		c.pairs = append(c.pairs, pair{u, newer[same[0]]})
		paired[same[0]], waiting[k] = true, same[1:]
	}
	for i, u := range newer {
		if !paired[i] {
			newLeft = append(newLeft, u)
		}
	}
	return oldLeft, newLeft
}

func (u use) change(op Op) Change {
	ch := Change{
		Op: op, Kind: Consumer, Name: u.service + " " + u.Channel,
		Service: u.service, Channel: u.Channel, Event: eventType(u), Group: u.Group,
	}
	if u.Direction == graph.Publish {
		ch.Kind = Publisher
	}
	if len(u.Trace) > 0 {
		ch.File, ch.Line = u.Trace[0].File, u.Trace[0].Line
	}
	return ch
}

// fields are the properties in which an endpoint differs that mean something to others.
func (p pair) fields() []Field {
	encoding := func(u use) string {
		if u.Event == nil {
			return ""
		}
		return u.Event.Encoding
	}
	out := differing(
		Field{"channel", p.old.Channel, p.new.Channel},
		Field{"event", eventType(p.old), eventType(p.new)},
		Field{"encoding", encoding(p.old), encoding(p.new)},
		Field{"group", p.old.Group, p.new.Group},
		Field{"key", p.old.Key, p.new.Key},
		Field{"mode", string(p.old.Mode), string(p.new.Mode)},
	)
	return append(out, settings(p.old.Settings, p.new.Settings)...)
}
