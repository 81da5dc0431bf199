package model

import "slices"

// File is one library model as it stands in YAML: what the functions of one
// client library mean for event flow. FORMAT.md beside the built-in models
// explains the notation; library.schema.json is its JSON Schema.
type File struct {
	// Library is the name that people know the client by.
	Library string `yaml:"library"`
	// Broker is kafka, rabbitmq, nats or other:<name>; empty for libraries that
	// are no clients (serializers, routers, wrappers).
	Broker string `yaml:"broker,omitempty"`
	// Packages are the import paths that share this API: renamed repositories,
	// major versions.
	Packages []string `yaml:"packages"`
	// Evaluate are packages that need no model but their source: frameworks over
	// clients that do not import one themselves. They are read like the user's
	// own code, and so is what stands between them and it.
	Evaluate []string `yaml:"evaluate,omitempty"`
	// Tested lists modules at versions, path@version, whose types the model is
	// checked against.
	Tested []string `yaml:"tested,omitempty"`
	// Messages are the types that carry a received message, or lead to one:
	// what a field, an element or a range of a value of such a type yields of
	// another such type is the same message.
	Messages []Message `yaml:"messages,omitempty"`
	Calls    []Call    `yaml:"calls"`
	// Stores are the handles of a database, cache or object store.
	Stores []Store `yaml:"stores,omitempty"`

	source *source // where it was parsed from, nil if it was not
}

// Name is the name of the file as Parse was told, "" if it was not parsed.
func (f *File) Name() string {
	if f.source == nil {
		return ""
	}
	return f.source.name
}

// About are the import paths of all packages whose calls, messages and stores the file
// describes, sorted.
func (f *File) About() []string {
	paths := slices.Clone(f.Packages)
	for _, call := range f.Calls {
		paths = append(paths, call.Package)
	}
	for _, m := range f.Messages {
		paths = append(paths, m.Package)
	}
	for _, st := range f.Stores {
		paths = append(paths, st.Package)
	}
	slices.Sort(paths)
	return slices.DeleteFunc(slices.Compact(paths), func(path string) bool { return path == "" })
}

// ErrorAt makes an error at a place in the file: keys of mappings and indexes of
// sequences, such as "calls", 3.
func (f *File) ErrorAt(message string, place ...any) *Error {
	if f.source == nil {
		return &Error{File: f.Library, Message: message}
	}
	return f.source.errorAt(f.source.find(place), message)
}

// Message says where the parts of a received message are: a path of fields or,
// with parentheses, methods: TopicPartition.Topic, Data(). A source, which has
// no payload itself, can be listed for its other parts.
type Message struct {
	Type    string `yaml:"type"`
	Package string `yaml:"package,omitempty"` // as in Call
	Payload string `yaml:"payload,omitempty"`
	Key     string `yaml:"key,omitempty"`
	Headers string `yaml:"headers,omitempty"`
	// Channel is the part that names the channel that the message came on.
	Channel string `yaml:"channel,omitempty"`
	// Runtime are parts that only run time knows (reply subjects): they become
	// holes.
	Runtime []string `yaml:"runtime,omitempty"`
}

