package deploy

import (
	"cmp"
	"maps"
	"slices"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// listAt is where a list stands in a file that may be generated, and each of its
// items.
func listAt(repo *config.Repo, file string, n *config.Node) (config.Position, []config.Position) {
	var items []config.Position
	for _, item := range n.Items() {
		items = append(items, repo.Origin(file, item.Line))
	}
	return repo.Origin(file, n.Line), items
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
