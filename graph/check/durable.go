package check

import (
	"fmt"
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// AMQP's delivery modes.
const (
	transient  = "1"
	persistent = "2"
)

// lostOnRestart finds messages and queues of which one survives a restart of the broker,
// and the other does not.
func lostOnRestart(s *system, report func(finding)) {
	for _, c := range s.doc.Channels {
		for _, kind := range []struct{ mode, durable, text string }{
			{transient, "true", "%s to %s without persistent delivery: a restart of the broker loses what waits in %s, for all that it is durable"},
			{persistent, "false", "%s to %s with persistent delivery, but a restart of the broker loses %s, which is not durable"},
		} {
			var lost []graph.Endpoint
			var queues []graph.Channel
			for _, e := range ends(c, s.producers[c.ID]) {
				if e.Broker != graph.RabbitMQ || e.Settings["delivery_mode"] != kind.mode {
					continue
				}
				if into := s.lasting(e, kind.durable); len(into) > 0 {
					lost, queues = append(lost, e), append(queues, into...)
				}
			}
			if len(lost) == 0 {
				continue
			}
			var names []string
			var at []graph.Related
			for _, q := range queues {
				if !slices.Contains(names, call(q)) {
					names, at = append(names, call(q)), append(at, declared(q)...)
				}
			}
			report(finding{fmt.Sprintf(kind.text, publish(services(lost)), call(c), and(names)), lost, at})
		}
	}
}

// lasting are the queues that an endpoint's messages get into, and that are declared as
// durable or not, and to outlive their consumers.
func (s *system) lasting(e graph.Endpoint, durable string) []graph.Channel {
	var out []graph.Channel
	for _, id := range s.next[e.ID] {
		q := s.channels[s.endpoints[id].Channel]
		if q.Kind == graph.Queue && q.Settings["durable"] == durable && !goesAway(q) {
			out = append(out, q)
		}
	}
	return out
}

func goesAway(q graph.Channel) bool {
	return q.Resolution != graph.Exact || q.Settings["exclusive"] == "true" || q.Settings["auto_delete"] == "true"
}
