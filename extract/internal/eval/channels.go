package eval

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// send is a value that was sent on a Go channel. Endpoints that it decides, where
// it is received, are the sender's.
type send struct {
	key   string
	val   Set
	elem  types.Type // of the channel
	sinks []*open
	by    *activation
	block *ssa.BasicBlock
}

// turn is what one receive gets: what was sent, or what another way through the
// sending function sends in its stead.
type turn struct {
	*send
	val Set
}

// turns are the values that a channel holds, in order. Nothing, sent where another way
// through the function sends something, is no value of its own: nil for an error.
func (c *channel) turns() []turn {
	var list []turn
	for _, s := range c.sends {
		val := s.val
		instead := false
		for _, t := range c.sends {
			if s.excludes(t) && isZeroSet(s.val) != isZeroSet(t.val) {
				val = val.union(t.val)
				instead = isZeroSet(s.val)
			}
		}
		if !instead {
			list = append(list, turn{s, val})
		}
	}
	return list
}

// excludes says whether a run of the sending function sends one or the other.
func (s *send) excludes(t *send) bool {
	return s.by == t.by && s.block != t.block && s.block != nil && !leadsTo(s.block, t.block) && !leadsTo(t.block, s.block)
}

// leadsTo says whether control may go from one block to another.
func leadsTo(from, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	next := []*ssa.BasicBlock{from}
	for len(next) > 0 {
		b := next[len(next)-1]
		next = next[:len(next)-1]
		for _, succ := range b.Succs {
			if succ == to {
				return true
			}
			if !seen[succ] {
				seen[succ] = true
				next = append(next, succ)
			}
		}
	}
	return false
}

// sink publishes what is sent on a Go channel of a client library.
type sink struct {
	call  *apiCall
	apply func(sent Set, at ssa.Instruction, a *activation)
}

func isReceive(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.UnOp:
		return in.Op.String() == "<-"
	case *ssa.Select:
		return true
	}
	return false
}

// send puts a value into the channels that it may go to.
func (a *activation) send(at ssa.Instruction, ch, val Set) {
	for _, v := range ch.vals {
		r, ok := unwrap(v).(Ref)
		if !ok || r.obj.ch == nil {
			continue
		}
		c := r.obj.ch
		if c.sink != nil {
			c.sink.apply(val, at, a)
			continue
		}
		s := a.m.sent(a, at, r.obj, val)
		for _, o := range s.sinks {
			a.resolveSent(at, o, val)
		}
	}
}

// sent notes what was sent. One that was not known when the channel was received
// from asks for another round.
func (m *machine) sent(a *activation, at ssa.Instruction, o *Object, val Set) *send {
	c := o.ch
	key := a.key + "/" + strconv.Itoa(m.vid(vkey{at, ""})) + a.iter + "=" + m.setID(val)
	for _, s := range c.sends {
		if s.key == key {
			s.val = strip(val)
			return s
		}
	}
	s := &send{key: key, val: strip(val), elem: elemType(o.typ), by: a, block: at.Block()}
	if len(c.sends) < maxAlternatives {
		c.sends = append(c.sends, s)
		m.dirty = m.dirty || c.received
	}
	return s
}

// receive takes the next value of a channel: each pass of a loop another one.
func (a *activation) receive(in *ssa.UnOp, ch ssa.Value, commaOk bool) {
	val, more := a.take(in, a.get(ch), elemType(ch.Type()))
	if !commaOk {
		a.put(in, val)
		return
	}
	ok := truthSet(more, func() Set { return a.m.unknown(types.Typ[types.Bool], "") })
	a.tuple(in, val, ok)
}

// taking is an instruction that receives from a channel: one that a loop makes anew
// in each pass begins with the first value that it holds.
type taking struct {
	in ssa.Instruction
	ch string
}

func (a *activation) taking(in ssa.Instruction, ch Set) taking {
	return taking{in, a.m.setID(ch)}
}

// take is the next value that a channel holds, and whether there was one.
func (a *activation) take(in ssa.Instruction, ch Set, elem types.Type) (Set, truthValue) {
	sends, known := a.contents(ch)
	at := a.taking(in, ch)
	i := a.recvs[at]
	a.recvs[at] = i + 1
	if len(sends) == 0 {
		if known {
			return a.m.unknown(elem, ""), isOpen
		}
		return a.m.unknown(elem, "").from(origin{content: ch.any()}), isOpen
	}
	more := isTrue
	if i >= len(sends) {
		more = isFalse
	}
	s := sends[i%len(sends)]
	a.brought = append(a.brought, s.send)
	a.receivedFrom(s)
	from := origin{content: ch.self | ch.content}
	if s.key != "" {
		from.self |= fromChan
	}
	return s.val.from(from), more
}

// receivedFrom notes who takes messages out of a Go channel: of the client's own
// channel it is the function that receives; a channel of the program hands them on
// to another one, unless who received them decoded them into a type of its own.
func (a *activation) receivedFrom(s turn) {
	subs, decoded := a.m.carriedByAll(s.val, 1)
	for _, sub := range subs {
		if s.key == "" {
			sub.in, sub.via = a.fn, nil
		} else if a.m.prog.own(a.fn) && sub.in != a.fn && !(decoded && sub.decodedByType()) {
			sub.hop = a.fn
		}
	}
}

// contents are the values that channels hold.
func (a *activation) contents(ch Set) (sends []turn, known bool) {
	known = true
	for _, v := range ch.vals {
		r, ok := unwrap(v).(Ref)
		if !ok || r.obj.ch == nil {
			known = false
			continue
		}
		r.obj.ch.received = true
		for _, t := range r.obj.ch.turns() {
			if n := len(sends); t.key == "" && n > 0 && sends[n-1].key == "" {
				sends[n-1].val = sends[n-1].val.union(t.val) // of either client's channel
			} else {
				sends = append(sends, t)
			}
		}
	}
	return sends, known
}

// unread says whether a receiving instruction has not yet taken all that a channel of
// it holds.
func (a *activation) unread(in ssa.Instruction) bool {
	left := func(ch ssa.Value) bool {
		sends, _ := a.contents(a.get(ch))
		return a.recvs[a.taking(in, a.get(ch))] < len(sends)
	}
	switch in := in.(type) {
	case *ssa.UnOp:
		return left(in.X)
	case *ssa.Select:
		for _, st := range in.States {
			if st.Dir == types.RecvOnly && left(st.Chan) {
				return true
			}
		}
	}
	return false
}

// selectInstr takes from and sends on all channels of a select: which one is
// ready, only run time knows.
func (a *activation) selectInstr(in *ssa.Select) {
	t := in.Type().(*types.Tuple)
	parts := []Set{a.m.unknown(t.At(0).Type(), ""), a.m.unknown(t.At(1).Type(), "")}
	for _, st := range in.States {
		ch := a.get(st.Chan)
		if st.Dir == types.SendOnly {
			a.send(in, ch, a.textAt(a.get(st.Send), st.Pos))
			continue
		}
		val, _ := a.take(in, ch, elemType(st.Chan.Type()))
		parts = append(parts, val)
	}
	a.tuple(in, parts...)
}