// Call says what calls of one function or method mean. At least one of its roles
// is set.
type Call struct {
	// Call is the symbol with the names of all its parameters, in order:
	// NewReader(config), (*Writer).WriteMessages(ctx, msgs...),
	// (Publisher).Publish(ctx, subject, payload, opts...). Generic types are
	// written without type parameters. With several signatures in the versions
	// of a library the same symbol stands in several entries. Entries with the
	// same parameters too all apply: a call that declares two things.
	Call string `yaml:"call"`
	// Package is the import path when it is not each of File.Packages.
	Package string `yaml:"package,omitempty"`

	// When restricts the entry: it applies unless this is empty or false. What
	// is not known applies. With Each it is asked for each element.
	When Expr `yaml:"when,omitempty"`
	// Each evaluates the call once for each element of this expression, which
	// is then called it: `each: msgs` and `channel: it.Topic`. Of a map it is each
	// entry: it{k} and it{v}.
	Each Expr `yaml:"each,omitempty"`

	Publish *Endpoint `yaml:"publish,omitempty"`
	Consume *Endpoint `yaml:"consume,omitempty"`
	Declare *Declare  `yaml:"declare,omitempty"`
	Bind    *Bind     `yaml:"bind,omitempty"`

	// Make gives the result these attributes, beside those of the type's own
	// fields: a constructor. `topic: config.Topic | config.GroupTopics[]`.
	Make map[string]Expr `yaml:"make,omitempty"`
	// Set does the same to the receiver, or to the parameter that Of names: a
	// configuring method, an option that is a function of the options struct. In
	// both an attribute written "name[]" collects what several calls or options
	// give; of any other the last one wins.
	Set map[string]Expr `yaml:"set,omitempty"`
	Of  string          `yaml:"of,omitempty"`
	// Put adds an entry to a map, the receiver if Map is empty.
	Put *Put `yaml:"put,omitempty"`
	// Options are parameters (variadic or slices) of option values, whose
	// attributes are added to what Make, Set, Publish or Consume see. An option
	// function is a call that only has Make, or one with Set and Of that is
	// passed without being called.
	Options []string `yaml:"options,omitempty"`
	// Returns passes a value through as the (first) result: instrumentation
	// wrappers, q.Name of a declared queue through Make.
	Returns Expr `yaml:"returns,omitempty"`
	// Sends says that each value sent on the Go channel that this call returns,
	// or on the one that is the parameter SendsOn, is published; the endpoint's
	// expressions call it sent: sarama's Input().
	Sends   *Endpoint `yaml:"sends,omitempty"`
	SendsOn string    `yaml:"sends_on,omitempty"`
	// Deliver says where received messages come out: of Consume of this same
	// call if it has one, else of what the receiver was subscribed to.
	Deliver []Deliver `yaml:"deliver,omitempty"`
	// Calls are functions among the arguments that the library calls back with
	// unknown arguments, with what sets them off.
	Calls []Callback `yaml:"calls,omitempty"`

	// Request is a call of another service that is not a message.
	Request *Request `yaml:"request,omitempty"`

	// Encode and Decode are serializers.
	Encode *Codec `yaml:"encode,omitempty"`
	Decode *Codec `yaml:"decode,omitempty"`

	// Role is for calls that matter to rules only: ack, nack, commit, flush,
	// close, transaction, lookup, setting.
	Role string `yaml:"role,omitempty"`
	// Requeue says of a nack that the broker delivers the message again: true,
	// or the parameter that decides it.
	Requeue Expr `yaml:"requeue,omitempty"`
	// Blocks is the context that alone ends the call.
	Blocks Expr `yaml:"blocks,omitempty"`
}

// Endpoint is a publish or consume role.
type Endpoint struct {
	// Broker is the broker where the object decides it (kafka, rabbitmq, nats or
	// other:NAME); the file's where this is empty.
	Broker   Expr   `yaml:"broker,omitempty"`
	Kind     string `yaml:"kind,omitempty"` // when it is not the broker's usual kind
	Channel  Expr   `yaml:"channel,omitempty"`
	Exchange Expr   `yaml:"exchange,omitempty"`
	Key      Expr   `yaml:"key,omitempty"` // RabbitMQ: the routing key; else the partition key
	Stream   Expr   `yaml:"stream,omitempty"`
	Group    Expr   `yaml:"group,omitempty"`
	Payload  Expr   `yaml:"payload,omitempty"`
	Headers  Expr   `yaml:"headers,omitempty"`
	Encoding string `yaml:"encoding,omitempty"` // of a payload that the client encodes itself
	// Regexp says that channel is a regular expression: true, or a value that
	// is there and not false if it is one; a STRING is what such channels start
	// with.
	Regexp Expr   `yaml:"regexp,omitempty"`
	Mode   string `yaml:"mode,omitempty"`
	// Awaited are the methods of the result that wait for the broker: where one is
	// called right there, the mode is sync.
	Awaited  []string        `yaml:"awaited,omitempty"`
	Settings map[string]Expr `yaml:"settings,omitempty"`
	// Acked says of a consuming call that messages count as handled when they are
	// handed out: true, or a value that is there and not false if they do.
	Acked Expr `yaml:"acked,omitempty"`
	// Buffered says that what is published is sent later, and lost if the program
	// ends before the producer is flushed or closed.
	Buffered Expr `yaml:"buffered,omitempty"`
	// Reports is how a producer that does not wait tells what failed.
	Reports *Reports `yaml:"reports,omitempty"`
}

