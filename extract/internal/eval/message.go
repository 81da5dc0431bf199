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
	via      []frame       // calls by which it hands them up to the one that receives
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
	library bool // a client library called it
	yields  bool // it returned the message or what was decoded from it
	source  bool // it got what brings messages: a Go channel, a library's object
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
	inner    bool // of bytes in what was decoded before: an envelope's
	under    []narrowing
}

type reaction struct {
	pubs  []*endpoint
	uses  []*use
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
		s = one(Payload{sub: msg.sub})
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
		if subs := subsIn(v.cells); len(subs) > 0 {
			return subs, false
		}
		if depth < 3 && len(v.cells) <= maxParts && (m.prog.ownType(v.typ) || m.messageModel(v.typ) != nil) {
			return m.carriedIn(v.cells, "", depth)
		}
	case Ref:
		return m.carriedBy(v, depth)
	case Slice:
		if depth < 2 {
			return m.carriedInList(v, depth+1)
		}
	}
	return subs, decoded
}

// carriedInList looks into the elements of a list. Structs are looked at where they
// lie: a copy of each is dear, and this is asked for each argument of each call.
func (m *machine) carriedInList(v Slice, depth int) (subs []*subscription, decoded bool) {
	elem := elemType(v.obj.typ)
	if !isAggregate(elem) {
		return m.carriedByAll(m.anyElement(one(v), elem), depth)
	}
	if depth < 3 && len(v.obj.cells) <= maxParts && (m.prog.ownType(elem) || m.messageModel(elem) != nil) {
		return m.carriedIn(v.obj.cells, v.path, depth)
	}
	return nil, false
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
		if _, ok := v.obj.typ.Underlying().(*types.Struct); ok {
			return m.carriedIn(v.obj.cells, v.path, depth)
		}
	}
	return subs, decoded
}

// maxParts is the size of an object or list that is looked into for a message.
const maxParts = 24

// carriedIn looks for a message or payload among the fields of a struct: the
// program's own form of a message.
func (m *machine) carriedIn(cells map[string]Set, base string, depth int) (subs []*subscription, decoded bool) {
	for _, p := range sortedKeys(cells) {
		if _, ok := under(p, base); !ok {
			continue
		}
		for _, e := range cells[p].vals {
			switch e := unwrap(e).(type) {
			case Payload:
				subs, decoded = append(subs, e.sub), decoded || e.inner
			case *Struct:
				if e.msg != nil {
					subs = append(subs, e.msg.sub)
				}
			case Slice:
				got, _ := m.carried(e, depth)
				subs = append(subs, got...)
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
func subsOf(o *Object) []*subscription { return subsIn(o.cells) }

func subsIn(cells map[string]Set) []*subscription {
	var subs []*subscription
	for _, v := range cells[subCell].vals {
		subs = append(subs, v.(subValue).sub)
	}
	return subs
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
