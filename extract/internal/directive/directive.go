// Package directive reads the comments with which people tell flowvet what it cannot
// find out, or what it should leave alone:
//
//	//flowvet:publish broker=kafka name=orders event=shop.OrderPlaced
//	//flowvet:ignore unchecked-publish the outbox sends it again
//
// They have the syntax of Go directives: no space before the colon's word, so gofmt
// and go doc leave them alone. A value with spaces stands in double quotes.
package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// Prefix starts every directive.
const Prefix = "//flowvet:"

// Kind is the word after the prefix.
type Kind string

// The kinds.
const (
	Publish Kind = "publish" // the call, or what calls the function, publishes
	Consume Kind = "consume" // the same for consuming
	Handler Kind = "handler" // the function handles messages
	Service Kind = "service" // the package is a service
	Channel Kind = "channel" // the constant or variable names a channel
	Event   Kind = "event"   // the type is an event
	Ignore  Kind = "ignore"  // findings of a rule here are not reported
)

// keys are those that each kind takes.
var keys = map[Kind][]string{
	Publish: {"broker", "name", "event"},
	Consume: {"broker", "name", "event", "group"},
	Handler: {"broker", "name", "event", "group"},
	Service: {"name"},
	Channel: {"broker", "name"},
	Event:   {"name"},
	Ignore:  nil,
}

// Directive is one comment.
type Directive struct {
	Pos, End token.Pos
	Kind     Kind
	Values   map[string]string // by key
	Rule     string            // of ignore
	Reason   string            // of ignore
}

// Error is what is wrong with a directive, with the place of the wrong word.
type Error struct {
	Pos, End token.Pos
	Msg      string
}

func (e *Error) Error() string { return e.Msg }

// Of returns the directives of a file in their order, and what is wrong with those
// that cannot be understood.
func Of(f *ast.File) ([]*Directive, []*Error) {
	var out []*Directive
	var errs []*Error
	for _, group := range f.Comments {
		for _, c := range group.List {
			if !strings.HasPrefix(c.Text, Prefix) {
				continue
			}
			d, err := Parse(c.Text, c.Pos())
			if err != nil {
				errs = append(errs, err)
				continue
			}
			out = append(out, d)
		}
	}
	return out, errs
}

// Parse reads a comment that starts with Prefix and stands at pos.
func Parse(text string, pos token.Pos) (*Directive, *Error) {
	text = strings.TrimRight(text, " \t\r\n")
	s := &scanner{text: text, pos: pos, at: len(Prefix)}
	if at := strings.Index(text, " // "); at >= 0 { // a comment after it, as go vet's tests have
		s.text = strings.TrimRight(text[:at], " \t")
	}
	word, start := s.word()
	d := &Directive{Pos: pos, End: pos + token.Pos(len(text)), Kind: Kind(word)}
	known, ok := keys[d.Kind]
	switch {
	case !ok:
		return nil, s.errorf(start, unknownKind(word))
	case d.Kind == Ignore:
		return d, s.ignore(d)
	}
	return d, s.values(d, known)
}

// scanner reads words.
type scanner struct {
	text string
	pos  token.Pos
	at   int
}

// word is the next word and where it starts; "" at the end.
func (s *scanner) word() (string, int) {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
	start, quoted := s.at, false
	for s.at < len(s.text) && (quoted || s.text[s.at] != ' ' && s.text[s.at] != '\t') {
		if s.text[s.at] == '"' {
			quoted = !quoted
		}
		s.at++
	}
	return s.text[start:s.at], start
}

func (s *scanner) errorf(start int, msg string) *Error {
	end := max(s.at, start+1)
	return &Error{s.pos + token.Pos(start), s.pos + token.Pos(min(end, len(s.text))), msg}
}

// ignore reads RULE and a reason.
func (s *scanner) ignore(d *Directive) *Error {
	rule, start := s.word()
	d.Rule, d.Reason = rule, strings.TrimSpace(s.text[s.at:])
	switch {
	case rule == "":
		return s.errorf(start-1, msgNoRule)
	case d.Reason == "":
		return s.errorf(start, noReason(rule))
	}
	return nil
}

// values reads key=value pairs.
func (s *scanner) values(d *Directive, known []string) *Error {
	d.Values = map[string]string{}
	for {
		word, start := s.word()
		if word == "" {
			break
		}
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			return s.errorf(start, notAPair(word))
		}
		if !slices.Contains(known, key) {
			return s.errorf(start, unknownKey(d.Kind, key, known))
		}
		if _, twice := d.Values[key]; twice {
			return s.errorf(start, twiceKey(key))
		}
		if value, ok = unquote(value); !ok || value == "" {
			return s.errorf(start, badValue(key))
		}
		if key == "broker" && !Broker(value) {
			return s.errorf(start, unknownBroker(value))
		}
		d.Values[key] = value
	}
	if len(d.Values) == 0 && d.Kind != Handler && d.Kind != Event {
		return s.errorf(len(Prefix), noValues(d.Kind, known))
	}
	return nil
}

// Broker reports whether there is a broker of that name.
func Broker(name string) bool {
	other, ok := strings.CutPrefix(name, "other:")
	return ok && other != "" || slices.Contains(brokers, name)
}

func unquote(value string) (string, bool) {
	if !strings.HasPrefix(value, `"`) {
		return value, !strings.Contains(value, `"`)
	}
	inner, ok := strings.CutSuffix(value[1:], `"`)
	return inner, ok && !strings.Contains(inner, `"`)
}
