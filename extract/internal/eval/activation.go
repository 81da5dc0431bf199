package eval

import (
	"go/token"
	"go/types"
	"strconv"

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
	recvs   map[taking]int
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
	uses    []*use
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

// callee is a function on the stack, with what it captured: a middleware around another
// of its kind calls itself, but is no recursion.
type callee struct {
	fn   *ssa.Function
	free string
}

func (m *machine) calleeOf(fn *ssa.Function, free []Set) callee {
	c := callee{fn: fn}
	for _, s := range free {
		c.free += "^" + m.setID(s)
	}
	return c
}

// enter finds or makes the activation of a call.
func (m *machine) enter(caller *activation, at ssa.Instruction, fn *ssa.Function, free, args []Set) *activation {
	depth := 0
	if caller != nil {
		depth = caller.depth + 1
	}
	if m.steps > maxSteps {
		m.bound(BoundSteps)
		return nil
	}
	if depth > maxDepth {
		m.bound("depth")
		return nil
	}
	key := m.callKey(fn, free, args)
	self := m.calleeOf(fn, free)
	if m.onStack[self] > 0 {
		limit := maxRecursion
		if counted := countedKey(fn, args); counted != "" {
			key, limit = key+counted, maxCounted
		}
		if a := m.shared[key]; a != nil && !a.done {
			return a // recursion with the same arguments: what is known so far
		}
		if m.onStack[self] >= limit {
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

func (m *machine) run(caller *activation, fn *ssa.Function, full, key string, free, args []Set, depth int) *activation {
	sh := m.prog.shape(fn)
	a := &activation{
		m: m, fn: fn, shape: sh, key: full, args: args, free: free, depth: depth, seq0: m.seq,
		regs:   make([]Set, len(sh.regs)),
		tuples: map[ssa.Value][]Set{},
		recvs:  map[taking]int{},
		edges:  map[[2]int]*edge{},
	}
	n := len(fn.Blocks)
	a.ends, a.endSeqs, a.starts, a.startSeqs = make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	a.reads = a.versions()
	m.acts[full], m.shared[key] = a, a
	m.stats.Activations++
	a.bind()
	self := m.calleeOf(fn, free)
	m.onStack[self]++
	before := m.current
	m.current = a
	mark, seq := m.mark(), m.seq
	a.tree(fn.Blocks[0])
	m.undo(mark)
	a.leave(mark, seq)
	m.current = before
	m.onStack[self]--
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
// by a caller, and a context says nothing about what is sent.
func paramBit(fn *ssa.Function, i int) (uint64, bool) {
	if isRangeBody(fn) || i < len(fn.Params) && isContext(fn.Params[i].Type()) {
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
	return a.m.unknown(v.Type(), a.m.sourceName(v))
}

func (a *activation) put(v ssa.Value, s Set) {
	if len(s.vals) == 0 && a.tuples[v] == nil {
		s = a.m.unknown(v.Type(), a.m.sourceName(v))
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
