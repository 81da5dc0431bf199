package render

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render/internal/mermaid"
)

// kind is how channels of one kind are drawn.
type kind struct {
	name   string
	broker string // the broker that has this kind: its names need no qualification
	plural string
	shape  shape
}

// kinds are in the order in which titles name them.
var kinds = []kind{
	{string(graph.Topic), graph.Kafka, "topics", shapeTopic},
	{string(graph.Exchange), graph.RabbitMQ, "exchanges", shapeExchange},
	{string(graph.Queue), graph.RabbitMQ, "queues", shapeQueue},
	{string(graph.Subject), graph.NATS, "subjects", shapeSubject},
	{string(graph.Stream), graph.NATS, "streams", shapeStream},
	{string(graph.Bucket), graph.NATS, "buckets", shapeBucket},
}

// otherKind is for kinds that are not in the table.
var otherKind = kind{"channel", "", "channels", shapeChannel}

func kindOf(c *channel) kind {
	for _, k := range kinds {
		if k.name == string(c.Kind) {
			return k
		}
	}
	return otherKind
}

// brokerNames has the brokers' own spelling.
var brokerNames = map[string]string{
	graph.Kafka:    "Kafka",
	graph.RabbitMQ: "RabbitMQ",
	graph.NATS:     "NATS",
}

// mermaidShapes are the shapes in Mermaid's terms.
var mermaidShapes = map[shape]mermaid.Shape{
	shapeService:  mermaid.Rectangle,
	shapeTopic:    mermaid.Stadium,
	shapeExchange: mermaid.Hexagon,
	shapeQueue:    mermaid.Subroutine,
	shapeSubject:  mermaid.Parallelogram,
	shapeStream:   mermaid.Cylinder,
	shapeBucket:   mermaid.Trapezoid,
	shapeChannel:  mermaid.Rounded,
	shapeStore:    mermaid.Cylinder,
	shapeExternal: mermaid.Rounded,
	shapeTrigger:  mermaid.Flag,
	shapeHandler:  mermaid.Rectangle,
}

// style is a class of nodes or subgraphs.
type style struct{ class, css string }

// styles has the classes of nodes and subgraphs. Nodes set fill, border and text
// so that they hold on light and dark pages; subgraphs are a veil over either.
var styles = []style{
	{"publisher", "fill:#e3f2fd,stroke:#1565c0,color:#0d2c54"},
	{"process", "fill:#c8e6c9,stroke:#2e7d32,color:#123d16"},
	{"consumer", "fill:#fff3e0,stroke:#ef6c00,color:#5a2a00"},
	{"channel", "fill:#f3e5f5,stroke:#7b1fa2,color:#3c0f52"},
	{"trigger", "fill:#e3f2fd,stroke:#1565c0,color:#0d2c54"},
	{"handler", "fill:#f5f5f5,stroke:#546e7a,color:#263238"},
	{"store", "fill:#ffcdd2,stroke:#c62828,color:#5b1010"},
	{"external", "fill:#eceff1,stroke:#455a64,color:#1c2a30"},
	{"plain", "fill:#eceff1,stroke:#607d8b,color:#263238"},
	{"uncertain", "stroke-dasharray:5 4"},
	{"durable", "stroke-width:3px"},
	{"zone", "fill:#8080800f,stroke:#80808066"},
}

// palette has the colours of event types, which are also those of their edges. An
// edge has a light or a dark page behind it, so its colour stands out from both.
var palette = []struct{ fill, stroke, text string }{
	{"#f3e5f5", "#8e44ad", "#3c0f52"},
	{"#e0f2f1", "#00897b", "#00332e"},
	{"#fce4ec", "#d81b60", "#560a26"},
	{"#fff8e1", "#b28704", "#4a3800"},
	{"#e8eaf6", "#5c6bc0", "#1a237e"},
	{"#efebe9", "#8d6e63", "#3e2723"},
	{"#e0f7fa", "#0097a7", "#00363c"},
	{"#f9fbe7", "#827717", "#363200"},
	{"#fbe9e7", "#e64a19", "#571a06"},
	{"#e8f5e9", "#388e3c", "#123d16"},
}

// eventClass is the class of channels whose event has a colour of the palette.
func eventClass(color int) string { return fmt.Sprintf("event%d", color+1) }

// assignColors gives the event types a colour each when there are several; the
// palette goes to those that meet the eye most.
func assignColors(links []*link) map[string]int {
	seen := map[string]int{}
	for _, l := range links {
		if len(l.events) == 1 {
			seen[l.events[0]]++
		}
	}
	if len(seen) < 2 {
		return nil
	}
	events := slices.SortedFunc(maps.Keys(seen), func(a, b string) int {
		return cmp.Or(cmp.Compare(seen[b], seen[a]), cmp.Compare(a, b))
	})
	events = events[:min(len(events), len(palette))]
	slices.Sort(events)
	colors := map[string]int{}
	for i, event := range events {
		colors[event] = i
	}
	return colors
}

// roles has where and how services of each role are drawn.
var roles = [...]struct{ class, zone, title string }{
	publisher: {"publisher", "publishers", "Event Publishers"},
	processor: {"process", "processing", "Event Processing"},
	consumer:  {"consumer", "consumers", "Event Consumers"},
}
