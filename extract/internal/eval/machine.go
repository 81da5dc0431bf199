package eval

import (
	"context"
	"go/ast"
	"go/types"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/flowvet/flowvet/extract/internal/deploy"
	"github.com/flowvet/flowvet/extract/internal/model"
)

// machine evaluates one service, or one library, of a program.
type machine struct {
	prog   *Program
	models *model.Set
	ctx    context.Context

	ids     map[vkey]int
	objects map[site]*Object

	journal []change
	places  cells
	seq     int
	steps   int

	acts    map[string]*activation // memoised activations by key
	shared  map[string]*activation // the newest activation of a function and arguments
	copies  map[string]int
	perFn   map[*ssa.Function]int
	onStack map[callee]int

	// async is set while callbacks run that code outside of the program starts;
	// rootSeq is the allocation count at the start of the running one.
	async   bool
	rootSeq int
	dirty   bool
	// handed are the objects that it made and left in older ones.
	handed []*Object
	queue  []*callback
	queued map[string]*callback
	// triggers are what sets callbacks off, as far as it has a name; commanding is the
	// sub-command whose functions escape.
	triggers   []*trigger
	commanding string
	// allocated are the types that were put in interfaces, for calls on unknown
	// receivers.
	allocated map[types.Type]bool

	unit     *deploy.Unit // how the service is started, nil if that is not known
	command  string       // the sub-command that runs, empty for all
	commands []string     // those that there are
	settings *settings

	subs    map[string]*subscription
	narrow  []narrowing
	found   *findings
	running []stepOf // the running steps of messages
	stats   Stats
	current *activation

	constants map[ast.Node]map[string][]ast.Expr // in functions, by value
}

// BoundSteps is the bound that ends the evaluation of a program early.
const BoundSteps = "steps"

// Stats counts what was done, and which bounds were reached.
type Stats struct {
	Activations int
	Steps       int
	Rounds      int
	Bounds      map[string]int
}

func (m *machine) bound(name string) {
	if m.stats.Bounds == nil {
		m.stats.Bounds = map[string]int{}
	}
	m.stats.Bounds[name]++
}

// inOrder are all objects in the order in which they were first made.
func (m *machine) inOrder() []*Object {
	out := make([]*Object, 0, len(m.objects))
	for _, o := range m.objects {
		out = append(out, o)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out
}

// canon is the one representative of all identical types.
func (m *machine) canon(t types.Type) types.Type { return m.prog.canon(t) }

// vid numbers values, so that sets have short identities.
func (m *machine) vid(k vkey) int {
	id, ok := m.ids[k]
	if !ok {
		id = len(m.ids)
		m.ids[k] = id
	}
	return id
}

// setID identifies the values of a set, whatever their order.
func (m *machine) setID(s Set) string {
	switch len(s.vals) {
	case 0:
		return ""
	case 1:
		return strconv.Itoa(m.vid(s.vals[0].key()))
	}
	ids := make([]int, len(s.vals))
	for i, v := range s.vals {
		ids[i] = m.vid(v.key())
	}
	sort.Ints(ids)
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(strconv.Itoa(id))
		b.WriteByte(',')
	}
	return b.String()
}

// canonical types are shared by all machines of a program.
type canonTypes struct{ m typeutil.Map }

func (c *canonTypes) canon(t types.Type) types.Type {
	t = types.Unalias(t)
	if madeUp(t) {
		return t
	}
	if have := c.m.At(t); have != nil {
		return have.(types.Type)
	}
	c.m.Set(t, t)
	return t
}

// madeUp says whether a type is one of SSA's own, which go/types knows nothing of: the
// stack of deferred calls in a function with a loop over a function.
func madeUp(t types.Type) bool {
	for {
		p, ok := t.(*types.Pointer)
		if !ok {
			break
		}
		t = p.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Array, *types.Basic, *types.Chan, *types.Interface, *types.Map, *types.Signature,
		*types.Slice, *types.Struct, *types.Tuple, *types.Pointer, nil:
		return false
	}
	return true
}
