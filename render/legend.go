package render

import (
	"maps"
	"slices"
)

// legendEntry explains a class of channels, or a kind of line.
type legendEntry struct {
	id, label string
	classes   []string
}

// legend says what colours and lines mean, if there are any.
func (b *builder) legend() []legendEntry {
	var entries []legendEntry
	for _, event := range slices.Sorted(maps.Keys(b.colors)) {
		class := eventClass(b.colors[event])
		entries = append(entries, legendEntry{"legend_" + class, event, []string{class}})
	}
	plain := func(c *channel) bool { return b.channelClass(c) == "plain" }
	if slices.ContainsFunc(b.channels, plain) {
		entries = append(entries, legendEntry{"legend_plain", "other or several", []string{"plain"}})
	}
	if slices.ContainsFunc(b.channels, (*channel).uncertain) {
		entries = append(entries, legendEntry{"legend_uncertain", "named at run time", []string{"plain", "uncertain"}})
	}
	if slices.ContainsFunc(b.channels, (*channel).durable) {
		entries = append(entries, legendEntry{"legend_durable", "thick border: kept on disk", []string{"plain", "durable"}})
	}
	if slices.ContainsFunc(b.scene.zones, unframed) {
		entries = append(entries, legendEntry{"legend_process", "consumes and publishes", []string{"process"}})
	}
	if slices.ContainsFunc(b.scene.arrows, func(a *arrow) bool { return a.thick }) {
		entries = append(entries, legendEntry{"legend_chain", "thick: the longest chain of reactions", []string{"plain"}})
	}
	return entries
}

// unframed says that a zone has services that consume and publish without a frame that
// says so.
func unframed(z *zone) bool {
	return z.id == "infrastructure" && slices.ContainsFunc(z.boxes, func(b *box) bool { return b.shape == shapeService })
}
