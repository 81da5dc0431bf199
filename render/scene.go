package render

import (
	"fmt"
	"slices"

	"github.com/flowvet/flowvet/render/internal/mermaid"
)

// scene is a picture before anybody's syntax: boxes in zones, and arrows between
// boxes. The overview and the detail view each make one; the formats that draw write
// it. Identifiers have letters, digits and underscores only.
type scene struct {
	title, description string
	zones              []*zone
	arrows             []*arrow
	legend             []legendEntry
	under              string // the box that the legend is above, "" where no box is on top
	wide               bool   // drawn from left to right: there is more side by side than fits a page
}

// zone is a frame around boxes and other zones.
type zone struct {
	id, title string
	boxes     []*box
	zones     []*zone
}

// shape says what a box is.
type shape int

// The shapes. Those of channels are one for each kind.
const (
	shapeService shape = iota
	shapeTopic
	shapeExchange
	shapeQueue
	shapeSubject
	shapeStream
	shapeBucket
	shapeChannel
	shapeStore
	shapeExternal
	shapeTrigger
	shapeHandler
)

type box struct {
	id      string
	shape   shape
	label   []string // lines
	classes []string // of styles and palette
}

type arrow struct {
	from, to string   // identifiers of boxes
	label    []string // lines
	dotted   bool     // a part of the way is only known at run time
	thick    bool     // on the longest chain of reactions
	color    int      // index in palette, -1 for none
}

// add puts a zone into the scene if there is anything in it.
func (s *scene) add(z *zone) {
	if z != nil && len(z.boxes)+len(z.zones) > 0 {
		s.zones = append(s.zones, z)
	}
}

// all calls yield for every box of a zone and those in it.
func (z *zone) all(yield func(*box)) {
	for _, b := range z.boxes {
		yield(b)
	}
	for _, inner := range z.zones {
		inner.all(yield)
	}
}

// maxRow is how many boxes side by side are still readable on a page.
const maxRow = 18

// widen turns a scene with long rows on its side, as pages scroll down but shrink what
// is too wide.
func (s *scene) widen(rows ...int) { s.wide = slices.Max(rows) > maxRow }

// top is where the flow starts: the first box that no arrow leads to, or in a circle
// the first that one starts from.
func (s *scene) top() string {
	fed := map[string]bool{}
	for _, a := range s.arrows {
		fed[a.to] = true
	}
	linked := map[string]bool{}
	for _, a := range s.arrows {
		linked[a.from] = true
	}
	first := ""
	for _, z := range s.zones {
		z.all(func(b *box) {
			if first == "" && linked[b.id] && !fed[b.id] {
				first = b.id
			}
		})
	}
	if first == "" && len(s.arrows) > 0 {
		first = s.arrows[0].from
	}
	return first
}

// builder makes a scene of a view.
type builder struct {
	*overview
	scene  *scene
	ids    mermaid.IDs
	nodes  map[string]*box // by kind and id of what they stand for
	colors map[string]int  // index in palette by event
	labels bool            // whether arrows have labels and colours
	opt    Options
}

func newBuilder(v *overview, opt Options, labels bool) *builder {
	b := &builder{overview: v, scene: &scene{}, nodes: map[string]*box{}, labels: labels, opt: opt}
	if labels {
		b.colors = assignColors(v.links)
	}
	return b
}

// box makes the box of something, once.
func (b *builder) box(z *zone, key, id string, s shape, classes []string, label ...string) *box {
	if known := b.nodes[key]; known != nil {
		return known
	}
	made := &box{id: id, shape: s, label: label, classes: classes}
	b.nodes[key] = made
	z.boxes = append(z.boxes, made)
	return made
}

// arrow draws from one box to another, once for equal ends and colour.
func (b *builder) arrow(from, to *box) *arrow {
	a := &arrow{from: from.id, to: to.id, color: -1}
	b.scene.arrows = append(b.scene.arrows, a)
	return a
}

// brokers makes a zone of the channels of each broker, or of all of them none.
func (b *builder) brokers(in *zone, framed bool) {
	if !framed {
		for _, c := range b.channels {
			b.channel(in, c)
		}
		return
	}
	for _, channels := range byBroker(b.channels) {
		z := &zone{id: b.ids.ID("broker", channels[0].Broker), title: brokerTitle(channels)}
		for _, c := range channels {
			b.channel(z, c)
		}
		in.zones = append(in.zones, z)
	}
}

func (b *builder) channel(z *zone, c *channel) {
	k := kindOf(c)
	key := c.ID
	if c.Broker == k.broker && c.ID == c.Broker+":"+c.Name {
		key = c.Name // the kind tells the broker
	}
	classes := []string{b.channelClass(c)}
	if c.uncertain() {
		classes = append(classes, "uncertain")
	}
	if c.durable() {
		classes = append(classes, "durable")
	}
	b.box(z, "channel "+c.ID, b.ids.ID(k.name, key), k.shape, classes, append(channelLabel(c), c.marks...)...)
}

// channelClass is that of channels, or where colours tell event types apart that
// of the type that the channel carries, if it is a single one.
func (b *builder) channelClass(c *channel) string {
	if len(b.colors) == 0 {
		return "channel"
	}
	if color := b.color(c.events); color >= 0 {
		return eventClass(color)
	}
	return "plain"
}

// color is that of the one event that passes, -1 if there is none.
func (b *builder) color(events []string) int {
	if len(events) == 1 {
		if color, ok := b.colors[events[0]]; ok {
			return color
		}
	}
	return -1
}

// label bounds the lines of an arrow's label.
func (b *builder) label(lines []string) []string {
	if !b.labels {
		return nil
	}
	if more := len(lines) - maxLabelLines; more > 1 {
		return append(slices.Clone(lines[:maxLabelLines]), fmt.Sprintf("and %d more", more))
	}
	return lines
}
