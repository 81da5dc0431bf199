package eval

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// subscription is what one consuming call in one activation gets: messages of
// its endpoints' channels. It collects what happens to the messages.
type subscription struct {
	key string
	eps []*endpoint
	// in is the function that receives, steps are the own functions that got a
	// message after it, in order.
	in       *ssa.Function
	hop      *ssa.Function // takes them from a Go channel that the receiver filled
	steps    []step
	decoded  []decoding
	decoders []int // the steps that decoded a message
	pubs     []reaction
	received []frame
	// elem is the payload's type where the client decodes it itself.
	elem types.Type
	// encoding is that of payloads which the client decodes.
	encoding string
}

// step is a function that got a message, its payload or what was decoded from it.
type step struct {
	fn      *ssa.Function
	from    *activation // that called it
	at      token.Pos
	parent  int  // the step in which it was called, -1 for none
	dynamic bool // a function value or an interface led to it
	decoded bool // it got the decoded form only
	under   []narrowing
	by      *ssa.Function // the function that made the function value
	given   origin        // of the function value
	passed  bool          // that value is a function that the calling one was given
	dep     *deposit      // how it came to where it was read
}

type decoding struct {
	typ      types.Type
	encoding string
	step     int
	static   bool // the decoding code names the type
	under    []narrowing
}

type reaction struct {
	pubs  []*endpoint
	step  int
	under []narrowing
}

// message is a received message: of which subscription, and where its parts are.
type message struct {
	sub   *subscription
	model *model.CompiledMessage
}

// subCell holds the subscriptions that an object of a library delivers.
const subCell = ".$subscription"

// subValue is a subscription as a value of subCell.
type subValue struct{ sub *subscription }

func (v subValue) key() vkey { return vkey{v.sub, "subscription"} }

// part is what a field of a received message holds.
func (msg *message) part(m *machine, path string, t types.Type) (Set, bool) {
	if msg.model == nil {
		return Set{}, false
	}
	part, more := msg.model.Part(stepsOf(path))
	if part == model.PartNone && !more {
		return msg.nested(m, t)
	}
	if part == model.PartNone {
		return Set{}, false
	}
	return msg.value(m, part, strings.TrimPrefix(path, "."), t), true
}

// method is what a method of a received message returns.
func (msg *message) method(m *machine, name string, t types.Type) (Set, bool) {
	if msg.model == nil {
		return Set{}, false
	}
	part, _ := msg.model.Part([]model.Step{{Kind: model.StepMethod, Name: name}})
	if part == model.PartNone {
		return Set{}, false
	}
	return msg.value(m, part, name, t), true
}

func (msg *message) value(m *machine, part model.MessagePart, name string, t types.Type) Set {
	var s Set
	switch part {
	case model.PartPayload:
		if decoded, ok := m.decodedPart(msg.sub, t); ok {
			return decoded
		}
		s = one(Payload{msg.sub})
	case model.PartChannel:
		s = one(newText([]textPart{{hole: &hole{kind: channelHole, name: name, sub: msg.sub}}}, nil))
	default:
		if isString(t) {
			h := &hole{kind: runtimeHole, name: name, reply: strings.HasPrefix(name, "Reply")}
			return one(newText([]textPart{{hole: h}}, nil))
		}
		return m.unknown(t, name)
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		o := &Object{id: -1, typ: p.Elem(), cells: map[string]Set{"": s}}
		k := site{act: msg.sub.key, at: name}
		if have := m.objects[k]; have != nil {
			return one(Ref{have, ""})
		}
		o.id = len(m.objects)
		m.objects[k] = o
		return one(Ref{o, ""})
	}
	return s
}

// attribute is the channel or group of the endpoint that a message came from.
func (msg *message) attribute(path string) Set {
	return msg.sub.attribute(path)
}

func (sub *subscription) attribute(path string) Set {
	var s Set
	for _, e := range sub.eps {
		switch {
		case path == ".channel" && e.channel != nil:
			s = s.with(e.channel)
		case path == ".group" && e.group != nil:
			s = s.with(e.group)
		}
	}
	return s
}

func stepsOf(path string) []model.Step {
	var steps []model.Step
	for path != "" {
		var first string
		first, path = splitPath(path)
		steps = append(steps, model.Step{Kind: model.StepField, Name: strings.TrimPrefix(first, ".")})
	}
	return steps
}

