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

// unsupported are features that flowvet is known to get wrong, with the reason.
// They are left out unless DIFFTEST_ALL is set.
var unsupported = map[string]string{
	"Sprintf with number":           "an explicit argument index, %[2]s, is read as the next argument",
	"recover in defer":              "what only a recovered panic reaches is taken for dead",
	"singleton by once":             "a second Do of the same Once runs its function again",
	"map entry deleted":             "delete and clear leave the entries in place",
	"clear":                         "delete and clear leave the entries in place",
	"append aliasing":               "append copies, also where there is capacity",
	"cmp.Or":                        "a name with a default from the environment does not end the search",
	"clones":                        "slices.Clone is taken for the same slice",
	"map cloned":                    "maps.Clone is taken for the same map",
	"stack":                         "the second of two equal calls that change an object is not evaluated",
	"width and flags":               "hexadecimal is printed as decimal",
	"slices.Contains":               "slices.Contains is not known",
	"slices.Reverse":                "functions that order a slice leave it as it is",
	"slices.Backward":               "iterators of the library are not run",
	"worker":                        "a Go channel that is received from in a loop in a loop loses values",
	"HasPrefix":                     "a condition that is true of some alternatives does not narrow them",
	"CutPrefix":                     "a condition that is true of some alternatives does not narrow them",
	"error result":                  "a condition that is true of some alternatives does not narrow them",
	"break":                         "a loop that ends on a condition that is not known keeps its last value only",
	"EqualFold":                     "a comparison of names that are not known is taken for false",
	"switch on the message's topic": "a topic that is not known is dropped if others are",
	"TrimSuffix":                    "the known end of a name that begins with a hole is not cut",
	"middleware":                    "the same middleware twice is taken for recursion",

	"environment with default": "a name with a default is not transformed with its default",
	"environment":              "a name with a default is not transformed with its default",
	"lookup environment":       "a name with a default is not transformed with its default",
}
