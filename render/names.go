package render

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// maxLabelLines bounds the label of an edge.
const maxLabelLines = 3

// qualifier is what stands before a type's own name: an import path and a dot.
var qualifier = regexp.MustCompile(`[^\s\[\](){}*,]*[./]`)

// eventName shortens a Go type to what people call it: for
// example.com/shop/events.Envelope[example.com/shop/events.OrderCreated] that is
// Envelope[OrderCreated].
func eventName(typ string) string {
	return qualifier.ReplaceAllString(typ, "")
}

func eventNames(types []string) []string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = eventName(t)
	}
	return distinct(names)
}

// channelLabel is a channel's name; the exchange and the routing key of a RabbitMQ
// route have a line each.
func channelLabel(c *channel) []string {
	switch {
	case c.exchange != "" && c.key != "" && c.Name == c.exchange+"/"+c.key:
		return []string{c.exchange, c.key}
	case c.Name == "":
		return []string{"unknown " + kindOf(c).name}
	}
	return []string{c.Name}
}

// byBroker splits channels, which are sorted by broker.
func byBroker(channels []*channel) [][]*channel {
	var groups [][]*channel
	for _, c := range channels {
		if n := len(groups); n == 0 || groups[n-1][0].Broker != c.Broker {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], c)
	}
	return groups
}

// brokerTitle names the broker of the channels and what kinds they are.
func brokerTitle(channels []*channel) string {
	var plurals []string
	for _, k := range append(slices.Clone(kinds), otherKind) {
		if slices.ContainsFunc(channels, func(c *channel) bool { return kindOf(c) == k }) {
			plurals = append(plurals, k.plural)
		}
	}
	return brokerName(channels[0].Broker) + " " + strings.Join(plurals, " · ")
}

func brokerName(broker string) string {
	if name, ok := brokerNames[broker]; ok {
		return name
	}
	return strings.TrimPrefix(broker, "other:")
}

// title says whose event flow it is.
func title(doc *graph.Document) string {
	if len(doc.Modules) == 1 {
		return "Event flow of " + doc.Modules[0].Path
	}
	return "Event flow of " + count(len(doc.Modules), "module", "modules")
}

// description says in numbers what the diagram shows.
func description(v *overview) string {
	if len(v.links) == 0 {
		return "No service publishes or consumes events"
	}
	var channels []string
	for _, group := range byBroker(v.channels) {
		for _, k := range append(slices.Clone(kinds), otherKind) {
			n := 0
			for _, c := range group {
				if kindOf(c) == k {
					n++
				}
			}
			if n > 0 {
				broker := brokerName(group[0].Broker) + " "
				channels = append(channels, count(n, broker+k.name, broker+k.plural))
			}
		}
	}
	return fmt.Sprintf("%s and %s with %s between them", count(len(v.services), "service", "services"),
		enumerate(channels), count(len(v.links), "link", "links"))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// enumerate joins words as in a sentence.
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