func messageOf(v Value) *message {
	switch v := unwrap(v).(type) {
	case Ref:
		if v.path == "" {
			return v.obj.msg
		}
	case *Struct:
		return v.msg
	}
	return nil
}

// carried are the subscriptions whose messages a value holds, and whether it is
// the decoded form.
func (m *machine) carried(v Value, depth int) (subs []*subscription, decoded bool) {
	switch v := unwrap(v).(type) {
	case Payload:
		return []*subscription{v.sub}, false
	case Encoded:
		return m.carried(v.val, depth)
	case *Struct:
		if v.msg != nil {
			return []*subscription{v.msg.sub}, false
		}
		if v.from != nil {
			return []*subscription{v.from}, true
		}
	case Ref:
		return m.carriedBy(v, depth)
	case Slice:
		if depth < 2 {
			return m.carriedByAll(m.anyElement(one(v), elemType(v.obj.typ)), depth+1)
		}
	}
	return subs, decoded
}

func (m *machine) carriedByAll(s Set, depth int) (subs []*subscription, decoded bool) {
	for _, v := range s.vals {
		got, d := m.carried(v, depth)
		subs, decoded = append(subs, got...), decoded || d
	}
	return subs, decoded
}

func (m *machine) carriedBy(v Ref, depth int) (subs []*subscription, decoded bool) {
	switch {
	case len(v.obj.cells[v.path+writtenCell].vals) > 0 && depth < 2:
		return m.carriedByAll(v.obj.cells[v.path+writtenCell], depth+1)
	case v.obj.msg != nil:
		return []*subscription{v.obj.msg.sub}, false
	case v.obj.decoded != nil:
		return []*subscription{v.obj.decoded}, true
	case v.obj.ch != nil && depth < 2:
		for _, s := range v.obj.ch.sends {
			got, d := m.carriedByAll(s.val, depth+1)
			subs, decoded = append(subs, got...), decoded || d
		}
	case v.obj.lib:
		return subsOf(v.obj), false
	case depth == 0 && len(v.obj.cells) <= maxParts:
		return m.carriedIn(v)
	}
	return subs, decoded
}

// maxParts is the size of an object that is looked into for a message.
const maxParts = 24

// carriedIn looks for a message or payload among the fields of an object: the
// program's own form of a message.
func (m *machine) carriedIn(v Ref) (subs []*subscription, decoded bool) {
	if _, ok := v.obj.typ.Underlying().(*types.Struct); !ok {
		return nil, false
	}
	for _, p := range sortedCells(v.obj) {
		if _, ok := under(p, v.path); !ok {
			continue
		}
		for _, e := range v.obj.cells[p].vals {
			switch e := unwrap(e).(type) {
			case Payload:
				subs = append(subs, e.sub)
			case Ref:
				switch {
				case e.obj.msg != nil:
					subs = append(subs, e.obj.msg.sub)
				case e.obj.decoded != nil:
					subs, decoded = append(subs, e.obj.decoded), true
				}
			}
		}
	}
	return subs, decoded
}

// subsOf are the subscriptions that an object of a library delivers.
func subsOf(o *Object) []*subscription {
	var subs []*subscription
	for _, v := range o.cells[subCell].vals {
		subs = append(subs, v.(subValue).sub)
	}
	return subs
}

// receipt is the messages that a call gets, with the steps that it is.
type receipt struct {
	m     *machine
	steps []stepOf
}

type stepOf struct {
	sub *subscription
	i   int
}

