package model

import (
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// CompiledCall is a Call with everything parsed and resolved.
type CompiledCall struct {
	Symbol Symbol
	// File is the library that the call belongs to, Entry its index in Calls.
	File  *File
	Entry int

	// When restricts the entry: it applies unless this is empty or false.
	When    *Expression
	Each    *Expression
	Publish *CompiledEndpoint
	Consume *CompiledEndpoint
	// Sends is published by sending on the Go channel that is the parameter
	// SendsOn, or the Result.
	Sends   *CompiledEndpoint
	SendsOn int
	Declare *CompiledDeclare
	Bind    *CompiledBind

	Make []Attribute
	Set  []Attribute
	Put  *CompiledPut
	// SetOf is the parameter that Set writes to, Receiver if it is the receiver.
	SetOf   int
	Options []int // parameters
	Returns *Expression

	Deliver []CompiledDeliver
	Calls   []CompiledCallback
	Request *CompiledRequest
	Encode  *CompiledCodec
	Decode  *CompiledCodec
	Role    string
	Requeue *Expression
	Blocks  *Expression
}

// What stands where a parameter's index could.
const (
	Receiver = -1
	Result   = -2
)

// Attribute is a named value; lists of them are sorted by name. With Collect,
// values of several calls add up, else the last one wins.
type Attribute struct {
	Name    string
	Collect bool
	Value   *Expression
}

// CompiledEndpoint is an Endpoint with everything parsed.
type CompiledEndpoint struct {
	// Broker is the broker where it is not the file's.
	Broker *Expression
	// Kind is empty only with Broker: it is the UsualKind then.
	Kind     graph.Kind
	Channel  *Expression
	Exchange *Expression
	Key      *Expression
	Stream   *Expression
	Group    *Expression
	Payload  *Expression
	Headers  *Expression
	Encoding string
	Regexp   *Expression
	// RegexpPrefix is what regular expressions start with, instead of Regexp.
	RegexpPrefix string
	Mode         graph.Mode
	Awaited      []string // methods of the result, with which the mode is sync
	Settings     []Attribute

	Acked    *Expression
	Buffered *Expression
	Reports  *CompiledReports
}

// CompiledReports is a Reports with everything parsed.
type CompiledReports struct {
	When *Expression
	To   *Expression
	Read []string
	Off  *Expression
}

// CompiledStore is a Store with everything parsed.
type CompiledStore struct {
	File      *File
	Handle    string // "" for the receiver
	Kind      *Expression
	Name      *Expression
	Object    *Expression
	Statement []string
	Entity    []string
}

// StoreMethod is what a method does with a store: an operation, or it returns
// another handle, which with Begin is a transaction; or it ends one.
type StoreMethod struct {
	*CompiledStore
	Operation graph.Operation // "" for none
	Begin     bool
	End       bool // it commits a transaction
}

// CompiledRequest is a Request with everything parsed.
type CompiledRequest struct {
	Kind string
	Name *Expression
}

// CompiledPut is a Put with everything parsed; Map is nil for the receiver.
type CompiledPut struct {
	Map   *Expression
	Key   *Expression
	Value *Expression
}

// CompiledDeclare is a Declare with everything parsed.
type CompiledDeclare struct {
	Kind       graph.Kind
	Name       *Expression
	Type       *Expression
	Subjects   *Expression
	DeadLetter *Expression
	Settings   []Attribute
}

// CompiledBind is a Bind with everything parsed.
type CompiledBind struct {
	Source     *Expression
	Key        *Expression
	Target     *Expression
	TargetKind graph.Kind
}

// Form is what is delivered at a place.
type Form string

// The forms. All to Key are those of Deliver.As; Deliver.With has all.
const (
	FormMessage Form = "message" // the message
	FormChan    Form = "chan"    // a Go channel of messages
	FormValues  Form = "values"  // a Go channel of decoded payloads
	FormSlice   Form = "slice"   // a slice of messages
	FormIter    Form = "iter"    // a range-over-func iterator of messages
	FormSource  Form = "source"  // an object that delivers through its own methods
	FormPayload Form = "payload" // the message's payload
	FormKey     Form = "key"     // the message's key
	FormDecoded Form = "decoded" // the payload, as the parameter's type
	FormReflect Form = "reflect" // decided by the callback's parameter types
	FormNothing Form = "_"       // unknown
)

// CompiledDeliver is a Deliver: either a place with what comes there, or a
// callback with its arguments.
type CompiledDeliver struct {
	To   Place
	As   Form
	Call *Callee // nil if it is a place
	With []Form
}

// Place is where a delivered value comes out of a call.
type Place struct {
	Kind  PlaceKind
	Index int    // of the result or the parameter
	Steps []Step // from there, for a field of a parameter
}

// PlaceKind is the kind of a place.
type PlaceKind int

// The kinds of places.
const (
	PlaceResult PlaceKind = iota
	PlaceRecv
	PlaceParam
)

// Callee is a function that the library calls.
type Callee struct {
	// Value is the function, or the object that has it.
	Value *Path
	// Method is the object's method, or field that holds a function; "" if
	// Value is the function itself, "*" for all exported methods.
	Method string
}

// CompiledCallback is a Callback with everything parsed.
type CompiledCallback struct {
	Func  Callee
	Cause string
	Name  *Expression
	With  []*Expression
	// Result says that what the function returns is what the call returns.
	Result bool
}

// CompiledCodec is a Codec with everything parsed.
type CompiledCodec struct {
	Value    *Expression
	Data     *Expression
	Encoding string
}

// CompiledMessage is a Message with its parts parsed. A part that the model does
// not give is nil.
type CompiledMessage struct {
	Type    string
	Payload []Step
	Key     []Step
	Headers []Step
	Channel []Step
	Runtime [][]Step
}

// MessagePart names a part of a received message.
type MessagePart int

// The parts of a message.
const (
	PartNone MessagePart = iota
	PartPayload
	PartKey
	PartHeaders
	PartChannel
	PartRuntime
)

// Part says which part of the message the steps lead to. more reports that they
// are the beginning of a longer path to one.
func (m *CompiledMessage) Part(steps []Step) (part MessagePart, more bool) {
	for _, p := range m.parts() {
		switch {
		case len(p.steps) < len(steps) || !slices.Equal(p.steps[:len(steps)], steps):
		case len(p.steps) == len(steps):
			return p.part, false
		default:
			more = true
		}
	}
	return PartNone, more
}

type messagePart struct {
	part  MessagePart
	steps []Step
}

func (m *CompiledMessage) parts() []messagePart {
	all := []messagePart{
		{PartPayload, m.Payload},
		{PartKey, m.Key},
		{PartHeaders, m.Headers},
		{PartChannel, m.Channel},
	}
	for _, steps := range m.Runtime {
		all = append(all, messagePart{PartRuntime, steps})
	}
	return slices.DeleteFunc(all, func(p messagePart) bool { return len(p.steps) == 0 })
}
