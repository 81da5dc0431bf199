package difftest

import "slices"

// A Kind says what a feature does in a route.
type Kind int

// The kinds of features. A route has one source, event and sink, in the beginning,
// one frame that calls it, and any number of the others.
const (
	Source  Kind = iota // makes the topic's name
	Sink                // makes the function that publishes or consumes
	Frame               // calls the route
	Carrier             // leads the name through something
	Wrapper             // leads the function through something
)

// A Feature is one way of writing Go. Its texts have placeholders:
//
//	$x $f $e    the name (string), the function (func(string, any)), the event
//	$E          the event's type, which has the methods Topic and Kind
//	$n          a number of this step's own
//	$s          the same, or one of the feature: then Decl is shared by its uses
//	$k1 $k2 ..  string literals that occur nowhere else
//	$w1 $w2 ..  the same without quotes
//	$bit $num   an unknown bool, an unknown int of 0 or 1
//
// A line "---" in Body ends the function so far: what follows are declarations,
// the last of which is left open for the rest of the route.
type Feature struct {
	Name string
	Kind Kind
	Decl string // at package level
	Body string // statements before the use
	Out  string // what replaces $x (Source, Carrier) or $f (Sink, Wrapper)
	End  string // what closes blocks that Body left open
	id   int    // its place among all
}

// all are the features, in a fixed order.
func all() []Feature {
	list := slices.Concat(sources, sinks, frames, texts, structs, objects, library, collections, control, functions, concurrency, generics, interfaces, wrappers)
	for i := range list {
		list[i].id = i
	}
	return list
}
