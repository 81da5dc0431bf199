package graph

import (
	"cmp"
	"maps"
	"slices"
)

// addBindings gives bindings their channels and returns them as the document has
// them.
func (c *channels) addBindings(facts []BindingFact) []*binding {
	byEnds := map[bindingKey]*binding{}
	for _, b := range facts {
		targetKind := cmp.Or(b.TargetKind, Queue)
		for _, source := range c.bound(b, b.Source, Exchange) {
			for _, target := range c.bound(b, b.Target, targetKind) {
				key := bindingKey{source, target, b.Key.Text}
				if byEnds[key] == nil {
					byEnds[key] = &binding{bindingKey: key, broker: b.Broker}
				}
				byEnds[key].declared = append(byEnds[key].declared, b.Position)
			}
		}
	}
	return slices.Collect(maps.Values(byEnds))
}

type bindingKey struct {
	source, target *channel
	key            string
}

type binding struct {
	bindingKey
	broker   string
	declared []Position
}

// bound returns the channels at one end of a binding. A private one that nobody
// consumes gets a channel where it is bound.
func (c *channels) bound(b BindingFact, name Name, kind Kind) []*channel {
	if meant := c.meant(b.Broker, name, kind, b.Services, b.Position.File); len(meant) > 0 {
		return meant
	}
	ch := c.at(b.Broker, name, kind, b.Position.File)
	c.know(ch, b.Services, b.Position.File)
	return []*channel{ch}
}
