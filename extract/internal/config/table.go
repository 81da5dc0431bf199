package config

// table is a TOML table while it is read: other headers may still add to it.
type table struct {
	*mapBuilder
	children map[string]*table
	arrays   map[string][]*table
	order    []string
}

func newTable(line int) *table {
	return &table{newMap(line), map[string]*table{}, map[string][]*table{}, nil}
}

// child is the table at a key, the last one if it is an array's.
func (t *table) child(key string, line int) *table {
	if all := t.arrays[key]; len(all) > 0 {
		return all[len(all)-1]
	}
	c := t.children[key]
	if c == nil {
		c = newTable(line)
		t.children[key] = c
		t.order = append(t.order, key)
	}
	return c
}

func (t *table) appendTo(key string, line int) *table {
	if len(t.arrays[key]) == 0 {
		t.order = append(t.order, key)
	}
	c := newTable(line)
	t.arrays[key] = append(t.arrays[key], c)
	return c
}

// done puts the tables below into the node. An array of one table is a list only
// if single is set.
func (t *table) done(single bool) *Node {
	for _, key := range t.order {
		if c := t.children[key]; c != nil {
			t.set(key, c.done(single))
			continue
		}
		var items []*Node
		for _, c := range t.arrays[key] {
			items = append(items, c.done(single))
		}
		if len(items) == 1 && !single {
			t.set(key, items[0])
			continue
		}
		t.set(key, list(items, items[0].Line))
	}
	return t.node
}
