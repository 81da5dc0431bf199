package conform

import (
	"fmt"
	"go/token"
	"go/types"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// callCheck checks the expressions of one entry in one version.
type callCheck struct {
	findings
	at   place
	pkg  *types.Package
	call *model.CompiledCall
	sig  *types.Signature
	it   types.Type
}

func (c *callCheck) all() {
	call := c.call
	if call.Each != nil {
		var err error
		c.it, err = eachElement(c.expr("each", call.Each))
		c.note("each", err)
	}
	c.expr("when", call.When)
	c.expr("requeue", call.Requeue)
	c.context("blocks", call.Blocks)
	c.expr("returns", call.Returns)
	for _, e := range []*model.CompiledEndpoint{call.Publish, call.Consume, call.Sends} {
		c.endpoint(e)
	}
	if d := call.Declare; d != nil {
		c.name("declare.name", d.Name)
		c.name("declare.subjects", d.Subjects)
		c.name("declare.dead_letter", d.DeadLetter)
		c.expr("type", d.Type)
		c.attributes("declare.settings", d.Settings, nil)
	}
	if b := call.Bind; b != nil {
		c.name("bind.source", b.Source)
		c.name("bind.key", b.Key)
		c.name("bind.target", b.Target)
	}
	if p := call.Put; p != nil {
		c.exprs("put", p.Map, p.Key, p.Value)
	}
	if r := call.Request; r != nil {
		c.exprs("request", r.Name)
	}
	for _, codec := range []*model.CompiledCodec{call.Encode, call.Decode} {
		if codec != nil {
			c.exprs("codec", codec.Value, codec.Data)
		}
	}
	if len(call.Make) > 0 {
		c.attributes("make", call.Make, c.result(0))
	}
	if len(call.Set) > 0 {
		c.attributes("set", call.Set, c.setTarget())
	}
	for _, d := range call.Deliver {
		c.deliver(d)
	}
	for _, cb := range call.Calls {
		c.callee(cb.Func)
		c.expr("name", cb.Name)
		c.exprs("with", cb.With...)
	}
}

func (c *callCheck) endpoint(e *model.CompiledEndpoint) {
	if e == nil {
		return
	}
	c.name("channel", e.Channel)
	c.name("exchange", e.Exchange)
	c.name("stream", e.Stream)
	c.name("group", e.Group)
	c.exprs("endpoint", e.Key, e.Payload, e.Headers, e.Regexp)
	c.attributes("settings", e.Settings, nil)
	c.exprs("endpoint", e.Acked, e.Buffered)
	if r := e.Reports; r != nil {
		c.exprs("reports", r.When, r.To, r.Off)
	}
}

func (c *callCheck) exprs(what string, exprs ...*model.Expression) {
	for _, e := range exprs {
		c.expr(what, e)
	}
}

// expr resolves every path of an expression, and returns the first one's type.
func (c *callCheck) expr(what string, e *model.Expression) types.Type {
	if e == nil {
		return nil
	}
	var first types.Type
	for i := range e.Paths {
		t := c.path(what, &e.Paths[i])
		if i == 0 {
			first = t
		}
	}
	return first
}

// name checks that an expression is of a type that names can have.
func (c *callCheck) name(what string, e *model.Expression) {
	t := c.expr(what, e)
	if t == nil {
		return
	}
	var err error
	if !canName(t) {
		err = fmt.Errorf("%s is no name", short(c.pkg, t))
	}
	c.note(what+" is "+e.String(), err)
}

// context checks that an expression is a context.
func (c *callCheck) context(what string, e *model.Expression) {
	t := c.expr(what, e)
	if t == nil {
		return
	}
	var err error
	if t.String() != "context.Context" {
		err = fmt.Errorf("%s is no context", short(c.pkg, t))
	}
	c.note(what+" is "+e.String(), err)
}

func (c *callCheck) path(what string, p *model.Path) types.Type {
	for _, part := range p.Text {
		c.expr(what, part.Hole)
	}
	t, err := walk(c.pkg, c.base(p), p.Steps)
	c.note(what+" "+p.String(), err)
	return t
}

func (c *callCheck) note(what string, err error) {
	c.findings.note(c.at, c.call.Symbol.String()+": "+what, err)
}

func (c *callCheck) base(p *model.Path) types.Type {
	switch p.Base {
	case model.BaseParam:
		return c.sig.Params().At(p.Param).Type()
	case model.BaseRecv:
		return c.sig.Recv().Type()
	case model.BaseResult:
		return c.result(p.Param)
	case model.BaseIt:
		return c.it
	case model.BaseSent:
		if on := c.sendChannel(); on != nil {
			if ch, ok := on.Underlying().(*types.Chan); ok {
				return ch.Elem()
			}
		}
	}
	return nil
}

func (c *callCheck) sendChannel() types.Type {
	if c.call.SendsOn == model.Result {
		return c.result(0)
	}
	return c.sig.Params().At(c.call.SendsOn).Type()
}

func (c *callCheck) result(i int) types.Type {
	if i >= c.sig.Results().Len() {
		c.note(fmt.Sprintf("result[%d]", i), fmt.Errorf("%s has no such result", c.sig))
		return nil
	}
	return c.sig.Results().At(i).Type()
}

func (c *callCheck) setTarget() types.Type {
	if c.call.SetOf == model.Receiver {
		return c.sig.Recv().Type()
	}
	return c.sig.Params().At(c.call.SetOf).Type()
}

// attributes checks values, and names that are fields of the type they go to.
func (c *callCheck) attributes(what string, attrs []model.Attribute, on types.Type) {
	for _, a := range attrs {
		c.expr(what+" "+a.Name, a.Value)
		if on == nil || !token.IsExported(a.Name) {
			continue
		}
		_, err := walk(c.pkg, on, []model.Step{{Kind: model.StepField, Name: a.Name}})
		c.note(what+" field "+a.Name, err)
	}
}

func (c *callCheck) deliver(d model.CompiledDeliver) {
	if d.Call != nil {
		c.callback(d)
		return
	}
	var t types.Type
	switch d.To.Kind {
	case model.PlaceResult:
		t = c.result(d.To.Index)
	case model.PlaceRecv:
		t = c.sig.Recv().Type()
	case model.PlaceParam:
		t = c.sig.Params().At(d.To.Index).Type()
	}
	what := fmt.Sprintf("deliver %v as %s", d.To, d.As)
	t, err := walk(c.pkg, t, d.To.Steps)
	if err != nil {
		c.note(what, err)
		return
	}
	if t != nil && !fitsForm(t.Underlying(), d.As) {
		c.note(what, fmt.Errorf("%s is not of that form", t))
		return
	}
	c.note(what, nil)
}

func fitsForm(t types.Type, form model.Form) bool {
	ok := true
	switch form {
	case model.FormChan, model.FormValues:
		_, ok = t.(*types.Chan)
		ok = ok || types.IsInterface(t) // any channel, by reflection
	case model.FormSlice:
		_, ok = t.(*types.Slice)
	case model.FormIter:
		_, ok = t.(*types.Signature)
	}
	return ok
}

// callback checks that a function that gets messages has as many parameters.
func (c *callCheck) callback(d model.CompiledDeliver) {
	sig := c.callee(*d.Call)
	if sig == nil || len(d.With) == 1 && d.With[0] == model.FormReflect {
		return
	}
	var err error
	if sig.Params().Len() != len(d.With) {
		err = fmt.Errorf("%s has %d parameters, with names %d", sig, sig.Params().Len(), len(d.With))
	}
	c.note(fmt.Sprintf("deliver to %s with %v", d.Call.Value, d.With), err)
}

// callee is the signature of a function that is called back, nil if only
// evaluation knows it.
func (c *callCheck) callee(f model.Callee) *types.Signature {
	t := c.path("call", f.Value)
	if t == nil || f.Method == "*" {
		return nil
	}
	if f.Method != "" {
		obj, _, _ := types.LookupFieldOrMethod(deref(t), true, c.pkg, f.Method)
		if obj == nil {
			c.note("callee "+f.Value.String()+"."+f.Method, fmt.Errorf("%s has no method %s", t, f.Method))
			return nil
		}
		t = obj.Type()
	}
	if s, ok := t.Underlying().(*types.Slice); ok { // a variadic of functions
		t = s.Elem()
	}
	sig, _ := t.Underlying().(*types.Signature)
	if sig == nil && !types.IsInterface(t) {
		c.note("callee "+f.Value.String(), fmt.Errorf("%s is not a function", t))
	}
	return sig
}

// eachElement is the element that Each binds, of a slice, array or map.
func eachElement(t types.Type) (types.Type, error) {
	if t == nil {
		return nil, nil
	}
	return element(deref(t), model.StepElements)
}
