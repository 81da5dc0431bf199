package mermaid

import (
	"strconv"
	"strings"
)

// What hosts draw. Past it they show a picture of an error, and a diagram cannot
// raise any of them from inside. Up to Mermaid 10.6 the number of edges is fixed in the
// code; later it is the default of the setting maxEdges.
const (
	OldEdges = 280
	MaxEdges = 500
	MaxChars = 50_000
)

// Shape is the pair of delimiters around a node's label.
type Shape struct{ open, close string }

// The classic shapes.
var (
	Rectangle     = Shape{"[", "]"}
	Rounded       = Shape{"(", ")"}
	Stadium       = Shape{"([", "])"}
	Subroutine    = Shape{"[[", "]]"}
	Cylinder      = Shape{"[(", ")]"}
	Hexagon       = Shape{"{{", "}}"}
	Parallelogram = Shape{"[/", "/]"}
	Trapezoid     = Shape{"[\\", "/]"} // the wide side on top
	Flag          = Shape{">", "]"}
)

// Line is how an edge is drawn.
type Line string

// The kinds of lines.
const (
	Solid  Line = "-->"
	Dotted Line = "-.->"
	Thick  Line = "==>"
)

// Flowchart is a flowchart being written. Nodes come before edges: a node belongs
// to the subgraph that first mentions it.
type Flowchart struct {
	text   strings.Builder
	indent int
	edges  int
}

// The directions in which a flowchart or a subgraph runs.
const (
	Down  = "TB"
	Right = "LR"
)

// NewFlowchart starts a flowchart in a direction. Its title and description are for
// those who cannot see it.
func NewFlowchart(direction, title, description string) *Flowchart {
	f := &Flowchart{}
	f.line("flowchart " + direction)
	f.indent++
	f.line("accTitle: " + Escape(title))
	f.line("accDescr: " + Escape(description))
	return f
}

// Subgraph writes a subgraph with what body writes.
func (f *Flowchart) Subgraph(id, title string, body func()) {
	f.line("subgraph " + id + "[" + quote(title) + "]")
	f.indent++
	body()
	f.indent--
	f.line("end")
}

// Direction sets the direction of the subgraph that is being written.
func (f *Flowchart) Direction(direction string) {
	f.line("direction " + direction)
}

// Node writes a node whose label has these lines.
func (f *Flowchart) Node(id string, shape Shape, label ...string) {
	f.line(id + shape.open + quote(label...) + shape.close)
}

// Edge writes an edge, with a label if that has lines, and returns its index for
// LinkStyle.
func (f *Flowchart) Edge(from string, line Line, to string, label ...string) int {
	arrow := string(line)
	if len(label) > 0 {
		arrow += "|" + quote(label...) + "|"
	}
	f.line(from + " " + arrow + " " + to)
	f.edges++
	return f.edges - 1
}

// Above asks for the node upper to be placed above lower, without an arrow.
func (f *Flowchart) Above(upper, lower string) {
	f.line(upper + " ~~~ " + lower)
	f.edges++
}

// ClassDef defines a class of nodes or subgraphs.
func (f *Flowchart) ClassDef(name, style string) {
	f.line("classDef " + name + " " + style)
}

// Class gives nodes or subgraphs a class.
func (f *Flowchart) Class(name string, ids []string) {
	f.line("class " + strings.Join(ids, ",") + " " + name)
}

// LinkStyle styles the edges with these indexes.
func (f *Flowchart) LinkStyle(edges []int, style string) {
	indexes := make([]string, len(edges))
	for i, e := range edges {
		indexes[i] = strconv.Itoa(e)
	}
	f.line("linkStyle " + strings.Join(indexes, ",") + " " + style)
}

// Blank writes an empty line.
func (f *Flowchart) Blank() { f.text.WriteByte('\n') }

// String returns the text so far.
func (f *Flowchart) String() string { return f.text.String() }

// Edges is the number of edges so far.
func (f *Flowchart) Edges() int { return f.edges }

// Chars is the length of the text as hosts count it, in UTF-16 units.
func (f *Flowchart) Chars() int { return units(f.text.String()) }

// units counts the UTF-16 units of a text.
func units(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

func (f *Flowchart) line(text string) {
	for range f.indent {
		f.text.WriteString("    ")
	}
	f.text.WriteString(text)
	f.text.WriteByte('\n')
}

func quote(lines ...string) string { return `"` + joined(lines) + `"` }
