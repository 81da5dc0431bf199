package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// unroutable finds what is published to an exchange with a key that none of the
// exchange's bindings takes. RabbitMQ drops such a message without a word.
func unroutable(s *system, report func(finding)) {
	for _, c := range s.doc.Channels {
		var refused []graph.Endpoint
		for _, e := range ends(c, s.producers[c.ID]) {
			if s.refused[e.ID] {
				refused = append(refused, e)
			}
		}
		if len(refused) == 0 {
			continue
		}
		e := refused[0]
		report(finding{
			fmt.Sprintf("%s to exchange %s with the key %q, which no binding takes: the broker drops it", publish(services(refused)), e.Exchange, e.RoutingKey),
			refused, s.bindingsOf(e.Exchange),
		})
	}
}

// bindingsOf lists where an exchange is bound, and with which keys.
func (s *system) bindingsOf(exchange string) []graph.Related {
	var out []graph.Related
	for _, b := range s.doc.Bindings {
		if s.channels[b.Source].Name != exchange {
			continue
		}
		for _, at := range b.Declared {
			out = append(out, graph.Related{
				Message: fmt.Sprintf("bound to %s with the key %q", s.channels[b.Target].Name, b.Key), File: at.File, Line: at.Line,
			})
		}
	}
	return out
}

// unfedQueues finds queues that are consumed, bound to nothing and not published to
// by name.
func unfedQueues(s *system, report func(finding)) {
	for _, c := range s.doc.Channels {
		lost := s.lostConsumers(c)
		if len(lost) == 0 || !s.unbound(c) || s.twin(c) != nil {
			continue
		}
		report(finding{
			fmt.Sprintf("%s %s, which no exchange is bound to and nobody publishes to by its name", consume(services(lost)), call(c)),
			lost, related(lost),
		})
	}
}

// unbound says that no binding leads to a queue of RabbitMQ.
func (s *system) unbound(c graph.Channel) bool {
	return c.Broker == graph.RabbitMQ && c.Kind == graph.Queue &&
		!slices.ContainsFunc(s.doc.Bindings, func(b graph.Binding) bool { return b.Target == c.ID })
}

// outsideStreams finds consumers of a JetStream stream whose subject the stream does
// not keep: the server refuses such a filter, or never has a message for it.
func outsideStreams(s *system, report func(finding)) {
	for _, e := range s.doc.Endpoints {
		c := s.channels[e.Channel]
		name := e.Settings["stream"]
		if e.Direction != graph.Consume || name == "" || len(e.Services) == 0 || c.Resolution != graph.Exact {
			continue
		}
		stream, ok := s.stream(name)
		if !ok || c.ID == stream.ID {
			continue
		}
		subjects := strings.Split(stream.Settings["subjects"], ",")
		if slices.ContainsFunc(subjects, func(subject string) bool { return graph.SubjectsOverlap(subject, c.Name) }) {
			continue
		}
		report(finding{
			fmt.Sprintf("%s %s from stream %s, which keeps %s", consume(e.Services), call(c), name, and(subjects)),
			[]graph.Endpoint{e}, declared(stream),
		})
	}
}

// stream is a stream whose subjects are all known.
func (s *system) stream(name string) (graph.Channel, bool) {
	for _, c := range s.doc.Channels {
		subjects := c.Settings["subjects"]
		if c.Broker == graph.NATS && c.Name == name && subjects != "" && !strings.ContainsAny(subjects, "{}") {
			return c, true
		}
	}
	return graph.Channel{}, false
}

// declared lists where a channel is declared.
func declared(c graph.Channel) []graph.Related {
	var out []graph.Related
	for _, at := range c.Declared {
		out = append(out, graph.Related{Message: call(c) + " is declared", File: at.File, Line: at.Line})
	}
	return out
}
