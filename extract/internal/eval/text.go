package eval

import (
	"go/token"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
	"github.com/flowvet/flowvet/graph"
)

// Text is an abstract string: literal parts and holes.
type Text struct {
	parts []textPart
	id    string // equal for texts that mean the same; runtime holes have no name in it
	prov  *prov
}

type textPart struct {
	lit  string
	hole *hole
}

type holeKind uint8

const (
	runtimeHole holeKind = iota // only run time knows
	configHole                  // a key of the configuration: environment, file, flag
	channelHole                 // the channel that a received message came on
)

// hole is a part of a text that is not known here.
type hole struct {
	kind holeKind
	name string // an expression for runtime holes, the key for configuration
	// fallback is what the program uses when the configuration has no value.
	fallback *Text
	sub      *subscription // channelHole
	reply    bool          // where a received request wants its answer
	command  bool          // the command line's first argument
	made     bool          // what code makes of its arguments, rather than what nothing here sets
}

// prov is where a value came from, newest step first.
type prov struct {
	kind string
	pos  token.Pos
	file string // of configuration, below the root, with line
	line int
	text string
	next *prov
}

func literal(s string) *Text { return newText([]textPart{{lit: s}}, nil) }

func runtimeText(name string) *Text {
	return newText([]textPart{{hole: &hole{kind: runtimeHole, name: name}}}, &prov{kind: "unknown", text: name})
}

func configText(key string, p *prov) *Text {
	return newText([]textPart{{hole: &hole{kind: configHole, name: key}}}, p)
}

// newText normalizes parts: neighbouring literals are one, too long texts end in
// a hole.
func newText(parts []textPart, p *prov) *Text {
	t := &Text{prov: p}
	size := 0
	for _, q := range parts {
		if q.hole == nil && q.lit == "" {
			continue
		}
		size += len(q.lit)
		if len(t.parts) >= maxTextParts || size > maxTextLen {
			t.parts = append(t.parts, textPart{hole: &hole{name: "…"}})
			break
		}
		if n := len(t.parts); n > 0 && q.hole == nil && t.parts[n-1].hole == nil {
			t.parts[n-1].lit += q.lit
			continue
		}
		t.parts = append(t.parts, q)
	}
	t.id = t.identity()
	return t
}

func (t *Text) identity() string {
	if s, ok := t.exact(); ok {
		return s
	}
	var b strings.Builder
	for _, p := range t.parts {
		switch {
		case p.hole == nil:
			b.WriteString(p.lit)
		case p.hole.kind == configHole:
			b.WriteString("\x00c" + p.hole.name + "\x00")
			if p.hole.fallback != nil {
				b.WriteString(p.hole.fallback.id + "\x00")
			}
		case p.hole.kind == channelHole:
			b.WriteString("\x00s" + p.hole.sub.key + "\x00")
		case p.hole.command:
			b.WriteString("\x00command\x00")
		case p.hole.made:
			b.WriteString("\x00m")
		default:
			b.WriteString("\x00r")
		}
	}
	return b.String()
}

// exact returns the string that a text without holes is.
func (t *Text) exact() (string, bool) {
	switch len(t.parts) {
	case 0:
		return "", true
	case 1:
		if t.parts[0].hole == nil {
			return t.parts[0].lit, true
		}
	}
	return "", false
}

func (t *Text) pureHole() *hole {
	if len(t.parts) == 1 {
		return t.parts[0].hole
	}
	return nil
}

// settled replaces configuration references that have a fallback by it: nothing
// checked in says otherwise.
func (t *Text) settled() *Text { return t.settle(func(*hole) bool { return true }) }

// settle replaces the configuration references that are wanted, if they have a
// fallback.
func (t *Text) settle(wanted func(*hole) bool) *Text {
	settles := func(h *hole) bool { return h != nil && h.fallback != nil && wanted(h) }
	if !slices.ContainsFunc(t.parts, func(p textPart) bool { return settles(p.hole) }) {
		return t
	}
	var parts []textPart
	for _, p := range t.parts {
		if settles(p.hole) {
			parts = append(parts, p.hole.fallback.settled().parts...)
			continue
		}
		parts = append(parts, p)
	}
	return newText(parts, t.prov)
}

// name is the text as a name of the graph document.
func (t *Text) name() graph.Name {
	t = t.settle(func(h *hole) bool { return !isSecret(h.name, h.fallback) })
	if s, ok := t.exact(); ok {
		if config.Secret("", s) {
			return graph.Name{Text: "{secret}", Resolution: graph.Symbolic}
		}
		return graph.Name{Text: s, Resolution: graph.Exact}
	}
	n := graph.Name{Text: t.written(), Resolution: graph.Pattern}
	if !t.hasLiteral() {
		n.Resolution = graph.Symbolic
	}
	return n
}

// whole is all that is known of a text, with what may be secret in it: not to be shown
// before that is cut off.
func (t *Text) whole() string { return t.settled().written() }

func (t *Text) written() string {
	var b strings.Builder
	for _, p := range t.parts {
		switch {
		case p.hole == nil:
			b.WriteString(p.lit)
		case p.hole.kind == configHole:
			b.WriteString("${" + p.hole.name + "}")
		default:
			b.WriteString("{" + p.hole.name + "}")
		}
	}
	return b.String()
}

// hasLiteral says whether something of the name itself is known, beside separators.
func (t *Text) hasLiteral() bool {
	for _, p := range t.parts {
		if p.hole == nil && strings.Trim(p.lit, "/.:-_") != "" {
			return true
		}
	}
	return false
}

func concat(a, b *Text) *Text {
	parts := make([]textPart, 0, len(a.parts)+len(b.parts))
	parts = append(append(parts, a.parts...), b.parts...)
	p := a.prov
	if b.prov != nil {
		p = joinProv(a.prov, b.prov)
	}
	return newText(parts, p)
}

func joinProv(a, b *prov) *prov {
	if a == nil {
		return b
	}
	steps := 0
	for p := a; p != nil; p = p.next {
		if steps++; steps > 12 {
			return a
		}
	}
	n := *a
	n.next = joinProv(a.next, b)
	return &n
}

// generalize is the pattern that two texts have in common: their common head and
// tail around a hole.
func generalize(a, b *Text) *Text {
	x, ok1 := a.exact()
	y, ok2 := b.exact()
	if !ok1 || !ok2 {
		return runtimeText("…")
	}
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	return newText([]textPart{{lit: x[:head]}, {hole: &hole{name: "…"}}, {lit: x[len(x)-tail:]}}, a.prov)
}
