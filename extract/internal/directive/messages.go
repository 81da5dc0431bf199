package directive

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/nearest"

	"github.com/flowvet/flowvet/graph"
)

var brokers = []string{graph.Kafka, graph.RabbitMQ, graph.NATS}

const msgNoRule = "flowvet:ignore needs a rule and a reason: //flowvet:ignore RULE why it does not matter here"

func noReason(rule string) string {
	return fmt.Sprintf("flowvet:ignore %s needs a reason: say why it does not matter here", rule)
}

func unknownKind(word string) string {
	var kinds []string
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		kinds = append(kinds, string(k))
	}
	return fmt.Sprintf("flowvet:%s is no directive%s", word, Nearest(word, kinds))
}

func notAPair(word string) string { return fmt.Sprintf("%q is not key=value", word) }

func unknownKey(kind Kind, key string, known []string) string {
	return fmt.Sprintf("flowvet:%s has no key %q%s", kind, key, Nearest(key, known))
}

func twiceKey(key string) string { return fmt.Sprintf("key %q stands twice", key) }

func badValue(key string) string {
	return fmt.Sprintf("key %q needs a value, in double quotes if it has spaces", key)
}

func unknownBroker(value string) string {
	return fmt.Sprintf("unknown broker %q%s, or other:NAME", value, Nearest(value, brokers))
}

func noValues(kind Kind, known []string) string {
	return fmt.Sprintf("flowvet:%s says nothing: give %s", kind, strings.Join(known, ", "))
}

// Nearest proposes the one of several words that another one was meant to be, else
// all of them.
func Nearest(word string, of []string) string {
	if best := nearest.Word(word, of); best != "" {
		return fmt.Sprintf(": do you mean %q?", best)
	}
	return ", want one of " + strings.Join(of, ", ")
}
