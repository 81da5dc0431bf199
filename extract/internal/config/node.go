package config

import "strings"

// Kind is the shape of a Node.
type Kind int

// The kinds of nodes. Null is a value that is written but empty: `key:`.
const (
	Null Kind = iota
	Scalar
	Map
	List
)

// Node is a value in a configuration file. All methods work on a nil Node, which
// stands for what is not there. Nodes are shared between anchors and aliases
// and must not be changed.
type Node struct {
	Kind Kind
	// Text is a scalar's text without quotes: numbers and booleans as written.
	Text string
	// Line is where the value begins; of a block scalar where its header is.
	Line int
	// Secret says that the text looked like a secret and was dropped.
	Secret bool

	entries []Entry
	items   []*Node
	block   bool   // a block scalar, whose text begins on the next line
	raw     string // what was dropped, for what stands inside the text
	size    int    // how many nodes there are with all aliases expanded
}

// Entry is a key of a map with its value.
type Entry struct {
	Key   string
	Value *Node
}

// Entries are those of a map in file order, those that were merged in last.
func (n *Node) Entries() []Entry {
	if n == nil {
		return nil
	}
	return n.entries
}

// Items are the elements of a list.
func (n *Node) Items() []*Node {
	if n == nil {
		return nil
	}
	return n.items
}

// Get is the value of an entry of a map.
func (n *Node) Get(key string) *Node {
	return n.get(func(k string) bool { return k == key })
}

// GetFold is Get for keys in any case.
func (n *Node) GetFold(key string) *Node {
	return n.get(func(k string) bool { return strings.EqualFold(k, key) })
}

func (n *Node) get(is func(string) bool) *Node {
	for _, e := range n.Entries() {
		if is(e.Key) {
			return e.Value
		}
	}
	return nil
}

// Lookup follows keys from map to map. A key of the file that has dots itself
// stands for as many keys, so flat files can be looked up like nested ones.
func (n *Node) Lookup(path ...string) *Node { return n.lookup((*Node).Get, path) }

// LookupFold is Lookup for keys in any case.
func (n *Node) LookupFold(path ...string) *Node { return n.lookup((*Node).GetFold, path) }

func (n *Node) lookup(get func(*Node, string) *Node, path []string) *Node {
	if n == nil || len(path) == 0 {
		return n
	}
	for i := len(path); i > 0; i-- {
		if child := get(n, strings.Join(path[:i], ".")); child != nil {
			if found := child.lookup(get, path[i:]); found != nil {
				return found
			}
		}
	}
	return nil
}

// Scalar is the text of a scalar that is no secret.
func (n *Node) Scalar() (string, bool) {
	if n == nil || n.Kind != Scalar || n.Secret {
		return "", false
	}
	return n.Text, true
}

// String is the text of a scalar, "" of anything else.
func (n *Node) String() string {
	s, _ := n.Scalar()
	return s
}

// Strings are the texts of a list's scalars, or that of a scalar alone.
func (n *Node) Strings() []string {
	if s, ok := n.Scalar(); ok {
		return []string{s}
	}
	var all []string
	for _, item := range n.Items() {
		if s, ok := item.Scalar(); ok {
			all = append(all, s)
		}
	}
	return all
}