// Reports is how failures of publishing come out: through To or Read.
type Reports struct {
	// When restricts it: the call does not wait only if this is not empty or false.
	When Expr `yaml:"when,omitempty"`
	// To is the callback or Go channel that gets the reports of this call. Nobody
	// is told where it is nil.
	To Expr `yaml:"to,omitempty"`
	// Read are the methods of the producer that hand out the reports.
	Read []string `yaml:"read,omitempty"`
	// Off is a value that is false where the program turned reports off.
	Off Expr `yaml:"off,omitempty"`
}

// Store says which methods of some types read and write a store. They may do what any
// code does beside: call functions back, fill what they are given pointers to.
type Store struct {
	Package string `yaml:"package,omitempty"` // as in Call
	// Types are those of the handles: clients, transactions, collections. A
	// function without receiver has the type "", and its handle in the parameter Handle.
	Types  []string `yaml:"types"`
	Handle string   `yaml:"handle,omitempty"`
	// Params are the names of the methods' first parameters, where all have the
	// same and the expressions need them.
	Params []string `yaml:"params,omitempty"`
	// Kind is postgres, mongodb, redis, ..., or the name of a database/sql driver;
	// Name that of the database or bucket, or a data source name that has it;
	// Object the table or collection.
	Kind   Expr `yaml:"kind"`
	Name   Expr `yaml:"name,omitempty"`
	Object Expr `yaml:"object,omitempty"`
	// Statement are names of parameters that have SQL: its first word, and not the
	// list that the method is in, says whether it reads or writes, and the table
	// after it is the object. Entity are names of parameters whose Go type is the object.
	Statement []string `yaml:"statement,omitempty"`
	Entity    []string `yaml:"entity,omitempty"`
	Read      []string `yaml:"read,omitempty"`
	Write     []string `yaml:"write,omitempty"`
	// Same return a handle on the same store; Begin begin a transaction, on the
	// handle that they return or pass to a callback.
	Same  []string `yaml:"same,omitempty"`
	Begin []string `yaml:"begin,omitempty"`
	// End commit a transaction.
	End []string `yaml:"end,omitempty"`
}

// Request is an outgoing call.
type Request struct {
	Kind string `yaml:"kind"` // http-client or grpc-client
	Name Expr   `yaml:"name"` // GET URL, /pkg.Service/Method
}

// Put is a method or function that adds an entry to a map.
type Put struct {
	Map   Expr `yaml:"map,omitempty"`
	Key   Expr `yaml:"key"`
	Value Expr `yaml:"value"`
}

// Declare is the declaration of a channel.
type Declare struct {
	Kind       string          `yaml:"kind"`
	Name       Expr            `yaml:"name"`
	Type       Expr            `yaml:"type,omitempty"`
	Subjects   Expr            `yaml:"subjects,omitempty"`
	DeadLetter Expr            `yaml:"dead_letter,omitempty"` // channel, or exchange and key joined as "${a}/${b}"
	Settings   map[string]Expr `yaml:"settings,omitempty"`
}

