package render

import (
	"maps"
	"slices"

	"github.com/flowvet/flowvet/render/internal/mermaid"
)

// legendEntry explains a class of channels.
type legendEntry struct {
	id, label string
	classes   []string
}

// legend says what colours and dashes mean, if there are any. It comes first, so
// that it is drawn above what it explains.
func (d *drawing) legend() {
	d.entries = d.legendEntries()
	if len(d.entries) == 0 {
		return
	}
	d.zone("legend", "Legend", func() {
		for _, e := range d.entries {
			d.chart.Node(e.id, mermaid.Rounded, e.label)
			for _, class := range e.classes {
				d.join(class, e.id)
			}
		}
	})
}

func (d *drawing) legendEntries() []legendEntry {
	var entries []legendEntry
	for _, event := range slices.Sorted(maps.Keys(d.colors)) {
		class := eventClass(d.colors[event])
		entries = append(entries, legendEntry{"legend_" + class, event, []string{class}})
	}
	plain := func(c *channel) bool { return d.channelClass(c) == "plain" }
	if slices.ContainsFunc(d.channels, plain) {
		entries = append(entries, legendEntry{"legend_plain", "other or several", []string{"plain"}})
	}
	if slices.ContainsFunc(d.channels, (*channel).uncertain) {
		entries = append(entries, legendEntry{"legend_uncertain", "named at run time", []string{"plain", "uncertain"}})
	}
	return entries
}

// placeLegend puts the legend, in one row or two, above the node that the flow
// starts from.
func (d *drawing) placeLegend() {
	if len(d.entries) == 0 {
		return
	}
	columns := len(d.entries)
	if columns > 4 {
		columns = (columns + 1) / 2
	}
	for i := columns; i < len(d.entries); i++ {
		d.chart.Above(d.entries[i-columns].id, d.entries[i].id)
	}
	middle := d.entries[len(d.entries)-1-columns/2]
	d.chart.Above(middle.id, d.top())
}

// top is where the flow starts: a service that only publishes, or else a channel
// that nothing leads to. In a circle it is any service that publishes.
func (d *drawing) top() string {
	fed := map[string]bool{}
	for _, l := range d.links {
		_, to := d.ends(l)
		fed[to] = true
	}
	var candidates []string
	for _, s := range d.services {
		candidates = append(candidates, d.serviceNodes[s.id])
	}
	for _, c := range d.channels {
		candidates = append(candidates, d.channelNodes[c.ID])
	}
	for _, id := range candidates {
		if !fed[id] {
			return id
		}
	}
	first, _ := d.ends(d.links[0])
	return first
}
