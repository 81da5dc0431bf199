package graph

import "strings"

// dialect is how a broker's names divide into tokens, and what its wildcards are.
// A wildcard is a whole token.
type dialect struct {
	separator string // "" when names do not divide
	one       string // matches exactly one token
	rest      string // as the last token, matches one or more
	any       string // matches zero or more
}

// The dialects. A hole in a name stands for something inside one token.
var (
	wholeNames   = dialect{}
	dottedNames  = dialect{separator: "."} // no wildcards: queues, direct keys
	natsSubjects = dialect{separator: ".", one: "*", rest: ">"}
	amqpTopics   = dialect{separator: ".", one: "*", any: "#"}
	mqttTopics   = dialect{separator: "/", one: "+", any: "#"}
)

// token is a part of a name between two separators.
type token struct {
	text  string // with holes blanked: equal texts are equal tokens
	exact bool   // no holes or references
	known bool   // no holes
	solid bool   // a letter or digit outside of holes and references
	parts []part
}

// tokens divides a name. The empty name has none, as in AMQP.
func (d dialect) tokens(n Name) []token {
	parts := parse(n)
	if n.Text == "" {
		return nil
	}
	if d.separator == "" {
		return []token{newToken(parts)}
	}
	var tokens []token
	var current []part
	for _, p := range parts {
		if p.kind != literal {
			current = append(current, p)
			continue
		}
		for i, s := range strings.Split(p.text, d.separator) {
			if i > 0 {
				tokens = append(tokens, newToken(current))
				current = nil
			}
			if s != "" {
				current = append(current, part{literal, s})
			}
		}
	}
	return append(tokens, newToken(current))
}

func newToken(parts []part) token {
	var text strings.Builder
	for _, p := range parts {
		switch p.kind {
		case literal:
			text.WriteString(p.text)
		case hole:
			text.WriteString("{}")
		case reference:
			text.WriteString("${" + p.text + "}")
		}
	}
	known := !hasKind(parts, hole)
	return token{
		text:  text.String(),
		exact: known && !hasKind(parts, reference),
		known: known,
		solid: solid(parts),
		parts: parts,
	}
}

// start is the literal text before the first hole or reference.
func (t token) start() string {
	if len(t.parts) > 0 && t.parts[0].kind == literal {
		return t.parts[0].text
	}
	return ""
}

// wildcards says whether a name has wildcards of the dialect.
func (d dialect) wildcards(n Name) bool {
	for _, t := range d.tokens(n) {
		if t.exact && t.text != "" && (t.text == d.one || t.text == d.any || t.text == d.rest) {
			return true
		}
	}
	return false
}