// receivedBy notes that a function is about to get messages among its arguments.
// The receipt is to be closed when the function has run.
func (m *machine) receivedBy(a *activation, t target) *receipt {
	var r *receipt
	if isWrapper(a.fn) {
		return nil // the wrapper itself stands for the method that it calls
	}
	if isRangeBody(t.fn) {
		return nil // a loop's body is a part of the function around it
	}
	method := t.fn.Signature.Recv() != nil
	for n, arg := range t.args {
		if anything(t.fn, n) {
			continue
		}
		for i, v := range arg.vals {
			if i >= maxUnroll/16 {
				break
			}
			got, decoded := m.carried(v, 0)
			if decoded && method && n == 0 {
				continue // a method of the event itself handles nothing
			}
			for _, sub := range got {
				i := sub.addStep(step{
					fn: m.prog.wrapped(t.fn), from: a, at: a.pos, parent: m.innermost(sub, a.fn), dynamic: t.dynamic, decoded: decoded,
					under: m.under(sub), by: t.by, given: t.from, dep: t.dep,
					passed: t.value != nil && t.from.self|t.from.content != 0,
				})
				if i < 0 {
					continue
				}
				if r == nil {
					r = &receipt{m: m}
				}
				r.steps = append(r.steps, stepOf{sub, i})
			}
		}
	}
	if r != nil {
		m.steps_ = append(m.steps_, r.steps...)
	}
	return r
}

// anything says whether a parameter takes any number of values of any type. What gets
// a message among those prints it: a log's method handles nothing.
func anything(fn *ssa.Function, param int) bool {
	if !fn.Signature.Variadic() || param != len(fn.Params)-1 {
		return false
	}
	it, ok := elemType(fn.Params[param].Type()).Underlying().(*types.Interface)
	return ok && it.Empty()
}

// isWrapper says whether SSA made a function to bind or promote a method.
func isWrapper(fn *ssa.Function) bool {
	return fn.Synthetic != "" && fn.Pkg == nil && fn.Origin() == nil
}

// wrapped is the function that a wrapper calls, or the function itself.
func (p *Program) wrapped(fn *ssa.Function) *ssa.Function {
	if !isWrapper(fn) {
		return fn
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if call, ok := in.(*ssa.Call); ok && call.Call.StaticCallee() != nil {
				return call.Call.StaticCallee()
			}
		}
	}
	return fn
}

// done ends a receipt; act is what the function did, nil if it was not evaluated.
func (r *receipt) done(act *activation) {
	if r == nil {
		return
	}
	r.m.steps_ = r.m.steps_[:len(r.m.steps_)-len(r.steps)]
	if act == nil {
		return
	}
	for _, s := range r.steps {
		s.sub.pubs = append(s.sub.pubs, reaction{act.pubs, s.i, s.sub.steps[s.i].under})
	}
}

// innermost is the step that a function's code belongs to: the innermost running one,
// or for a literal that runs later, the one that made it.
func (m *machine) innermost(sub *subscription, fn *ssa.Function) int {
	if i := m.inside(sub); i >= 0 {
		return i
	}
	for p := fn.Parent(); p != nil; p = p.Parent() {
		for i := range sub.steps {
			if sub.steps[i].fn == p {
				return i
			}
		}
	}
	return -1
}

// inside is the innermost running step of a subscription, -1 if there is none.
func (m *machine) inside(sub *subscription) int {
	for i := len(m.steps_) - 1; i >= 0; i-- {
		if m.steps_[i].sub == sub {
			return m.steps_[i].i
		}
	}
	return -1
}

const maxStepsOfMessage = 64

// addStep adds a step, or finds the equal one.
func (sub *subscription) addStep(s step) int {
	for i, have := range sub.steps {
		if have.fn == s.fn && have.dynamic == s.dynamic && have.parent == s.parent && have.dep == s.dep && sameUnder(have.under, s.under) {
			return i
		}
	}
	if len(sub.steps) >= maxStepsOfMessage {
		return -1
	}
	sub.steps = append(sub.steps, s)
	return len(sub.steps) - 1
}

func sameUnder(x, y []narrowing) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].key() != y[i].key() {
			return false
		}
	}
	return true
}

// under is what branches have established about the channel of a subscription's
// messages.
func (m *machine) under(sub *subscription) []narrowing {
	var out []narrowing
	for _, n := range m.narrow {
		if n.sub == sub {
			out = append(out, n)
		}
	}
	return out
}

// fits says whether a message of a channel can be where branches have led.
func fits(under []narrowing, channel *Text) bool {
	for _, n := range under {
		if (n.channel.id == channel.settled().id) == n.not {
			return false
		}
	}
	return true
}

// named says whether branches have led to exactly this channel.
func named(under []narrowing, channel *Text) bool {
	for _, n := range under {
		if !n.not && n.channel.id == channel.settled().id {
			return true
		}
	}
	return false
}

