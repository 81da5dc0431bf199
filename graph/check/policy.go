package check

import (
	"fmt"
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// missingDeadLetters finds consumed channels without a dead-letter channel, in a
// system that has them elsewhere at the same broker.
func missingDeadLetters(s *system, report func(finding)) {
	custom := map[string]int{} // by broker: channels that have one
	for _, c := range s.doc.Channels {
		if s.deadLetter(c) && len(s.consumers[c.ID]) > 0 {
			custom[c.Broker]++
		}
	}
	for _, c := range s.doc.Channels {
		consumers := ends(c, s.consumers[c.ID])
		if len(consumers) == 0 || custom[c.Broker] == 0 || s.deadLetter(c) || s.parked[c.ID] {
			continue
		}
		if c.Broker == graph.NATS && c.Settings["stream"] == "" { // nothing is kept to be redelivered
			continue
		}
		report(finding{
			fmt.Sprintf("%s has no dead-letter channel, as others of this system have: what %s cannot handle is lost or comes again for ever", call(c), and(services(consumers))),
			consumers, related(consumers),
		})
	}
}

// deadLetter says that a channel has a dead-letter channel.
func (s *system) deadLetter(c graph.Channel) bool {
	return c.DeadLetter != "" || slices.ContainsFunc(s.doc.Patterns, func(p graph.FlowPattern) bool {
		return (p.Kind == "dead-letter" || p.Kind == "retry") && slices.Contains(p.Members, c.ID)
	})
}

// foreignProducers finds services that publish to a channel which another one owns.
func foreignProducers(s *system, report func(finding)) {
	for _, owner := range s.opt.Owners {
		for _, c := range s.doc.Channels {
			if !graph.MatchesChannel(owner.Channel, c) {
				continue
			}
			for _, e := range s.producers[c.ID] {
				others := slices.DeleteFunc(slices.Clone(e.Services), func(name string) bool { return name == owner.Service })
				if len(others) > 0 {
					report(finding{
						fmt.Sprintf("%s to %s, which belongs to %s", publish(others), call(c), owner.Service),
						[]graph.Endpoint{e}, nil,
					})
				}
			}
		}
	}
}

// unkeyed finds producers that publish without a key to a topic whose order counts.
func unkeyed(s *system, report func(finding)) {
	for _, c := range s.doc.Channels {
		ordered := slices.ContainsFunc(s.opt.Ordered, func(name string) bool { return graph.MatchesChannel(name, c) })
		if !ordered || c.Broker != graph.Kafka {
			continue
		}
		for _, e := range s.producers[c.ID] {
			if e.Key == "" {
				report(finding{
					fmt.Sprintf("%s to %s without a key, so messages get into any partition and lose their order", publish(e.Services), call(c)),
					[]graph.Endpoint{e}, nil,
				})
			}
		}
	}
}
