package model

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on expressions, so that hostile files cannot exhaust the parser.
const (
	maxExprLen   = 1 << 10
	maxExprDepth = 4 // texts with holes inside holes
)

// ParseExpr parses an expression. Parameters are known by name only until
// Compile resolves them.
func ParseExpr(expr Expr) (*Expression, error) {
	if len(expr) > maxExprLen {
		return nil, fmt.Errorf("expression is longer than %d bytes", maxExprLen)
	}
	p := exprParser{in: string(expr)}
	e, err := p.expression(0)
	if err == nil && p.pos < len(p.in) {
		err = p.unexpected("an operator")
	}
	if err != nil {
		return nil, fmt.Errorf("expression %q, column %d: %w", string(expr), p.pos+1, err)
	}
	return e, nil
}

// parseSteps parses a part of a message: fields and methods, dot-separated.
func parseSteps(part string) ([]Step, error) {
	if len(part) > maxExprLen {
		return nil, fmt.Errorf("part is longer than %d bytes", maxExprLen)
	}
	p := exprParser{in: "." + part}
	steps, err := p.steps()
	if err == nil && p.pos < len(p.in) {
		err = p.unexpected("a field or method")
	}
	if err != nil {
		return nil, fmt.Errorf("part %q: %w", part, err)
	}
	return steps, nil
}

type exprParser struct {
	in  string
	pos int
}

var errOpenText = errors.New("text is not closed")

func (p *exprParser) expression(depth int) (*Expression, error) {
	if depth > maxExprDepth {
		return nil, errors.New("holes are nested too deeply")
	}
	e := &Expression{}
	for {
		path, err := p.path(depth)
		if err != nil {
			return nil, err
		}
		e.Paths = append(e.Paths, path)
		p.space()
		if !p.accept("|") {
			return e, nil
		}
	}
}

func (p *exprParser) path(depth int) (Path, error) {
	p.space()
	path, err := p.base(depth)
	if err != nil {
		return Path{}, err
	}
	path.Steps, err = p.steps()
	return path, err
}

func (p *exprParser) base(depth int) (Path, error) {
	if p.accept(`"`) {
		text, err := p.text(depth)
		return Path{Base: BaseText, Param: -1, Text: text}, err
	}
	name := p.ident()
	switch name {
	case "":
		return Path{}, p.unexpected("a parameter or a text")
	case "true", "false":
		return Path{Base: BaseText, Param: -1, Text: []Part{{Lit: name}}}, nil
	}
	switch base, ok := baseWords[name]; {
	case base == BaseResult && ok:
		n, err := p.resultIndex()
		return Path{Base: base, Param: n}, err
	case ok:
		return Path{Base: base, Param: -1}, nil
	}
	return Path{Base: BaseParam, Param: -1, Name: name}, nil
}

// text parses up to and including the closing quote.
func (p *exprParser) text(depth int) ([]Part, error) {
	var parts []Part
	var lit strings.Builder
	flush := func() {
		if lit.Len() > 0 {
			parts = append(parts, Part{Lit: lit.String()})
			lit.Reset()
		}
	}
	for p.pos < len(p.in) {
		switch {
		case p.accept(`"`):
			flush()
			return parts, nil
		case p.accept("${"):
			flush()
			hole, err := p.expression(depth + 1)
			if err != nil {
				return nil, err
			}
			if !p.accept("}") {
				return nil, p.unexpected(`"}"`)
			}
			parts = append(parts, Part{Hole: hole})
		default:
			p.accept(`\`)
			_, n := utf8.DecodeRuneInString(p.in[p.pos:])
			lit.WriteString(p.in[p.pos : p.pos+n])
			p.pos += n
		}
	}
	return nil, errOpenText
}

// stepTokens are the steps that are always written alike.
var stepTokens = []struct {
	token string
	kind  StepKind
}{
	{".(type)", StepType},
	{".(duration)", StepDuration},
	{"[]", StepElements},
	{"{k}", StepKeys},
	{"{v}", StepValues},
}

func (p *exprParser) steps() ([]Step, error) {
	var steps []Step
next:
	for {
		for _, t := range stepTokens {
			if p.accept(t.token) {
				steps = append(steps, Step{Kind: t.kind})
				continue next
			}
		}
		var step Step
		var err error
		switch {
		case p.accept(".("):
			step, err = p.assertion()
		case p.accept("."):
			step, err = p.field()
		case p.accept("["):
			step, err = p.index()
		default:
			return steps, nil
		}
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
}

func (p *exprParser) assertion() (Step, error) {
	name := p.ident()
	if name == "" {
		return Step{}, p.unexpected("the name of a type")
	}
	if !p.accept(")") {
		return Step{}, p.unexpected(`")"`)
	}
	return Step{Kind: StepAssert, Name: name}, nil
}

func (p *exprParser) field() (Step, error) {
	name := p.ident()
	if name == "" {
		return Step{}, p.unexpected("a name")
	}
	if p.accept("()") {
		return Step{Kind: StepMethod, Name: name}, nil
	}
	return Step{Kind: StepField, Name: name}, nil
}

func (p *exprParser) index() (Step, error) {
	step := Step{Kind: StepKey}
	if p.accept(`"`) {
		parts, err := p.text(maxExprDepth)
		if err != nil {
			return Step{}, err
		}
		if len(parts) > 0 {
			step.Name = parts[0].Lit
		}
	} else {
		n, ok := p.number()
		if !ok {
			return Step{}, p.unexpected("an index or a key in quotes")
		}
		step = Step{Kind: StepIndex, Index: n}
	}
	if !p.accept("]") {
		return Step{}, p.unexpected(`"]"`)
	}
	return step, nil
}

// resultIndex parses the [N] after result, 0 if there is none.
func (p *exprParser) resultIndex() (int, error) {
	start := p.pos
	if !p.accept("[") {
		return 0, nil
	}
	n, ok := p.number()
	if !ok { // a step: result[], result["key"]
		p.pos = start
		return 0, nil
	}
	if !p.accept("]") {
		return 0, p.unexpected(`"]"`)
	}
	return n, nil
}

func (p *exprParser) number() (int, bool) {
	start := p.pos
	for p.pos < len(p.in) && p.in[p.pos] >= '0' && p.in[p.pos] <= '9' {
		p.pos++
	}
	n, err := strconv.Atoi(p.in[start:p.pos])
	return n, err == nil
}

func (p *exprParser) space() {
	for p.pos < len(p.in) && p.in[p.pos] == ' ' {
		p.pos++
	}
}

func (p *exprParser) accept(token string) bool {
	if !strings.HasPrefix(p.in[p.pos:], token) {
		return false
	}
	p.pos += len(token)
	return true
}

func (p *exprParser) ident() string {
	start := p.pos
	for p.pos < len(p.in) {
		r, n := utf8.DecodeRuneInString(p.in[p.pos:])
		if r != '_' && !unicode.IsLetter(r) && (p.pos == start || !unicode.IsDigit(r)) {
			break
		}
		p.pos += n
	}
	return p.in[start:p.pos]
}

func (p *exprParser) unexpected(want string) error {
	if p.pos >= len(p.in) {
		return fmt.Errorf("want %s, found the end", want)
	}
	r, _ := utf8.DecodeRuneInString(p.in[p.pos:])
	return fmt.Errorf("want %s, found %q", want, r)
}
