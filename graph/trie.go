package graph

import (
	"maps"
	"slices"
	"strings"
)

// trie finds the subscribed names that a published name matches, token by token,
// in time that depends on the name rather than on how many are subscribed.
type trie[V any] struct {
	dialect dialect
	root    node[V]
}

type node[V any] struct {
	exact  map[string]*node[V]
	sorted []string             // the keys of exact, once a range of them was asked for
	gaps   map[string]*gap[V]   // tokens with holes or references, by text
	starts map[string][]*gap[V] // the same by the literal text that they start with
	one    *node[V]
	any    *node[V]
	rest   []V // the values of names that end here in the rest wildcard
	values []V // the values of names that end here
}

type gap[V any] struct {
	token token
	next  *node[V]
}

func newTrie[V any](d dialect) *trie[V] { return &trie[V]{dialect: d} }

// add subscribes v to a name. Names that can match nothing are left out.
func (t *trie[V]) add(n Name, v V) {
	if !n.matchable() {
		return
	}
	tokens := t.dialect.tokens(n)
	at := &t.root
	for i, tok := range tokens {
		if tok.exact && tok.text != "" && tok.text == t.dialect.rest && i == len(tokens)-1 {
			at.rest = append(at.rest, v)
			return
		}
		at = at.child(tok, t.dialect)
	}
	at.values = append(at.values, v)
}

func (n *node[V]) child(tok token, d dialect) *node[V] {
	switch {
	case !tok.exact:
		return n.gap(tok).next
	case tok.text != "" && tok.text == d.one:
		if n.one == nil {
			n.one = &node[V]{}
		}
		return n.one
	case tok.text != "" && tok.text == d.any:
		if n.any == nil {
			n.any = &node[V]{}
		}
		return n.any
	}
	if n.exact == nil {
		n.exact = map[string]*node[V]{}
	}
	c := n.exact[tok.text]
	if c == nil {
		c = &node[V]{}
		n.exact[tok.text] = c
	}
	return c
}

func (n *node[V]) gap(tok token) *gap[V] {
	if n.gaps == nil {
		n.gaps, n.starts = map[string]*gap[V]{}, map[string][]*gap[V]{}
	}
	g := n.gaps[tok.text]
	if g == nil {
		g = &gap[V]{tok, &node[V]{}}
		n.gaps[tok.text] = g
		n.starts[tok.start()] = append(n.starts[tok.start()], g)
	}
	return g
}

// starting returns the literal tokens below n that start with a text, in order.
func (n *node[V]) starting(text string) []string {
	if len(n.sorted) != len(n.exact) {
		n.sorted = slices.Sorted(maps.Keys(n.exact))
	}
	first, _ := slices.BinarySearch(n.sorted, text)
	last := first
	for last < len(n.sorted) && strings.HasPrefix(n.sorted[last], text) {
		last++
	}
	return n.sorted[first:last]
}

// match calls yield for what is subscribed to a published name, possibly more
// than once and in no order. Wildcards in the published name are literal, as they
// are to the brokers.
func (t *trie[V]) match(n Name, yield func(V)) {
	if !n.matchable() {
		return
	}
	w := walk[V]{tokens: t.dialect.tokens(n), yield: yield, seen: map[step[V]]bool{}}
	w.visit(&t.root, 0, bond{})
}

// bond is what has been found to hold between two names so far.
type bond struct {
	doubt  bool // a hole stands against something that it only may be
	common bool // both have something known in common
}

func (b bond) holds() bool { return b.common || !b.doubt }

// same adds two equal tokens, whose holes may still differ.
func (b bond) same(t token) bond {
	return bond{doubt: b.doubt || !t.known, common: b.common || t.solid || !t.exact && t.known}
}

// fit adds a token with holes or references that a literal one fits.
func (b bond) fit(t token) bond {
	return bond{doubt: true, common: b.common || t.solid}
}

type walk[V any] struct {
	tokens []token
	yield  func(V)
	seen   map[step[V]]bool
}

type step[V any] struct {
	node *node[V]
	at   int
	bond bond
}

func (w *walk[V]) visit(n *node[V], at int, b bond) {
	here := step[V]{n, at, b}
	if n == nil || w.seen[here] {
		return
	}
	w.seen[here] = true
	if n.any != nil {
		for skip := at; skip <= len(w.tokens); skip++ {
			w.visit(n.any, skip, b)
		}
	}
	if at == len(w.tokens) {
		w.found(n.values, b)
		return
	}
	w.found(n.rest, b)
	w.visit(n.one, at+1, b)
	w.descend(n, at, b)
}

// descend compares the token at a position with the tokens below a node.
func (w *walk[V]) descend(n *node[V], at int, b bond) {
	tok := w.tokens[at]
	if tok.exact {
		if next := n.exact[tok.text]; next != nil {
			w.visit(next, at+1, b.same(tok))
		}
		if len(n.gaps) == 0 {
			return
		}
		for end := range len(tok.text) {
			for _, g := range n.starts[tok.text[:end]] {
				if fits(g.token.parts, tok.text) {
					w.visit(g.next, at+1, b.fit(g.token))
				}
			}
		}
		return
	}
	if g := n.gaps[tok.text]; g != nil {
		w.visit(g.next, at+1, b.same(tok))
	}
	for _, text := range n.starting(tok.start()) {
		if fits(tok.parts, text) {
			w.visit(n.exact[text], at+1, b.fit(tok))
		}
	}
}

func (w *walk[V]) found(values []V, b bond) {
	if !b.holds() {
		return
	}
	for _, v := range values {
		w.yield(v)
	}
}
