package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// cycles finds events that lead back to themselves: a handler publishes what, by
// other handlers, makes it run again. Each circle is reported once, from its handler
// that comes first.
func cycles(s *system, report func(finding)) {
	w := &walk{system: s, published: map[string][]string{}, done: map[string]bool{}, seen: map[string]bool{}}
	for _, r := range s.doc.Reactions {
		w.published[r.Consume] = r.Publish
	}
	for _, r := range s.doc.Reactions {
		w.from(r.Consume, nil, report)
	}
}

// hop is a handler that runs and what it publishes.
type hop struct{ consume, publish string }

// walk follows reactions depth first.
type walk struct {
	*system
	published map[string][]string
	done      map[string]bool // handlers from which everything was followed
	seen      map[string]bool // circles, by the handlers in them
}

func (w *walk) from(consume string, way []hop, report func(finding)) {
	if i := slices.IndexFunc(way, func(h hop) bool { return h.consume == consume }); i >= 0 {
		w.circle(way[i:], report)
		return
	}
	if w.done[consume] {
		return
	}
	for _, publish := range w.published[consume] {
		for _, next := range w.next[publish] {
			if w.carries(publish, next) {
				w.from(next, append(slices.Clip(way), hop{consume, publish}), report)
			}
		}
	}
	w.done[consume] = true
}

// carries says that what is published is what the handler takes. A retry is meant to
// come back, and a reply ends where it was asked for.
func (w *walk) carries(publish, consume string) bool {
	p, c := w.endpoints[publish], w.endpoints[consume]
	if p.Mode == graph.Reply || p.Mode == graph.Request || w.parked[p.Channel] || w.retried(p.Channel) {
		return false
	}
	if p.Event == nil || c.Event == nil || p.Event.Type == "" || c.Event.Type == "" {
		return true
	}
	return typeName(p.Event.Type) == typeName(c.Event.Type)
}

func (s *system) retried(channel string) bool {
	return slices.ContainsFunc(s.doc.Patterns, func(p graph.FlowPattern) bool {
		return p.Kind == "retry" && slices.Contains(p.Members, channel)
	})
}

func (w *walk) circle(way []hop, report func(finding)) {
	if len(way) == 1 { // it comes back to its own handler: a retry
		return
	}
	ids := make([]string, len(way))
	for i, h := range way {
		ids[i] = h.consume
	}
	slices.Sort(ids)
	key := strings.Join(ids, " ")
	if w.seen[key] {
		return
	}
	w.seen[key] = true
	var names []string
	var at []graph.Endpoint
	for _, h := range way {
		names = append(names, w.channels[w.endpoints[h.publish].Channel].Name)
		at = append(at, w.endpoints[h.consume], w.endpoints[h.publish])
	}
	names = append(names, names[0])
	report(finding{
		fmt.Sprintf("events go round: %s; make sure that something ends it", strings.Join(names, " → ")),
		at, related(at),
	})
}
