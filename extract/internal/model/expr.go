package model

import (
	"strconv"
	"strings"
)

// Expression is a parsed Expr: alternatives of which the first that is not empty
// is the value. A nil *Expression is one that the model does not give.
type Expression struct {
	Paths []Path
}

// Path is a base value and the steps from it.
type Path struct {
	Base  Base
	Param int    // index of the parameter or result, for BaseParam and BaseResult
	Name  string // of the parameter, for BaseParam
	Text  []Part // for BaseText; a text with an empty hole is empty
	Steps []Step
}

// Base is where a path starts.
type Base int

// The bases.
const (
	BaseParam  Base = iota // a parameter of the call
	BaseRecv               // the receiver
	BaseResult             // a result
	BaseIt                 // the element of Call.Each
	BaseSent               // what is sent on the returned Go channel
	BaseOpt                // the attributes of the options
	BaseText               // a text
	BaseType               // the zero value of the call's type argument
)

// baseWords are the bases that have a word of their own.
var baseWords = map[string]Base{
	"recv":   BaseRecv,
	"result": BaseResult,
	"it":     BaseIt,
	"sent":   BaseSent,
	"opt":    BaseOpt,
	"type":   BaseType,
}

// Part is a piece of a text: a literal, or a hole if Hole is not nil.
type Part struct {
	Lit  string
	Hole *Expression
}

// Step leads from a value to a part of it. Pointers and interfaces are followed
// before each.
type Step struct {
	Kind  StepKind
	Name  string // StepField, StepMethod: its name; StepKey: the key
	Index int    // StepIndex
}

// StepKind says what a step does.
type StepKind int

// The kinds of steps.
const (
	StepField    StepKind = iota // .NAME: a field, or an attribute that Make or Set gave
	StepMethod                   // .NAME(): a method of a message, or one of the program's own
	StepElements                 // []: each element
	StepIndex                    // [N]: one element
	StepKey                      // ["KEY"]: a map's entry
	StepKeys                     // {k}: each key of a map
	StepValues                   // {v}: each value of a map
	StepType                     // .(type): the name of the value's Go type
	StepDuration                 // .(duration): a number of nanoseconds, as 1h30m
	StepAssert                   // .(NAME): the value if its Go type has that name
)

// Attribute reports whether a field step names an attribute: exported fields,
// the only ones that other code sets, start with an upper-case letter.
func (s Step) Attribute() bool {
	return s.Kind == StepField && s.Name != "" && (s.Name[0] >= 'a' && s.Name[0] <= 'z')
}

// Literal is the text of an expression that is one text without holes.
func (e *Expression) Literal() (string, bool) {
	if e == nil || len(e.Paths) != 1 {
		return "", false
	}
	p := e.Paths[0]
	if p.Base != BaseText || len(p.Steps) > 0 || len(p.Text) > 1 {
		return "", false
	}
	if len(p.Text) == 0 {
		return "", true
	}
	return p.Text[0].Lit, p.Text[0].Hole == nil
}

// String is the expression as ParseExpr reads it.
func (e *Expression) String() string {
	var b strings.Builder
	for i, p := range e.Paths {
		if i > 0 {
			b.WriteString(" | ")
		}
		p.write(&b)
	}
	return b.String()
}

// String is the path as ParseExpr reads it.
func (p Path) String() string {
	var b strings.Builder
	p.write(&b)
	return b.String()
}

func (p Path) write(b *strings.Builder) {
	switch p.Base {
	case BaseParam:
		b.WriteString(p.Name)
	case BaseText:
		writeText(b, p.Text)
	case BaseResult:
		b.WriteString(baseWord(p.Base))
		if p.Param > 0 || len(p.Steps) > 0 && p.Steps[0].Kind == StepIndex {
			b.WriteString("[" + strconv.Itoa(p.Param) + "]")
		}
	default:
		b.WriteString(baseWord(p.Base))
	}
	for _, s := range p.Steps {
		s.write(b)
	}
}

func baseWord(base Base) string {
	for word, b := range baseWords {
		if b == base {
			return word
		}
	}
	return ""
}

// textEscapes guard what has a meaning inside a text.
var textEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`)

func writeText(b *strings.Builder, parts []Part) {
	b.WriteByte('"')
	for _, p := range parts {
		if p.Hole == nil {
			b.WriteString(textEscapes.Replace(p.Lit))
			continue
		}
		b.WriteString("${")
		b.WriteString(p.Hole.String())
		b.WriteByte('}')
	}
	b.WriteByte('"')
}

func (s Step) write(b *strings.Builder) {
	switch s.Kind {
	case StepField:
		b.WriteString("." + s.Name)
	case StepMethod:
		b.WriteString("." + s.Name + "()")
	case StepElements:
		b.WriteString("[]")
	case StepIndex:
		b.WriteString("[" + strconv.Itoa(s.Index) + "]")
	case StepKey:
		b.WriteByte('[')
		writeText(b, []Part{{Lit: s.Name}})
		b.WriteByte(']')
	case StepKeys:
		b.WriteString("{k}")
	case StepValues:
		b.WriteString("{v}")
	case StepType:
		b.WriteString(".(type)")
	case StepDuration:
		b.WriteString(".(duration)")
	case StepAssert:
		b.WriteString(".(" + s.Name + ")")
	}
}
