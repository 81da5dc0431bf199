package eval

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// activation is one evaluation of a function with given arguments. Those with
// equal keys are one and the same.
type activation struct {
	m     *machine
	fn    *ssa.Function
	shape *shape
	key   string
	args  []Set
	free  []Set

	regs   []Set
	tuples map[ssa.Value][]Set
	// iter tells the passes of loops apart, so that each has its own objects.
	iter  string
	known []override
	// choices are what phis got under which conditions on messages.
	choices map[*ssa.Phi][]choice
	recvs   map[ssa.Instruction]int
	brought []*send // what receives of the current passes brought
	defers  []*ssa.Defer
	depth   int
	pos     token.Pos // of the running instruction
	callers []*callEdge
	seq0    int

	ends      []int // journal marks at the ends of blocks
	endSeqs   []int
	starts    []int
	startSeqs []int
	edges     map[[2]int]*edge
	left      map[[2]int][]*edge // where earlier passes of loops may have left them
	exits     []exit
	dead      *delta
	ended     bool // some way ends the program

	done    bool
	never   bool // it ends the program
	results []Set
	effect  *delta
	fresh   bool
	open    []*open
	taints  []taintOf
	pubs    []*endpoint
	reads   []version
}

// version is an object as it was when an activation began: an equal call later may
// only be answered from memory when it is so again.
type version struct {
	obj *Object
	id  string
}

type edge struct {
	delta *delta
	phis  []Set
	// known are the registers that branches on the way have narrowed.
	known []override
	// under is what is established about messages there.
	under []narrowing
}

// override is a register that a branch has narrowed.
type override struct {
	reg int
	now Set
}

type exit struct {
	delta   *delta
	results []Set
	failed  bool
}

// call evaluates a function with a body and gives its results.
func (m *machine) call(caller *activation, at ssa.Instruction, fn *ssa.Function, free, args []Set) (*activation, []Set) {
	a := m.enter(caller, at, fn, free, args)
	if a == nil {
		return nil, m.unknownResults(fn.Signature, fn.Name())
	}
	return a, a.results
}

// enter finds or makes the activation of a call.
func (m *machine) enter(caller *activation, at ssa.Instruction, fn *ssa.Function, free, args []Set) *activation {
	depth := 0
	if caller != nil {
		depth = caller.depth + 1
	}
	if depth > maxDepth || m.steps > maxSteps {
		m.bound("depth or steps")
		return nil
	}
	key := m.callKey(fn, free, args)
	if m.onStack[fn] > 0 {
		if a := m.shared[key]; a != nil && !a.done {
			return a // recursion with the same arguments: what is known so far
		}
		if m.onStack[fn] >= maxRecursion {
			m.bound("recursion")
			return nil
		}
	}
	if a := m.reuse(caller, at, key); a != nil {
		m.replay(a)
		return a
	}
	if m.perFn[fn] >= maxContexts {
		m.bound("contexts of " + fn.String())
		if a := m.shared[key]; a != nil && a.done {
			return a
		}
		return nil
	}
	full := key
	if n := m.copies[key]; n > 0 && caller != nil {
		full = key + "@" + m.siteKey(caller, at)
	}
	m.copies[key]++
	m.perFn[fn]++
	return m.run(caller, fn, full, key, free, args, depth)
}

func (m *machine) siteKey(caller *activation, at ssa.Instruction) string {
	return strconv.Itoa(m.vid(vkey{at, ""})) + "/" + strconv.Itoa(m.vid(vkey{kind("act"), caller.key})) + caller.iter
}

// reuse gives the activation that answers a call from memory.
func (m *machine) reuse(caller *activation, at ssa.Instruction, key string) *activation {
	a := m.shared[key]
	if a == nil || !a.done {
		return nil
	}
	if a.fresh && caller != nil && m.copies[key] < maxCopies {
		a = m.acts[key+"@"+m.siteKey(caller, at)]
		if a == nil || !a.done {
			return nil
		}
	}
	for _, v := range a.reads {
		if m.objectID(v.obj) != v.id {
			return nil
		}
	}
	return a
}

// objectID is the contents of an object, without those of what it points to.
func (m *machine) objectID(o *Object) string {
	if len(o.cells) > maxSnapshot {
		return "large"
	}
	var b strings.Builder
	for _, p := range sortedCells(o) {
		b.WriteString(p)
		b.WriteByte('=')
		b.WriteString(m.setID(o.cells[p]))
		b.WriteByte(';')
	}
	return b.String()
}

// replay does to the heap what an earlier, equal call did.
func (m *machine) replay(a *activation) {
	if a.effect == nil {
		return
	}
	for _, id := range a.effect.order {
		val := a.effect.vals[id]
		if m.setID(id.obj.cells[id.path]) != m.setID(val) {
			m.set(id.obj, id.path, val)
		}
	}
}

