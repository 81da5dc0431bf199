package mermaid

import "strings"

// Sequence is a sequence diagram being written. Participants come first.
type Sequence struct{ text strings.Builder }

// NewSequence starts a sequence diagram. Its title and description are for those who
// cannot see it.
func NewSequence(title, description string) *Sequence {
	s := &Sequence{}
	s.text.WriteString("sequenceDiagram\n")
	s.line("accTitle: " + Escape(title))
	s.line("accDescr: " + Escape(description))
	return s
}

// Actor writes a participant that is drawn as a person: something outside.
func (s *Sequence) Actor(id, label string) { s.line("actor " + id + " as " + Escape(label)) }

// Participant writes a participant.
func (s *Sequence) Participant(id, label string) {
	s.line("participant " + id + " as " + Escape(label))
}

// Message writes an arrow; dotted is for what is only known at run time.
func (s *Sequence) Message(from, to string, dotted bool, lines ...string) {
	arrow := "->>"
	if dotted {
		arrow = "-->>"
	}
	s.line(from + arrow + to + ": " + joined(lines))
}

// Note writes a note over a participant.
func (s *Sequence) Note(over string, lines ...string) {
	s.line("Note over " + over + ": " + joined(lines))
}

// String returns the text so far.
func (s *Sequence) String() string { return s.text.String() }

// Chars is the length of the text as hosts count it, in UTF-16 units.
func (s *Sequence) Chars() int { return units(s.text.String()) }

func (s *Sequence) line(text string) { s.text.WriteString("    " + text + "\n") }

func joined(lines []string) string {
	escaped := make([]string, len(lines))
	for i, l := range lines {
		escaped[i] = Escape(l)
	}
	return strings.Join(escaped, "<br/>")
}
