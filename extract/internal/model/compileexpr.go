package model

import "strings"

// scope is what an expression may refer to.
type scope struct {
	symbol  Symbol
	each    bool // it
	options bool // opt
	sent    bool // sent
}

// baseScopes say when a base is there, and what gives it.
var baseScopes = map[Base]struct {
	in    func(scope) bool
	needs string
}{
	BaseRecv: {func(s scope) bool { return s.symbol.Recv != "" }, "a method"},
	BaseIt:   {func(s scope) bool { return s.each }, "each"},
	BaseOpt:  {func(s scope) bool { return s.options }, "options"},
	BaseSent: {func(s scope) bool { return s.sent }, "sends"},
}

// expr parses an expression and resolves it; nil if there is none.
func (c *compiler) expr(at where, expr Expr, sc scope) *Expression {
	if expr == "" {
		return nil
	}
	e, err := ParseExpr(expr)
	if err != nil {
		c.errorf(at, "%v", err)
		return nil
	}
	c.resolve(at, e, sc)
	return e
}

func (c *compiler) resolve(at where, e *Expression, sc scope) {
	for i := range e.Paths {
		c.resolvePath(at, &e.Paths[i], sc)
	}
}

func (c *compiler) resolvePath(at where, p *Path, sc scope) {
	switch scoped, ok := baseScopes[p.Base]; {
	case p.Base == BaseParam:
		if p.Param = sc.symbol.param(p.Name); p.Param < 0 {
			c.errorf(at, "%s has no parameter %q", sc.symbol, p.Name)
		}
	case ok && !scoped.in(sc):
		c.errorf(at, "%q is only there with %s", baseWord(p.Base), scoped.needs)
	}
	for _, part := range p.Text {
		if part.Hole != nil {
			c.resolve(at, part.Hole, sc)
		}
	}
	for _, s := range p.Steps {
		if s.Attribute() && !c.attributes[s.Name] {
			c.errorf(at, "no make or set gives an attribute %q", s.Name)
		}
	}
}

func (c *compiler) deliver(at where, d Deliver, sc scope) CompiledDeliver {
	if (d.To == "") == (d.Call == "") {
		c.errorf(at, "delivery needs either to or call")
		return CompiledDeliver{}
	}
	if d.To != "" {
		if len(d.With) > 0 {
			c.errorf(at.in("with"), "with belongs to call")
		}
		c.oneOf(at.in("as"), "form", d.As, placeForms)
		out := CompiledDeliver{To: c.place(at.in("to"), d.To, sc), As: Form(d.As)}
		if out.As == "" {
			out.As = FormMessage
		}
		return out
	}
	if d.As != "" {
		c.errorf(at.in("as"), "as belongs to to")
	}
	if len(d.With) == 0 {
		c.errorf(at, "delivery to a callback needs with")
	}
	callee := c.callee(at.in("call"), d.Call, sc)
	out := CompiledDeliver{Call: &callee}
	for i, form := range d.With {
		c.oneOf(at.in("with", i), "form", form, withForms)
		if Form(form) == FormReflect && len(d.With) > 1 {
			c.errorf(at.in("with", i), "reflect stands alone")
		}
		out.With = append(out.With, Form(form))
	}
	return out
}

// placeKinds are the bases that messages can come out at.
var placeKinds = map[Base]PlaceKind{
	BaseResult: PlaceResult,
	BaseRecv:   PlaceRecv,
	BaseParam:  PlaceParam,
}

// place parses a path from a result, the receiver or a parameter.
func (c *compiler) place(at where, to string, sc scope) Place {
	e := c.expr(at, Expr(to), sc)
	if e == nil {
		return Place{}
	}
	path := e.Paths[0]
	kind, ok := placeKinds[path.Base]
	if !ok || len(e.Paths) > 1 {
		c.errorf(at, "%q is not a place where messages come out", to)
	}
	return Place{Kind: kind, Index: path.Param, Steps: path.Steps}
}

func (c *compiler) callback(at where, cb Callback, sc scope) CompiledCallback {
	c.oneOf(at.in("cause"), "cause", cb.Cause, causes)
	out := CompiledCallback{
		Func:   c.callee(at.in("func"), cb.Func, sc),
		Cause:  cb.Cause,
		Name:   c.expr(at.in("name"), cb.Name, sc),
		Result: cb.Result,
	}
	for i, arg := range cb.With {
		out.With = append(out.With, c.expr(at.in("with", i), arg, sc))
	}
	return out
}

// callee parses a path to a function: its last name is a method of what comes
// before, or a field, if it starts with an upper-case letter.
func (c *compiler) callee(at where, fn string, sc scope) Callee {
	value, all := strings.CutSuffix(fn, ".*")
	e := c.expr(at, Expr(value), sc)
	if e == nil || len(e.Paths) != 1 || e.Paths[0].Base == BaseText {
		if e != nil || fn == "" {
			c.errorf(at, "%q is not a function", fn)
		}
		return Callee{Value: &Path{Param: -1}}
	}
	out := Callee{Value: &e.Paths[0]}
	if all {
		out.Method = "*"
		return out
	}
	steps := out.Value.Steps
	if n := len(steps); n > 0 && steps[n-1].Kind == StepField && !steps[n-1].Attribute() {
		out.Method, out.Value.Steps = steps[n-1].Name, steps[:n-1]
	}
	return out
}
