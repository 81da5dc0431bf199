package difftest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A Plan is a program that is not yet written down.
type Plan struct{ Routes []Route }

// A Route is a frame, a source, a sink, and then carriers and wrappers.
type Route struct {
	Event int // which of the event types
	Steps []Step
}

// A Step is one use of a feature. Shared steps have their declarations in common
// with other shared steps of the same feature.
type Step struct {
	Feature *Feature
	Shared  bool
}

// events is how many event types a program has.
const events = 3

// maxBits bounds the unknown inputs of a program: it is run 1<<maxBits times.
const maxBits = 3

// maxBlocks bounds the loops that are open at once, and so what a program sends.
const maxBlocks = 3

// A Maker makes up plans out of features.
type Maker struct {
	byKind map[Kind][]*Feature
}

// NewMaker returns a Maker for all features that skip does not name.
func NewMaker(skip map[string]string) *Maker {
	m := &Maker{byKind: map[Kind][]*Feature{}}
	for _, f := range all() {
		if _, ok := skip[f.Name]; !ok {
			m.byKind[f.Kind] = append(m.byKind[f.Kind], &f)
		}
	}
	return m
}

// Random returns the plan of a seed.
func (m *Maker) Random(seed uint64) *Plan {
	rnd := rand.New(rand.NewPCG(seed, 0x5eed))
	p := &Plan{}
	bits := 0
	for range 1 + rnd.IntN(3) {
		p.Routes = append(p.Routes, m.route(rnd, &bits))
	}
	return p
}

func (m *Maker) route(rnd *rand.Rand, bits *int) Route {
	pick := func(kinds ...Kind) Step {
		for {
			list := m.byKind[kinds[rnd.IntN(len(kinds))]]
			f := list[rnd.IntN(len(list))]
			if n := f.bits(); *bits+n <= maxBits {
				*bits += n
				return Step{Feature: f, Shared: rnd.IntN(2) == 0}
			}
		}
	}
	r := Route{Event: rnd.IntN(events), Steps: []Step{pick(Frame), pick(Source), pick(Sink)}}
	blocks := 0
	for range rnd.IntN(7) {
		s := pick(Carrier, Carrier, Carrier, Wrapper)
		if s.Feature.End != "" {
			if blocks++; blocks > maxBlocks {
				continue
			}
		}
		r.Steps = append(r.Steps, s)
	}
	return r
}

// Singles returns, for each feature, a plan that has little else.
func (m *Maker) Singles() []*Plan {
	var plans []*Plan
	for _, f := range slices.Concat(m.byKind[Source], m.byKind[Sink], m.byKind[Frame], m.byKind[Carrier], m.byKind[Wrapper]) {
		steps := []Step{m.first(Frame), m.first(Source), m.first(Sink)}
		switch f.Kind {
		case Frame:
			steps[0].Feature = f
		case Source:
			steps[1].Feature = f
		case Sink:
			steps[2].Feature = f
		default:
			steps = append(steps, Step{Feature: f})
		}
		plans = append(plans, &Plan{Routes: []Route{{Steps: steps}}})
	}
	return plans
}

// first is the plainest feature of a kind, which stands first in its table.
func (m *Maker) first(k Kind) Step { return Step{Feature: m.byKind[k][0]} }

// Smaller returns the plans that are a step smaller than p.
func (m *Maker) Smaller(p *Plan) []*Plan {
	var out []*Plan
	for i := range p.Routes {
		if len(p.Routes) > 1 {
			out = append(out, &Plan{slices.Delete(slices.Clone(p.Routes), i, i+1)})
		}
	}
	for i, r := range p.Routes {
		for _, smaller := range m.smallerRoutes(r) {
			routes := slices.Clone(p.Routes)
			routes[i] = smaller
			out = append(out, &Plan{routes})
		}
	}
	return out
}

func (m *Maker) smallerRoutes(r Route) []Route {
	var out []Route
	with := func(steps []Step) { out = append(out, Route{Event: r.Event, Steps: steps}) }
	for j, s := range r.Steps {
		if j > 2 {
			with(slices.Delete(slices.Clone(r.Steps), j, j+1))
		} else if plain := m.first(s.Feature.Kind); plain.Feature != s.Feature {
			steps := slices.Clone(r.Steps)
			steps[j] = plain
			with(steps)
		}
	}
	if r.Event != 0 {
		out = append(out, Route{Steps: r.Steps})
	}
	return out
}

// String names the features of the plan, one line a route.
func (p *Plan) String() string {
	var b strings.Builder
	for _, r := range p.Routes {
		for i, s := range r.Steps {
			if i > 0 {
				b.WriteString(" > ")
			}
			b.WriteString(s.Feature.Name)
			if s.Shared {
				b.WriteString("*")
			}
		}
		fmt.Fprintf(&b, " (event %d)\n", r.Event)
	}
	return b.String()
}

func (f *Feature) bits() int {
	text := f.Decl + f.Body + f.Out
	return strings.Count(text, "$bit") + strings.Count(text, "$num")
}
