package graph

import (
	"path"
	"regexp"
	"strconv"
	"strings"
)

// Query names a part of a document: the flows between two services, or else
// whatever has a name, an id or a line.
type Query struct {
	text              string
	isFlow            bool
	from, channel, to string // of a flow; an empty channel is any
	file              string // of a line; "" for anything else
	line              int
}

// lineOf is file:line, with a column perhaps.
var lineOf = regexp.MustCompile(`^(.+?):([0-9]{1,9})(:[0-9]+)?$`)

// ParseQuery reads what a user asks about:
//
//	orders.created, kafka:orders.created     a channel
//	shop.events, shop.events/order.placed    an exchange, alone or with a key
//	p146d63bb5d9b                            the id of an endpoint
//	orders/service.go:51                     a line that leads to an endpoint
//	orders -> billing                        flows between two services
//	orders -> orders.created -> billing      the same through a channel
//
// In names and services * stands for anything. It reports false for what is
// empty, or a flow without one of its ends.
func ParseQuery(text string) (Query, bool) {
	q := Query{text: strings.TrimSpace(text)}
	if ends := strings.Split(q.text, "->"); len(ends) > 1 {
		return q.parseFlow(ends)
	}
	if m := lineOf.FindStringSubmatch(q.text); m != nil {
		q.file = path.Clean(strings.ReplaceAll(m[1], `\`, "/"))
		q.line, _ = strconv.Atoi(m[2]) // at most nine digits
	}
	return q, q.text != ""
}

func (q Query) parseFlow(parts []string) (Query, bool) {
	parts = list(parts, strings.TrimSpace)
	q.isFlow, q.from, q.to = true, parts[0], parts[len(parts)-1]
	switch len(parts) {
	case 2:
	case 3:
		q.channel = parts[1]
		if q.channel == "" {
			return q, false
		}
	default:
		return q, false
	}
	return q, q.from != "" && q.to != ""
}

// String is the query as it was written.
func (q Query) String() string { return q.text }

// MatchesChannel reports whether a channel is what the text names: by its name, its
// ID, or broker:name, where * stands for anything.
func MatchesChannel(text string, c Channel) bool {
	return Glob(text, c.Name) || Glob(text, c.ID) || Glob(text, c.Broker+":"+c.Name)
}

// matchesExchange says whether the text names the exchange that an endpoint
// publishes to.
func matchesExchange(text string, e Endpoint) bool {
	return e.Exchange != "" && (Glob(text, e.Exchange) || Glob(text, e.Broker+":"+e.Exchange))
}

// matchesLine says whether one of the calls of an endpoint stands on the line. The
// file may lack folders at its start.
func (q Query) matchesLine(e Endpoint) bool {
	if q.file == "" {
		return false
	}
	for _, f := range e.Trace {
		if f.Line == q.line && (f.File == q.file || strings.HasSuffix(f.File, "/"+q.file)) {
			return true
		}
	}
	return false
}

// Glob reports whether a text is what a pattern describes, in which * stands for
// anything. The time that it takes is bounded by the product of the two lengths.
func Glob(pattern, text string) bool {
	p, t, star, back := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, back = p, t
			p++
		case p < len(pattern) && pattern[p] == text[t]:
			p++
			t++
		case star >= 0: // let the last star take one more
			back++
			p, t = star+1, back
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
