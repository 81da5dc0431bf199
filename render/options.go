package render

// View is what of a document a diagram shows.
type View string

// The views.
const (
	// Overview has services, channels and what goes between them.
	Overview View = "overview"
	// Detail has handlers, what sets services off, stores and external systems, too.
	Detail View = "detail"
	// Sequence is the journey of one event, from what sets it off through all that
	// reacts to it.
	Sequence View = "sequence"
)

// Views are all of them; the first is the default.
var Views = []View{Overview, Detail, Sequence}

// Grouping is what services and channels are put together by.
type Grouping string

// The groupings.
const (
	// ByBroker puts the channels of a broker together, and services by whether they
	// publish, consume, or both.
	ByBroker Grouping = "broker"
	// ByModule puts the services of a Go module together.
	ByModule Grouping = "module"
)

// Groupings are all of them; the first is the default.
var Groupings = []Grouping{ByBroker, ByModule}

// Options say what of a document is drawn, and how. The zero value is the overview, no
// larger than what every known host draws.
type Options struct {
	View View
	By   Grouping
	// Start is the service, channel or event that a Sequence begins with; "" is the
	// start of the longest chain of reactions.
	Start string
	// MaxEdges is how many edges are drawn, 500 at most, as in Mermaid's hosts; 0 is
	// 280, which old versions draw, too. MaxChars is how many characters are written,
	// 50,000 at most; 0 is that.
	MaxEdges, MaxChars int
	// Told is called with what was put together or left out for a drawing to keep
	// within its size. It may be nil.
	Told func(note string)
	// Source is put before the paths of source files where a format links to them:
	// from the folder of the output to the root, or a web address, with a slash.
	Source string
	// Color colours text for a terminal.
	Color bool
	// Service is the one that an AsyncAPI document describes; "" is all of them.
	Service string
}

func (o Options) tell(note string) {
	if o.Told != nil {
		o.Told(note)
	}
}
