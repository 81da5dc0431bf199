package model

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
)

// Symbol is a function or method with the names of its parameters, as Call.Call
// writes it.
type Symbol struct {
	Recv     string // name of the receiver's type, "" for a function
	Pointer  bool   // the receiver is a pointer
	Name     string
	Params   []string // "_" where the model does not need the parameter
	Variadic bool     // the last parameter is variadic
}

// reserved are the bases of expressions that no parameter may be called.
var reserved = []string{"recv", "result", "it", "sent", "opt", "true", "false"}

// ParseSymbol parses "Name(params)", "(T).Name(params)" and "(*T).Name(params)";
// the last parameter may end in "...".
func ParseSymbol(call string) (Symbol, error) {
	var s Symbol
	rest := call
	if strings.HasPrefix(rest, "(") {
		recv, after, ok := strings.Cut(rest[1:], ").")
		if !ok {
			return Symbol{}, fmt.Errorf("symbol %q: receiver does not end in %q", call, ").")
		}
		s.Recv, s.Pointer = strings.CutPrefix(recv, "*")
		if !token.IsIdentifier(s.Recv) {
			return Symbol{}, fmt.Errorf("symbol %q: receiver %q is not a type's name", call, recv)
		}
		rest = after
	}
	name, params, ok := strings.Cut(rest, "(")
	params, closed := strings.CutSuffix(params, ")")
	if !ok || !closed {
		return Symbol{}, fmt.Errorf("symbol %q: want NAME(parameters)", call)
	}
	if !token.IsIdentifier(name) {
		return Symbol{}, fmt.Errorf("symbol %q: %q is not a function's name", call, name)
	}
	s.Name = name
	if strings.TrimSpace(params) == "" {
		return s, nil
	}
	for p := range strings.SplitSeq(params, ",") {
		if s.Variadic {
			return Symbol{}, fmt.Errorf("symbol %q: only the last parameter can be variadic", call)
		}
		p, s.Variadic = strings.CutSuffix(strings.TrimSpace(p), "...")
		if err := checkParam(p, s.Params); err != nil {
			return Symbol{}, fmt.Errorf("symbol %q: %w", call, err)
		}
		s.Params = append(s.Params, p)
	}
	return s, nil
}

func checkParam(p string, before []string) error {
	switch {
	case p == "_":
		return nil
	case !token.IsIdentifier(p):
		return fmt.Errorf("parameter %q is not an identifier", p)
	case slices.Contains(reserved, p):
		return fmt.Errorf("parameter %q has a name that expressions reserve", p)
	case slices.Contains(before, p):
		return fmt.Errorf("parameter %q occurs twice", p)
	}
	return nil
}

// String is the symbol as ParseSymbol reads it.
func (s Symbol) String() string {
	var b strings.Builder
	switch {
	case s.Pointer:
		fmt.Fprintf(&b, "(*%s).", s.Recv)
	case s.Recv != "":
		fmt.Fprintf(&b, "(%s).", s.Recv)
	}
	b.WriteString(s.Name)
	b.WriteByte('(')
	b.WriteString(strings.Join(s.Params, ", "))
	if s.Variadic {
		b.WriteString("...")
	}
	b.WriteByte(')')
	return b.String()
}

func (s Symbol) sameParams(t Symbol) bool {
	return s.Variadic == t.Variadic && slices.Equal(s.Params, t.Params)
}

// param is the index of a parameter, -1 if there is none of that name.
func (s Symbol) param(name string) int {
	if name == "_" {
		return -1
	}
	return slices.Index(s.Params, name)
}
