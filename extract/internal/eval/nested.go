package eval

import (
	"go/types"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// What a field of a received message, or of what leads to one, holds of a type that
// a model lists is the same message: pulsar.ConsumerMessage.Message, kgo.Fetch.Topics.

// messageModel is what a model says of a type or of what it points to.
func (m *machine) messageModel(t types.Type) *model.CompiledMessage {
	n, ok := types.Unalias(pointee(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return nil
	}
	return m.models.Message(n.Obj().Pkg().Path(), n.Obj().Name())
}

// askedFor are the message that a value is, or those of a source of messages that a
// model lists as one: a claim says which channel they came on.
func (m *machine) askedFor(v Value) []*message {
	if msg := messageOf(v); msg != nil {
		return []*message{msg}
	}
	switch v := unwrap(v).(type) {
	case Ref:
		return m.broughtBy(v.obj.cells, v.obj.typ)
	case *Struct:
		return m.broughtBy(v.cells, v.typ)
	}
	return nil
}

func (m *machine) broughtBy(source map[string]Set, t types.Type) []*message {
	subs := subsIn(source)
	if len(subs) == 0 {
		return nil
	}
	listed := m.messageModel(t)
	if listed == nil {
		return nil
	}
	var out []*message
	for _, sub := range subs {
		out = append(out, &message{sub, listed})
	}
	return out
}

// partBrought is what a field of a source of messages holds.
func (m *machine) partBrought(source map[string]Set, of types.Type, path string, t types.Type) (Set, bool) {
	var out Set
	for _, msg := range m.broughtBy(source, of) {
		if s, ok := msg.part(m, path, t); ok {
			out = out.union(s)
		}
	}
	return out, len(out.vals) > 0
}

// nested is a message as a part of another.
func (msg *message) nested(m *machine, t types.Type) (Set, bool) {
	if sl, ok := t.Underlying().(*types.Slice); ok {
		elem, ok := msg.nested(m, sl.Elem())
		if !ok {
			return Set{}, false
		}
		o := m.partOf(msg.sub, t)
		m.storeAt(nil, Ref{o, anyElem}, elem, sl.Elem(), true)
		return one(Slice{o, "", 0, -1}), true
	}
	listed := m.messageModel(t)
	if listed == nil {
		return Set{}, false
	}
	inner := &message{sub: msg.sub, model: listed}
	if _, ok := t.Underlying().(*types.Struct); ok {
		v := &Struct{typ: m.canon(t), unknown: true, msg: inner}
		m.identify(v)
		return one(v), true
	}
	o := m.partOf(msg.sub, pointee(t))
	o.lib, o.msg = true, inner
	return one(Ref{o, ""}), true
}

// partOf is the object that stands for the parts of a type of all messages of a
// subscription.
func (m *machine) partOf(sub *subscription, t types.Type) *Object {
	k := site{act: sub.key, at: "part " + types.TypeString(t, nil)}
	o := m.objects[k]
	if o == nil {
		o = &Object{id: len(m.objects), typ: t, cells: map[string]Set{}}
		m.objects[k] = o
	}
	return o
}

// decodedPart is the payload of a message whose field has the event's own type: the
// client has decoded it.
func (m *machine) decodedPart(sub *subscription, t types.Type) (Set, bool) {
	if _, ok := pointee(t).Underlying().(*types.Struct); !ok || m.eventName(t) == "" {
		return Set{}, false
	}
	m.decodedAs(sub, decoding{typ: pointee(t), encoding: sub.encoding, step: m.inside(sub)})
	if pointee(t) != t {
		o := m.partOf(sub, pointee(t))
		m.set(o, unknownCell, one(constBool(true)))
		o.decoded = sub
		return one(Ref{o, ""}), true
	}
	v := &Struct{typ: m.canon(t), unknown: true, from: sub}
	m.identify(v)
	return one(v), true
}

// holdsDecoded notes the event of a message type that holds it decoded.
func (m *machine) holdsDecoded(msg *message, t types.Type) {
	if msg.model == nil {
		return
	}
	for _, st := range msg.model.Payload {
		if st.Kind != model.StepField || t == nil {
			return
		}
		t = fieldType(pointee(t), st.Name)
	}
	if len(msg.model.Payload) > 0 && t != nil {
		m.decodedPart(msg.sub, t)
	}
}
