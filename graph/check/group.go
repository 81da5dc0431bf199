package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// shares are the consumers that share messages: those of one group, or of one queue.
type shares struct {
	group   string // "" for a queue
	members []graph.Endpoint
}

// competingServices finds services that take messages away from each other: they
// consume one channel in one group, or one queue, with handlers of their own.
func competingServices(s *system, report func(finding)) {
	for _, c := range s.doc.Channels {
		if c.Resolution != graph.Exact {
			continue
		}
		for _, sh := range sharing(c, s.consumers[c.ID]) {
			who := services(sh.members)
			if len(who) < 2 || !foreign(sh.members) {
				continue
			}
			where := call(c)
			if sh.group != "" {
				where += " in group " + sh.group
			}
			report(finding{
				fmt.Sprintf("%s consume %s with different handlers: each message reaches only one of them", and(who), where),
				sh.members, related(sh.members),
			})
		}
	}
}

// sharing divides the consumers of a channel by what they share messages through.
func sharing(c graph.Channel, consumers []graph.Endpoint) []shares {
	byGroup := map[string][]graph.Endpoint{}
	for _, e := range consumers {
		if e.Group != "" && !strings.ContainsAny(e.Group, "{}") || c.Kind == graph.Queue {
			byGroup[e.Group] = append(byGroup[e.Group], e)
		}
	}
	var out []shares
	for _, group := range slices.Sorted(maps.Keys(byGroup)) {
		out = append(out, shares{group, byGroup[group]})
	}
	return out
}

// foreign says that endpoints of different services have different handlers, all of
// which are known. Services that run the same handler are one kind of worker.
func foreign(members []graph.Endpoint) bool {
	handlers := map[string]string{}
	for _, e := range members {
		if e.Handler == "" {
			return false
		}
		for _, s := range e.Services {
			handlers[s] += e.Handler + "\n"
		}
	}
	var different bool
	for _, a := range handlers {
		for _, b := range handlers {
			different = different || a != b
		}
	}
	return different
}

// sharedGroups finds a Kafka consumer group, or a durable consumer of a JetStream
// stream, whose members in several services consume different channels. A Kafka group is
// rebalanced whenever one of them starts or stops; a durable has one filter, that of
// who came last.
func sharedGroups(s *system, report func(finding)) {
	members := map[string][]graph.Endpoint{} // by group, of a durable with its stream
	for _, e := range s.endpoints {
		stream := e.Settings["stream"]
		if e.Direction != graph.Consume || e.Group == "" || strings.ContainsAny(e.Group+stream, "{}") {
			continue
		}
		switch {
		case e.Broker == graph.Kafka:
			members[e.Group] = append(members[e.Group], e)
		case e.Broker == graph.NATS && stream != "":
			members[stream+"/"+e.Group] = append(members[stream+"/"+e.Group], e)
		}
	}
	for _, group := range slices.Sorted(maps.Keys(members)) {
		list := members[group]
		slices.SortFunc(list, byPlace)
		topics := map[string]string{} // by service
		for _, e := range list {
			for _, svc := range e.Services {
				topics[svc] += e.Channel + "\n"
			}
		}
		if kinds := slices.Sorted(maps.Values(topics)); len(slices.Compact(kinds)) < 2 || !foreign(list) {
			continue
		}
		report(finding{
			fmt.Sprintf("%s consume different %ss in one group, %s", and(services(list)), s.channels[list[0].Channel].Kind, group),
			list, related(list),
		})
	}
}
