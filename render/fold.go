package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flowvet/flowvet/graph"
)

// Diagram is one of the pictures that a document is drawn as.
type Diagram struct {
	Title string
	Text  string // Mermaid
	// Note says what was put together or left out to keep within the size that is
	// drawn; "" if nothing was.
	Note string
}

// maxDiagrams bounds the services that get a diagram of their own: more on one page is
// read by nobody, and takes long.
const maxDiagrams = 400

// Diagrams draws a document within the limits of size, however large it is: as one
// diagram, or as an overview in which channels, and then services, are put together,
// and, of up to 400 services, a diagram of each with what is around it. The error is a *SizeError where
// the limits are too small for any diagram.
func Diagrams(doc *graph.Document, opt Options) ([]Diagram, error) {
	whole, err := folded(doc, opt)
	if err != nil {
		return nil, err
	}
	if len(doc.Services) > maxDiagrams && whole.Note != "" {
		whole.Note += "; there are too many services for a diagram of each"
	}
	out := []Diagram{whole}
	if whole.Note == "" || opt.View == Sequence || len(doc.Services) > maxDiagrams {
		return out, nil
	}
	for _, s := range doc.Services {
		part, err := doc.Focus(s.ID, 1)
		if err != nil || len(part.Flows)+len(part.Endpoints) == 0 {
			continue
		}
		d, err := folded(part, opt)
		if err != nil {
			return nil, err
		}
		d.Title = s.ID
		out = append(out, d)
	}
	return out, nil
}

// folded draws a document as one diagram, folding it as far as need be.
func folded(doc *graph.Document, opt Options) (Diagram, error) {
	text, err := diagram(doc, opt)
	if err == nil {
		return Diagram{Title: title(doc), Text: text}, nil
	}
	if opt.View == Sequence {
		return Diagram{}, err
	}
	opt.View = Overview
	small := shortened(doc)
	for _, f := range folds {
		part, note := f(small)
		if text, err = diagram(part, opt); err == nil {
			return Diagram{title(doc), text, note}, nil
		}
	}
	return Diagram{}, err
}

// folds make a document smaller, each more than the one before, and say what was put
// together.
var folds = func() []func(*graph.Document) (*graph.Document, string) {
	list := []func(*graph.Document) (*graph.Document, string){
		func(d *graph.Document) (*graph.Document, string) {
			return foldChannels(bare(d)), "channels with the same producers and consumers are put together; stores and other systems are left out"
		},
	}
	for groups := 64; groups >= 1; groups /= 2 {
		list = append(list, func(d *graph.Document) (*graph.Document, string) {
			return foldChannels(foldServices(bare(d), groups)), "services whose names are neighbours, and channels with the same producers and consumers, are put together"
		})
	}
	return append(list, func(d *graph.Document) (*graph.Document, string) {
		return mergeChannels(foldServices(bare(d), 1), func(c graph.Channel) string { return c.Broker }), "only which brokers there are is shown"
	})
}()

// maxFoldedName bounds names in a folded diagram, in characters.
const maxFoldedName = 48

// shortened is a document with names that are not too long.
func shortened(doc *graph.Document) *graph.Document {
	out := *doc
	out.Modules = slices.Clone(doc.Modules)
	for i := range out.Modules {
		out.Modules[i].Path = shorten(out.Modules[i].Path)
	}
	out.Channels = slices.Clone(doc.Channels)
	for i := range out.Channels {
		out.Channels[i].Name = shorten(out.Channels[i].Name)
		out.Channels[i].Broker = shorten(out.Channels[i].Broker)
	}
	return &out
}

func shorten(name string) string {
	if utf8.RuneCountInString(name) <= maxFoldedName {
		return name
	}
	return string([]rune(name)[:maxFoldedName-1]) + "…"
}