// messageValue is a message of a subscription as a value of a type: a struct, a
// pointer to one, or an interface.
func (a *activation) messageValue(sub *subscription, file *model.File, t types.Type) Set {
	m := a.m
	elem := pointee(t)
	if it, ok := elem.Underlying().(*types.Interface); ok {
		if concrete := m.messageType(it, elem, file); concrete != nil {
			s := a.messageValue(sub, file, concrete)
			return m.wrap(s, concrete)
		}
	}
	msg := &message{sub: sub}
	if n, ok := types.Unalias(elem).(*types.Named); ok && n.Obj().Pkg() != nil {
		msg.model = m.models.Message(n.Obj().Pkg().Path(), n.Obj().Name())
		m.holdsDecoded(msg, elem)
	}
	if _, isStruct := elem.Underlying().(*types.Struct); isStruct && elem == t {
		v := &Struct{typ: m.canon(t), unknown: true, msg: msg}
		m.identify(v)
		return one(v)
	}
	o := m.object(a, vkey{sub, "message"}, elem)
	o.lib, o.msg = true, msg
	return one(Ref{o, ""})
}

// messageType is the type of the library's messages behind an interface.
func (m *machine) messageType(it *types.Interface, t types.Type, file *model.File) types.Type {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || file == nil {
		return nil
	}
	if m.models.Message(n.Obj().Pkg().Path(), n.Obj().Name()) != nil {
		return nil
	}
	for _, msg := range file.Messages {
		tn, ok := n.Obj().Pkg().Scope().Lookup(msg.Type).(*types.TypeName)
		if !ok {
			continue
		}
		for _, c := range []types.Type{types.NewPointer(tn.Type()), tn.Type()} {
			if types.Implements(c, it) {
				return c
			}
		}
	}
	return nil
}

// decode notes that a payload was decoded, and makes what it was decoded into
// unknown.
func (a *activation) decode(data, into Set, encoding string) {
	if a.m.decodeData(a, data, into, encoding) {
		return
	}
	var subs []*subscription
	for _, v := range data.vals {
		got, _ := a.m.carried(v, 0)
		subs = append(subs, got...)
	}
	for _, v := range into.vals {
		typ := typeOfValue(v)
		if typ != nil {
			typ = pointee(typ)
		}
		for _, sub := range subs {
			a.m.decodedAs(sub, decoding{typ, encoding, a.m.inside(sub), a.fn.Origin() == nil, a.m.under(sub)})
		}
		for _, sub := range subs {
			sub.decodes(a.m.inside(sub))
		}
		if r, ok := unwrap(v).(Ref); ok && len(subs) > 0 {
			r.obj.decoded = subs[0]
			a.m.noteEncoding(r.obj, encoding)
		}
	}
	a.m.havoc(into, 0)
}

func (m *machine) decodedAs(sub *subscription, d decoding) {
	if m.eventName(d.typ) == "" {
		return
	}
	for _, have := range sub.decoded {
		if types.Identical(have.typ, d.typ) && have.step == d.step && sameUnder(have.under, d.under) {
			return
		}
	}
	sub.decoded = append(sub.decoded, d)
}

// eventName is the name of an event's type, "" for types that say nothing: bytes,
// texts, maps, any.
func (m *machine) eventName(t types.Type) string {
	if t == nil {
		return ""
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		return m.eventName(p.Elem())
	}
	switch u := t.(type) {
	case *types.Named:
		if u.Obj().Pkg() == nil || m.isFramework(u) {
			return ""
		}
		return types.TypeString(u, nil)
	case *types.Slice:
		if n := m.eventName(u.Elem()); n != "" {
			return "[]" + n
		}
	}
	return ""
}

// isFramework leaves out types that carry events but are none: those of clients,
// frameworks and the standard library (sarama.ByteEncoder, json.RawMessage).
func (m *machine) isFramework(n *types.Named) bool {
	path := n.Obj().Pkg().Path()
	first, _, _ := strings.Cut(path, "/")
	return standard[first] || m.models.Modelled(path) || m.models.Evaluated(path)
}

var standard = map[string]bool{"bytes": true, "encoding": true, "time": true, "io": true, "net": true, "strings": true, "sync": true, "reflect": true, "math": true, "os": true, "errors": true, "fmt": true, "context": true, "database": true, "text": true, "html": true, "log": true}
