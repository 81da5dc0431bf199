package compare

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// Documents compares an older document with a newer one. Neither is changed.
func Documents(older, newer *graph.Document) *Result {
	c := &comparison{old: newSide(older), new: newSide(newer), breaks: map[string]int{}}
	c.out = Result{Schema: Schema, Breaks: []Break{}, Changes: []Change{}, Links: []Link{}}
	compareBy(c, Service, services(older), services(newer), nil)
	compareBy(c, Channel, c.old.channels, c.new.channels, channelFields)
	compareBy(c, Binding, bindings(older), bindings(newer), nil)
	compareBy(c, Flow, named(c.old.flows), named(c.new.flows), nil)
	c.compareUses()
	c.comparePayloads()
	c.findLost()
	c.findGroups()
	slices.SortStableFunc(c.out.Changes, compareChanges)
	slices.SortFunc(c.out.Breaks, compareBreaks)
	c.link()
	return &c.out
}

func compareChanges(a, b Change) int {
	return cmp.Or(
		cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)),
		cmp.Compare(slices.Index(Ops, a.Op), slices.Index(Ops, b.Op)),
		cmp.Compare(a.Name, b.Name), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Group, b.Group),
	)
}

func compareBreaks(a, b Break) int {
	return cmp.Or(
		cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Via, b.Via), cmp.Compare(a.Event, b.Event),
		slices.Compare(a.Breaks, b.Breaks), slices.Compare(a.By, b.By),
		slices.CompareFunc(a.Detail, b.Detail, func(x, y Field) int { return cmp.Compare(x.Name, y.Name) }),
	)
}

// compareBy notes what only one side has, by name, and what differs in things that both
// have.
func compareBy[V any](c *comparison, kind Kind, older, newer map[string]V, fields func(a, b V) []Field) {
	for name, a := range older {
		b, ok := newer[name]
		if !ok {
			c.note(Change{Op: Removed, Kind: kind, Name: name})
		} else if fields != nil {
			c.noteFields(Change{Op: Changed, Kind: kind, Name: name}, fields(a, b))
		}
	}
	for name := range newer {
		if _, ok := older[name]; !ok {
			c.note(Change{Op: Added, Kind: kind, Name: name})
		}
	}
}

func (c *comparison) note(ch Change) { c.out.Changes = append(c.out.Changes, ch) }

func (c *comparison) noteFields(ch Change, fields []Field) {
	if len(fields) > 0 {
		ch.Fields = fields
		c.note(ch)
	}
}

func services(d *graph.Document) map[string]bool {
	out := map[string]bool{}
	for _, s := range d.Services {
		out[s.ID] = true
	}
	return out
}

func bindings(d *graph.Document) map[string]bool {
	out := map[string]bool{}
	for _, b := range d.Bindings {
		out[bindingName(b)] = true
	}
	return out
}

func bindingName(b graph.Binding) string {
	if b.Key == "" {
		return b.Source + " -> " + b.Target
	}
	return fmt.Sprintf("%s -%s-> %s", b.Source, b.Key, b.Target)
}

func named(flows map[flow]graph.Flow) map[string]bool {
	out := map[string]bool{}
	for f := range flows {
		out[f.from+" -> "+f.channel+" -> "+f.to] = true
	}
	return out
}

// channelFields are the properties in which a channel differs. What its endpoints carry
// is said of them.
func channelFields(a, b graph.Channel) []Field {
	out := differing(
		Field{"kind", string(a.Kind), string(b.Kind)},
		Field{"resolution", string(a.Resolution), string(b.Resolution)},
		Field{"dead letter", a.DeadLetter, b.DeadLetter},
	)
	return append(out, settings(a.Settings, b.Settings)...)
}

func differing(fields ...Field) []Field {
	return slices.DeleteFunc(fields, func(f Field) bool { return f.Old == f.New })
}

func settings(a, b map[string]string) []Field {
	keys := slices.Concat(slices.Collect(maps.Keys(a)), slices.Collect(maps.Keys(b)))
	slices.Sort(keys)
	var out []Field
	for _, key := range slices.Compact(keys) {
		out = append(out, differing(Field{strings.ReplaceAll(key, "_", " "), a[key], b[key]})...)
	}
	return out
}