// bare is a document without what is not messaging, and without types and groups.
func bare(doc *graph.Document) *graph.Document {
	out := *doc
	out.Stores, out.Integrations, out.Patterns, out.Events = nil, nil, nil, nil
	out.Endpoints = slices.Clone(doc.Endpoints)
	for i := range out.Endpoints {
		out.Endpoints[i].Event, out.Endpoints[i].Group = nil, ""
	}
	out.Channels = slices.Clone(out.Channels)
	for i := range out.Channels {
		out.Channels[i].Events = nil
	}
	return &out
}

// foldChannels puts channels of one broker together that have the same producers and
// consumers, bindings between them included.
func foldChannels(doc *graph.Document) *graph.Document {
	ends := map[string][]string{} // by channel: who is at which end
	for _, e := range doc.Endpoints {
		for _, s := range e.Services {
			ends[e.Channel] = append(ends[e.Channel], string(e.Direction)+" "+s)
		}
	}
	for _, f := range doc.Flows { // what is carried on belongs to its publisher's channel
		ends[f.Channel] = append(ends[f.Channel], string(graph.Consume)+" "+f.To)
	}
	return mergeChannels(doc, func(c graph.Channel) string {
		return c.Broker + "\x00" + strings.Join(distinct(ends[c.ID]), "\x00")
	})
}

// mergeChannels makes one channel of those with the same key.
func mergeChannels(doc *graph.Document, keyOf func(graph.Channel) string) *graph.Document {
	to := map[string]string{} // the channel that stands for each
	first := map[string]string{}
	members := map[string]int{}
	for _, c := range doc.Channels {
		key := keyOf(c)
		if first[key] == "" {
			first[key] = c.ID
		}
		to[c.ID] = first[key]
		members[first[key]]++
	}
	out := *doc
	out.Channels = nil
	for _, c := range doc.Channels {
		if to[c.ID] != c.ID {
			continue
		}
		if more := members[c.ID] - 1; more > 0 {
			c.Name, c.Resolution = fmt.Sprintf("%s and %d more", c.Name, more), graph.Exact
		}
		c.DeadLetter = ""
		out.Channels = append(out.Channels, c)
	}
	out.Bindings = nil
	out.Endpoints = slices.Clone(doc.Endpoints)
	for i := range out.Endpoints {
		e := &out.Endpoints[i]
		e.Channel, e.Exchange, e.RoutingKey = to[e.Channel], "", ""
	}
	out.Flows = slices.Clone(doc.Flows)
	for i := range out.Flows {
		out.Flows[i].Channel = to[out.Flows[i].Channel]
	}
	return &out
}

// foldServices puts services together that follow each other by name, into at most so
// many groups.
func foldServices(doc *graph.Document, groups int) *graph.Document {
	used := map[string]bool{}
	for _, e := range doc.Endpoints {
		for _, s := range e.Services {
			used[s] = true
		}
	}
	services := sortedKeys(used)
	size := (len(services) + groups - 1) / groups
	to := map[string]string{}
	out := *doc
	out.Services = nil
	for part := range slices.Chunk(services, max(size, 1)) {
		name := shorten(part[0])
		if len(part) > 1 {
			name = fmt.Sprintf("%s … %s (%d services)", shorten(part[0]), shorten(part[len(part)-1]), len(part))
		}
		out.Services = append(out.Services, graph.Service{ID: name})
		for _, s := range part {
			to[s] = name
		}
	}
	mapped := func(list []string) []string {
		names := make([]string, len(list))
		for i, s := range list {
			names[i] = to[s]
		}
		return distinct(names)
	}
	out.Endpoints = slices.Clone(doc.Endpoints)
	for i := range out.Endpoints {
		out.Endpoints[i].Services = mapped(out.Endpoints[i].Services)
	}
	out.Flows = slices.Clone(doc.Flows)
	for i := range out.Flows {
		out.Flows[i].From, out.Flows[i].To = to[out.Flows[i].From], to[out.Flows[i].To]
	}
	return &out
}
