package graph

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// names delivers by the name of the channel alone: equal names, wildcards of a
// dialect, and regular expressions.
type names struct {
	channels    *trie[*endpoint]
	expressions []*expression
}

// expression is a regular expression over channel names with its consumers.
type expression struct {
	prefix    string // what all matches start with
	regexp    *regexp.Regexp
	consumers []*endpoint
}

// byName returns a router for names of a dialect. What a consumer asks for is a
// regular expression if expressionOf says so.
func byName(d dialect, expressionOf func(*endpoint) (string, bool)) func(Facts, []*endpoint) router {
	return func(_ Facts, consumers []*endpoint) router {
		n := &names{channels: newTrie[*endpoint](d)}
		known := map[string]*expression{}
		for _, c := range consumers {
			text, ok := expressionOf(c)
			if !ok {
				n.channels.add(c.Channel, c)
				continue
			}
			if !c.Channel.concrete() {
				continue
			}
			e := known[text]
			if e == nil {
				if e = compile(text); e == nil {
					continue
				}
				known[text] = e
				n.expressions = append(n.expressions, e)
			}
			e.consumers = append(e.consumers, c)
		}
		return n
	}
}

func (n *names) route(p *endpoint, yield func(delivery)) {
	n.channels.match(p.Channel, func(c *endpoint) { yield(delivery{c, c.Services}) })
	if len(n.expressions) == 0 || !p.Channel.concrete() {
		return
	}
	name := p.Channel.filled("x")
	for _, e := range n.expressions {
		if strings.HasPrefix(name, e.prefix) && e.regexp.MatchString(name) {
			for _, c := range e.consumers {
				yield(delivery{c, c.Services})
			}
		}
	}
}

// optionExpression is for clients with an option for regular expressions. They
// are searched for in names, not anchored.
func optionExpression(c *endpoint) (string, bool) {
	return c.Channel.filled(".+"), c.Regexp
}

// kafkaExpression also takes the ^ that is librdkafka's sign: no topic's name can
// start with it.
func kafkaExpression(c *endpoint) (string, bool) {
	return c.Channel.filled(".+"), c.Regexp || strings.HasPrefix(c.Channel.Text, "^")
}

// redisExpression is for the patterns of PSUBSCRIBE.
func redisExpression(c *endpoint) (string, bool) {
	if !strings.ContainsAny(c.Channel.Text, "*?[") {
		return "", false
	}
	var b strings.Builder
	b.WriteString(`(?s)^`)
	inSet := false
	for _, r := range c.Channel.filled("*") {
		switch {
		case inSet:
			inSet = r != ']'
			b.WriteRune(r)
		case r == '[':
			inSet = true
			b.WriteRune(r)
		case r == '*':
			b.WriteString(`.*`)
		case r == '?':
			b.WriteByte('.')
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return b.String() + `$`, true
}

// compile returns nil for what is no regular expression: the client would refuse
// it as well.
func compile(text string) *expression {
	re, err := regexp.Compile(text)
	if err != nil {
		return nil
	}
	return &expression{prefix: prefix(text), regexp: re}
}

// prefix returns the literal text that an anchored expression starts with.
func prefix(text string) string {
	parsed, err := syntax.Parse(text, syntax.Perl)
	if err != nil || parsed.Op != syntax.OpConcat || len(parsed.Sub) < 2 {
		return ""
	}
	start, next := parsed.Sub[0], parsed.Sub[1]
	if start.Op != syntax.OpBeginText || next.Op != syntax.OpLiteral || next.Flags&syntax.FoldCase != 0 {
		return ""
	}
	return string(next.Rune)
}
