package graph

// Facts are what extraction found in one or several programs, before publishers
// and consumers were matched. Assemble turns them into a Document.
type Facts struct {
	Modules      []Module
	Services     []Service
	Endpoints    []EndpointFact
	Declarations []Declaration
	Bindings     []BindingFact
	Stores       []StoreFact
	Integrations []IntegrationFact
	// Events are the types that endpoints carry. Their versions are those that the
	// code gives; one that a name has goes before it.
	Events []EventType
}

// Name is a channel's, group's or key's name with how certain it is. Text has
// {hole} for what run time fills and ${KEY} for configuration references.
type Name struct {
	Text       string
	Resolution Resolution
}

// EndpointFact is an endpoint whose channel is still a name. Two facts that agree
// in direction, broker, channel and business call (the first frame of the trace)
// are one endpoint of several services.
type EndpointFact struct {
	Direction Direction
	Broker    string
	Client    string // import path of the client library
	Kind      Kind
	// Channel is the full name as Document defines it: for RabbitMQ publishing
	// the exchange, a slash and the key; the queue's name for the default
	// exchange; the exchange alone for a fanout without key.
	Channel    Name
	Exchange   Name // RabbitMQ publish only
	RoutingKey Name // RabbitMQ publish only
	// Stream is the JetStream stream that a consumer reads, "" if none is
	// named. With no Filter, such a consumer gets all subjects of the stream.
	Stream Name
	// Regexp says that the channel of a consumer is a regular expression over
	// channel names (Kafka).
	Regexp   bool
	Services []string
	// Function is the business function, Handler the one that processes a
	// message, both as go/types prints them.
	Function string
	Handler  string
	Event    Event
	Key      string
	Group    Name
	Mode     Mode
	Settings map[string]string
	// Trace goes from the business call to the client library's call; for a
	// consumer the calls that receive follow the one that subscribes.
	Trace      []Frame
	Provenance []Step
	// Alternatives are the other values of the configuration in Provenance.
	Alternatives []Alternative
	// Reactions, Stores and Calls are indexes into Facts.Endpoints, Stores and
	// Integrations of what this consumer's handler does.
	Reactions []int
	Stores    []int
	Calls     []int
	// Failing says that a message is published only where something failed. Beside
	// are indexes into Facts.Stores of what the function around a publisher writes,
	// Relays of objects that it reads and writes too, Rebuilds of the stored events
	// from which it makes its state.
	Failing  bool
	Beside   []int
	Relays   []int
	Rebuilds []int
}

// Declaration is a topic, queue, exchange, stream or bucket that the code
// declares.
type Declaration struct {
	Broker   string
	Kind     Kind
	Name     Name
	Type     string // an exchange's type: direct, topic, fanout, headers
	Subjects []Name // a stream's subjects
	Settings map[string]string
	// DeadLetter is the channel that rejected messages go to: an exchange and
	// key for RabbitMQ ("X/K", or the queue K of the default exchange).
	DeadLetter Name
	Services   []string
	Position   Position
}

// BindingFact routes messages from an exchange to a queue or exchange.
type BindingFact struct {
	Broker     string
	Source     Name
	Key        Name
	Target     Name
	TargetKind Kind // Queue or Exchange
	Services   []string
	Position   Position
}

// StoreFact is one place where a store is read or written.
type StoreFact struct {
	Kind   string
	Client string
	// Name is the database's or bucket's, "" if the code does not name it; Object
	// the table, collection or Go type, if that is known.
	Name        string
	Object      string
	Operation   Operation
	Transaction bool // within one that the code begins
	Services    []string
	Function    string
	Position    Position
}

// IntegrationFact is what sets a service off, or what it calls. Publish, Stores and
// Calls are indexes into Facts.Endpoints, Stores and Integrations of what the function
// does.
type IntegrationFact struct {
	Kind     string
	Name     string
	Services []string
	Function string
	Position Position
	Publish  []int
	Stores   []int
	Calls    []int
}