func (m *machine) callKey(fn *ssa.Function, free, args []Set) string {
	var b strings.Builder
	b.WriteString(strconv.Itoa(m.vid(vkey{fn, "fn"})))
	for i, s := range args {
		b.WriteByte('(')
		if i < len(fn.Params) && !m.prog.matters(fn.Params[i].Type()) && !carriesValues(s) {
			continue
		}
		b.WriteString(m.setID(s))
	}
	for _, s := range free {
		b.WriteByte('^')
		b.WriteString(m.setID(s))
	}
	for _, n := range m.narrow {
		b.WriteString("|" + n.key())
	}
	return b.String()
}

func (m *machine) run(caller *activation, fn *ssa.Function, full, key string, free, args []Set, depth int) *activation {
	sh := m.prog.shape(fn)
	a := &activation{
		m: m, fn: fn, shape: sh, key: full, args: args, free: free, depth: depth, seq0: m.seq,
		regs:   make([]Set, len(sh.regs)),
		tuples: map[ssa.Value][]Set{},
		recvs:  map[ssa.Instruction]int{},
		edges:  map[[2]int]*edge{},
	}
	n := len(fn.Blocks)
	a.ends, a.endSeqs, a.starts, a.startSeqs = make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	a.reads = a.versions()
	m.acts[full], m.shared[key] = a, a
	m.stats.Activations++
	a.bind()
	m.onStack[fn]++
	before := m.current
	m.current = a
	mark, seq := m.mark(), m.seq
	a.tree(fn.Blocks[0])
	m.undo(mark)
	a.leave(mark, seq)
	m.current = before
	m.onStack[fn]--
	a.done = true
	a.regs, a.tuples, a.edges, a.left, a.exits, a.ends, a.starts, a.endSeqs, a.startSeqs = nil, nil, nil, nil, nil, nil, nil, nil, nil
	return a
}

// bind sets the parameters. Their values keep nothing of the caller's origins:
// each has its own bit here. A receiver has none: what an object was given when
// it was made is not decided by those who call its methods.
func (a *activation) bind() {
	for i, p := range a.fn.Params {
		s := Set{}
		if i < len(a.args) {
			s = strip(a.args[i])
		}
		if len(s.vals) == 0 {
			s = a.m.unknown(p.Type(), p.Name())
		}
		if bit, ok := paramBit(a.fn, i); ok {
			s.origin = origin{self: bit}
		}
		a.regs[a.shape.regs[p]] = s
	}
	for i, p := range a.fn.FreeVars {
		s, open := Set{}, true
		if i < len(a.free) {
			open = a.free[i].origin == captured
			s = strip(a.free[i])
		}
		if len(s.vals) == 0 {
			s = a.m.unknown(p.Type(), p.Name())
		}
		if open {
			s.origin = origin{self: freeBit(i)}
		}
		a.regs[a.shape.regs[p]] = s
	}
}

// paramBit is the bit of a parameter's origin. What an iterator brings is not given
// by a caller.
func paramBit(fn *ssa.Function, i int) (uint64, bool) {
	if isRangeBody(fn) {
		return 0, false
	}
	if recv := fn.Signature.Recv(); recv != nil && i == 0 {
		if _, isFunc := recv.Type().Underlying().(*types.Signature); !isFunc {
			return 0, false
		}
	}
	return 1 << min(i, 30), true
}

func freeBit(i int) uint64 { return 1 << min(31+i, 61) }

// leave joins the ways out of a function. Those that return an error do not
// count when there are others: the caller does not go on with their results.
func (a *activation) leave(mark, seq int) {
	exits := a.exits
	ok := succeeded(exits)
	mayFail := len(ok) > 0 && len(ok) < len(exits)
	if mayFail {
		exits = ok
	}
	var ds []*delta
	for _, e := range exits {
		ds = append(ds, e.delta)
		for i, r := range e.results {
			if i == len(a.results) {
				a.results = append(a.results, Set{})
			}
			a.results[i] = joinTexts(a.results[i], r)
		}
	}
	if n := len(a.results); mayFail && n > 0 {
		a.results[n-1] = a.m.unknown(a.fn.Signature.Results().At(n-1).Type(), "err")
	}
	a.never = len(ds) == 0 && a.ended
	if len(ds) == 0 && a.dead != nil {
		ds = append(ds, a.dead)
	}
	if len(ds) > 0 {
		a.m.apply(ds)
	}
	if len(a.results) == 0 {
		a.results = a.m.unknownResults(a.fn.Signature, a.fn.Name())
	}
	a.effect = a.m.escaping(a, a.m.since(mark, seq))
	a.fresh = a.returnsFresh()
}

