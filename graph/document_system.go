package graph

// This file has the part of the document that is not messaging itself: what sets it
// off, what it reads and writes, what it carries, and what follows from it.

// Store is a database, cache or object store that services read or write. Its ID is
// kind:name, or kind:service where the code does not name it.
type Store struct {
	ID     string   `json:"id"`
	Kind   string   `json:"kind"`   // postgres, mysql, sqlite, sql, mongodb, redis, s3, ...
	Client string   `json:"client"` // import path of the client library
	Access []Access `json:"access"`
}

// Operation says what an access does to a store.
type Operation string

// The operations.
const (
	Read  Operation = "read"
	Write Operation = "write"
)

// Access is one place where a service reads or writes a store.
type Access struct {
	Service   string    `json:"service"`
	Function  string    `json:"function"`
	Operation Operation `json:"operation"`
	File      string    `json:"file"`
	Line      int       `json:"line"`
}

// The kinds of integrations. Those of the first group set the service off, those of
// the second are what it calls.
const (
	HTTPServer = "http-server"
	GRPCServer = "grpc-server"
	Cron       = "cron"
	Command    = "command"

	HTTPClient = "http-client"
	GRPCClient = "grpc-client"
)

// Integration is where a service meets something other than a broker or a store: a
// route, method, schedule or command that sets it off, or an outgoing call. Its ID is
// kind:service:name, as in http-server:orders:POST /orders.
type Integration struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Service  string `json:"service"`
	Name     string `json:"name"` // POST /orders, pkg.Service/Method, 0 * * * *
	Function string `json:"function"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	// Publish, Stores and Calls are what the function does when it is set off, as
	// ids, in the way of Reaction.
	Publish []string `json:"publish,omitempty"`
	Stores  []string `json:"stores,omitempty"`
	Calls   []string `json:"calls,omitempty"`
}

// Incoming reports whether the integration sets the service off.
func (i *Integration) Incoming() bool {
	return i.Kind != HTTPClient && i.Kind != GRPCClient
}

// EventType is what is known of a Go type that messages carry.
type EventType struct {
	Type    string         `json:"type"` // as Event.Type
	Version string         `json:"version,omitempty"`
	Schema  *PayloadSchema `json:"schema,omitempty"`
}

// PayloadSchema is the JSON Schema (draft 7) of a payload as encoding/json writes it,
// or protojson for generated messages. Its Ref points into Defs of the outermost
// schema, for types that contain themselves.
type PayloadSchema struct {
	Ref         string                    `json:"$ref,omitempty"`
	Type        string                    `json:"type,omitempty"`
	Format      string                    `json:"format,omitempty"`
	Description string                    `json:"description,omitempty"`
	Enum        []string                  `json:"enum,omitempty"`
	Properties  map[string]*PayloadSchema `json:"properties,omitempty"`
	Required    []string                  `json:"required,omitempty"`
	Items       *PayloadSchema            `json:"items,omitempty"`
	Values      *PayloadSchema            `json:"additionalProperties,omitempty"` // of a map
	Number      int                       `json:"x-protobuf-number,omitempty"`
	Defs        map[string]*PayloadSchema `json:"definitions,omitempty"`
}

// FlowPattern is a pattern of event-driven systems that the document shows, such as
// outbox or saga, with the lines that are the evidence. Members are ids of endpoints,
// channels or stores.
type FlowPattern struct {
	Kind     string     `json:"kind"`
	Services []string   `json:"services"`
	Members  []string   `json:"members"`
	Evidence []Position `json:"evidence"`
}

// Severity says how bad a finding is.
type Severity string

// The severities, from the worst.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Severities are all of them, from the worst.
var Severities = []Severity{Error, Warning, Note}

// Diagnostic is a finding of a rule.
type Diagnostic struct {
	Rule     string    `json:"rule"`
	Severity Severity  `json:"severity"`
	Message  string    `json:"message"`
	File     string    `json:"file,omitempty"`
	Line     int       `json:"line,omitempty"`
	Column   int       `json:"column,omitempty"`
	Related  []Related `json:"related,omitempty"`
}

// Related is a place that a finding is also about.
type Related struct {
	Message string `json:"message"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column,omitempty"`
}
