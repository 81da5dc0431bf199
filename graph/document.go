package graph

// Schema is the value of Document.Schema. It changes only when a change to the
// document would break a reader.
const Schema = "flowvet/graph/v1"

// Document is the event flow of one system, as `flowvet graph` writes it. Every
// list is sorted, every path is slash-separated and relative to the analyzed
// root, so equal code gives equal bytes.
type Document struct {
	Schema       string        `json:"schema"`
	Modules      []Module      `json:"modules"`
	Services     []Service     `json:"services"`
	Channels     []Channel     `json:"channels"`
	Endpoints    []Endpoint    `json:"endpoints"`
	Bindings     []Binding     `json:"bindings,omitempty"`
	Flows        []Flow        `json:"flows"`
	Reactions    []Reaction    `json:"reactions,omitempty"`
	Stores       []Store       `json:"stores,omitempty"`
	Integrations []Integration `json:"integrations,omitempty"`
	Events       []EventType   `json:"events,omitempty"`
	Patterns     []FlowPattern `json:"patterns,omitempty"`
	Diagnostics  []Diagnostic  `json:"diagnostics,omitempty"`
}

// Module is one analyzed Go module.
type Module struct {
	Path string `json:"path"`
	Dir  string `json:"dir"`
}

// Service is one deployable: a main package, or one command of it.
type Service struct {
	ID      string `json:"id"`
	Package string `json:"package"`
	Dir     string `json:"dir"`
}

// Broker names. A transport without a name of its own is "other:<name>".
const (
	Kafka    = "kafka"
	RabbitMQ = "rabbitmq"
	NATS     = "nats"
)

// Kind says what a channel is in its broker's terms.
type Kind string

// The kinds of channels.
const (
	Topic    Kind = "topic"
	Queue    Kind = "queue"
	Exchange Kind = "exchange"
	Subject  Kind = "subject"
	Stream   Kind = "stream"
	Bucket   Kind = "bucket"
)

// Resolution says how much of a name the checked-in code decides.
type Resolution string

// The resolutions, from the most to the least certain.
const (
	// Exact names are what the broker would see.
	Exact Resolution = "exact"
	// Pattern names have holes that only run time fills: orders.{tenant}.
	Pattern Resolution = "pattern"
	// Symbolic names are a reference that nothing checked in decides:
	// ${ORDERS_TOPIC}, {topic}.
	Symbolic Resolution = "symbolic"
	// Unknown names could not be followed at all.
	Unknown Resolution = "unknown"
)

// Channel is a named place in a broker that messages go through. Its ID is
// broker:name; a name that is nothing but holes is followed by @ and the file that
// it stands in, and a queue that has the name of an exchange by #queue.
type Channel struct {
	ID         string            `json:"id"`
	Broker     string            `json:"broker"`
	Kind       Kind              `json:"kind"`
	Name       string            `json:"name"`
	Resolution Resolution        `json:"resolution"`
	Events     []string          `json:"events,omitempty"`
	Settings   map[string]string `json:"settings,omitempty"`
	DeadLetter string            `json:"dead_letter,omitempty"`
	Declared   []Position        `json:"declared,omitempty"`
}

// Position is a line of a file below the root.
type Position struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// Direction is publish or consume, seen from the service.
type Direction string

// The directions.
const (
	Publish Direction = "publish"
	Consume Direction = "consume"
)

// Mode says how an endpoint talks to the broker.
type Mode string

// The modes. An empty mode is not known.
const (
	Sync        Mode = "sync"
	Async       Mode = "async"
	Batch       Mode = "batch"
	Transaction Mode = "transaction"
	Request     Mode = "request"
	Reply       Mode = "reply"
)

// Endpoint is one place of the program that publishes to or consumes from one
// channel: one (direction, broker, channel, business call).
type Endpoint struct {
	ID         string            `json:"id"`
	Direction  Direction         `json:"direction"`
	Broker     string            `json:"broker"`
	Client     string            `json:"client"`
	Channel    string            `json:"channel"`
	Exchange   string            `json:"exchange,omitempty"`
	RoutingKey string            `json:"routing_key,omitempty"`
	Services   []string          `json:"services"`
	Function   string            `json:"function"`
	Handler    string            `json:"handler,omitempty"`
	Event      *Event            `json:"event,omitempty"`
	Key        string            `json:"key,omitempty"`
	Group      string            `json:"group,omitempty"`
	Mode       Mode              `json:"mode,omitempty"`
	Settings   map[string]string `json:"settings,omitempty"`
	Trace      []Frame           `json:"trace"`
	Provenance []Step            `json:"provenance,omitempty"`
	// Alternatives are the other values that configuration has for the name.
	Alternatives []Alternative `json:"alternatives,omitempty"`
}

// Event is what a message carries: the Go type that was encoded or decoded.
type Event struct {
	Type     string `json:"type,omitempty"`
	Encoding string `json:"encoding,omitempty"`
}

// Frame is one call on the way from the business call to the client library's.
type Frame struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Function string `json:"function"`
}

// Step is one step of how a name was found, in the order it was followed. Kind
// is one of
//   - in code: literal, constant, format (a format or +), field, type-name,
//     default, parameter, unknown;
//   - what code reads: env, flag, config (a key that nothing checked in has);
//   - the line that decides: config-file, env-file, env-example, compose,
//     dockerfile, kubernetes, helm, procfile, systemd, makefile, launch.
type Step struct {
	Kind string `json:"kind"`
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Text string `json:"text,omitempty"`
}

// Alternative is what another environment or deployment has for a key that gave an
// endpoint's channel its name. Kind is that of the Step which it would be;
// Environment is dev, local, sandbox, demo, qa, staging, prod or test, empty if it
// has no such name.
type Alternative struct {
	Environment string `json:"environment,omitempty"`
	Key         string `json:"key,omitempty"`
	Value       string `json:"value"`
	Kind        string `json:"kind"`
	File        string `json:"file"`
	Line        int    `json:"line"`
}

// Binding routes messages of a RabbitMQ exchange to a queue or another exchange.
// Source and Target are channel ids.
type Binding struct {
	Broker   string     `json:"broker"`
	Source   string     `json:"source"`
	Key      string     `json:"key"`
	Target   string     `json:"target"`
	Declared []Position `json:"declared,omitempty"`
}

// Flow says that what service From publishes on Channel reaches service To.
// Channel is the id of the publisher's channel; Publish and Consume are ids of
// endpoints.
type Flow struct {
	From    string   `json:"from"`
	Channel string   `json:"channel"`
	To      string   `json:"to"`
	Publish []string `json:"publish"`
	Consume []string `json:"consume"`
}

// Reaction lists what the handler of a consuming endpoint does: the endpoints that
// it publishes to, the stores that it reads and writes, and the integrations that it
// calls, all as ids.
type Reaction struct {
	Consume string   `json:"consume"`
	Publish []string `json:"publish,omitempty"`
	Stores  []string `json:"stores,omitempty"`
	Calls   []string `json:"calls,omitempty"`
}