// Bind is a binding of an exchange to a queue or another exchange.
type Bind struct {
	Source     Expr   `yaml:"source"`
	Key        Expr   `yaml:"key,omitempty"`
	Target     Expr   `yaml:"target"`
	TargetKind string `yaml:"target_kind,omitempty"` // queue (default) or exchange
}

// Deliver says where messages come out of a call. Exactly one of To and Call is
// set.
type Deliver struct {
	// To is result, result[N], recv or a parameter. As is what comes there:
	// message; chan (a Go channel of messages); values (a Go channel of decoded
	// payloads); slice; iter (a range-over-func iterator); source (an object that
	// delivers through its own methods); payload or key (that part of a message).
	To string `yaml:"to,omitempty"`
	As string `yaml:"as,omitempty"`
	// Call is a path to a function that is called back (its last name may be a
	// method): `cb`, `it.callback`, `handler.ConsumeClaim`. With are its
	// arguments in order: what As has, decoded (the payload as the callback's
	// parameter type), _ (unknown). A single "reflect" decides by the callback's own
	// parameter types: a message type gets the message, else the last parameter
	// the decoded payload.
	Call string   `yaml:"call,omitempty"`
	With []string `yaml:"with,omitempty"`
}

// Callback is a function that a library calls back.
type Callback struct {
	// Func is a path to a function or to a variadic of functions, its last name
	// may be a method, and .* is all exported methods of what comes before.
	Func string `yaml:"func"`
	// Cause is what sets it off: http, grpc, cron, cli, goroutine, now (called
	// before the call returns), once (now, but once for each receiver), later.
	Cause string `yaml:"cause,omitempty"`
	// Name describes it: the route, the cron expression.
	Name Expr `yaml:"name,omitempty"`
	// With gives arguments as expressions; missing ones are unknown.
	With []Expr `yaml:"with,omitempty"`
	// Result says that what the function returns is what the call returns:
	// retry.DoWithData.
	Result bool `yaml:"result,omitempty"`
}

// Codec is a serializer's call. The encoding is empty where only run time decides.
type Codec struct {
	Value    Expr   `yaml:"value"`              // encode: what is encoded; decode: the pointer that is filled
	Data     Expr   `yaml:"data,omitempty"`     // decode: the bytes; encode: a writer that gets them, if not the result
	Encoding string `yaml:"encoding,omitempty"` // json, protobuf, avro, gob, msgpack, xml, cloudevents, text
}

// Expr is an expression over a call:
//
//	expr  = path { "|" path }           first that is not empty wins
//	path  = base { "." NAME | "[]" | "[N]" | "[\"KEY\"]" | "{k}" | "{v}" | ".(type)" | ".(duration)" | ".(" NAME ")" }
//	base  = PARAM | "recv" | "result" | "result[N]" | "it" | "sent" | "opt" | "type" | STRING | "true" | "false"
//
// "result" is the first result, "result[N]" the one of that index.
// NAME is a field, an attribute that Make or Set gave, or a method, with its
// parentheses: one that Messages names as a part, Reply(), or one of the program's
// own types, Kind(). "type" is the zero value of the call's first type argument. "[]" is each element,
// "{k}" each key and "{v}" each value of a map; several elements are
// alternatives. ".(type)" is the name of the value's Go type, ".(NAME)" the
// value if that is its name, ".(duration)" a time.Duration as people write it.
// "opt" holds the attributes of the options. A STRING is in double quotes and may hold ${expr}
// holes: "$KV.${recv.bucket}.${key}"; with an empty hole it is empty itself. A
// backslash takes the next character as it is. true and false are texts too.
// Pointers are followed.
//
// Make and Set may name exported fields: then they fill these. A received
// message or source has the attributes channel and group of its endpoint. With
// Each, an element whose channel or name is empty has no endpoint; otherwise an
// empty channel is an unknown one, or with a Stream all of the stream.
type Expr string