// succeeded are the ways out that return no error. Where one certainly does not,
// one that returns nothing beside what may be an error has failed.
func succeeded(exits []exit) []exit {
	certain := false
	for _, e := range exits {
		certain = certain || e.succeeds()
	}
	var ok []exit
	for _, e := range exits {
		if !e.failed && !(certain && e.empty()) {
			ok = append(ok, e)
		}
	}
	return ok
}

// succeeds says whether the last of several results, an error, is nil.
func (e exit) succeeds() bool {
	n := len(e.results)
	if n < 2 {
		return false
	}
	_, isNil := e.results[n-1].single().(Nil)
	return isNil
}

// empty says whether all results but the last, which is no plain nil, are zero.
func (e exit) empty() bool {
	n := len(e.results)
	if n < 2 || e.succeeds() {
		return false
	}
	for _, r := range e.results[:n-1] {
		if !isZeroSet(r) {
			return false
		}
	}
	return true
}

// escaping leaves out the cells of variables that no one else can see.
func (m *machine) escaping(a *activation, d *delta) *delta {
	kept := &delta{seq: d.seq, vals: d.vals}
	for _, id := range d.order {
		if id.obj.owner == a && !id.obj.escapes() {
			continue
		}
		kept.order = append(kept.order, id)
	}
	return kept
}

func (o *Object) escapes() bool { return !o.local }

// returnsFresh says whether a result is an object that was allocated here, so
// that each call has its own.
func (a *activation) returnsFresh() bool {
	for i, r := range a.results {
		if i < a.fn.Signature.Results().Len() && !a.m.prog.matters(a.fn.Signature.Results().At(i).Type()) {
			continue
		}
		for _, v := range r.vals {
			if o := objectOf(v); o != nil && o.seq > a.seq0 {
				return true
			}
			if f, ok := unwrap(v).(*Func); ok && a.capturesFresh(f) {
				return true
			}
		}
	}
	return false
}

func (a *activation) capturesFresh(f *Func) bool {
	for _, s := range f.free {
		for _, v := range s.vals {
			if o := objectOf(v); o != nil && o.seq > a.seq0 {
				return true
			}
		}
	}
	return false
}

func objectOf(v Value) *Object {
	switch v := unwrap(v).(type) {
	case Ref:
		return v.obj
	case Slice:
		return v.obj
	}
	return nil
}

// versions are the objects among the arguments as they are now.
func (a *activation) versions() []version {
	var out []version
	for _, s := range a.args {
		for _, v := range s.vals {
			if o := objectOf(v); o != nil && len(out) < 8 {
				out = append(out, version{o, a.m.objectID(o)})
			}
		}
	}
	return out
}

// get is the value of an operand.
func (a *activation) get(v ssa.Value) Set {
	if i, ok := a.shape.regs[v]; ok {
		return a.regs[i]
	}
	switch v := v.(type) {
	case *ssa.Const:
		return a.m.constant(v, token.NoPos)
	case *ssa.Global:
		return one(Ref{a.m.global(v), ""})
	case *ssa.Function:
		f := a.m.function(v, nil)
		f.by = a.fn
		return one(f)
	case *ssa.Builtin:
		return Set{}
	}
	return a.m.unknown(v.Type(), v.Name())
}

func (a *activation) put(v ssa.Value, s Set) {
	if len(s.vals) == 0 && a.tuples[v] == nil {
		s = a.m.unknown(v.Type(), v.Name())
	}
	a.regs[a.shape.regs[v]] = s
}

// textAt gives the texts of a set that have no provenance a place: constants
// have none of their own.
func (a *activation) textAt(s Set, pos token.Pos) Set {
	for i, v := range s.vals {
		t, ok := v.(*Text)
		if !ok || t.prov != nil || !pos.IsValid() {
			continue
		}
		c := *t
		c.prov = &prov{kind: "literal", pos: pos, text: t.id}
		s.vals = append([]Value(nil), s.vals...)
		s.vals[i] = &c
	}
	return s
}

func (m *machine) unknownResults(sig *types.Signature, name string) []Set {
	out := make([]Set, sig.Results().Len())
	for i := range out {
		v := sig.Results().At(i)
		n := name
		if v.Name() != "" && v.Name() != "_" {
			n = v.Name()
		}
		out[i] = m.unknown(v.Type(), n)
	}
	return out
}

// function is a function as a value.
func (m *machine) function(fn *ssa.Function, free []Set) *Func {
	f := &Func{fn: fn, free: free}
	for _, s := range free {
		f.id += "^" + m.setID(s)
	}
	return f
}
