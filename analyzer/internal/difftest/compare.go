package difftest

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/graph"
)

// A Failure is a difference between what a program did and what flowvet says.
type Failure struct {
	Kind string
	Plan *Plan
	Text string
}

// The kinds of failures, the worst first. The last is none of the promise: a name
// that is always the same was inferred, but not exactly.
const (
	WrongName   = "wrong name"
	Missed      = "missed"
	WrongEvent  = "wrong event"
	MissedEvent = "missed event"
	Vague       = "vague"
)

// inferred is an endpoint that flowvet found.
type inferred struct {
	use
	resolution graph.Resolution
}

// Check runs and analyzes programs and returns what differs, in their order.
func Check(ctx context.Context, dir string, plans []*Plan) ([]Failure, error) {
	ws, err := newWorkspace(dir, plans)
	if err != nil {
		return nil, err
	}
	seen, err := ws.run(ctx)
	if err != nil {
		return nil, err
	}
	found, err := ws.analyze(ctx)
	if err != nil {
		return nil, err
	}
	var out []Failure
	for i, p := range plans {
		name := ws.programs[i]
		for _, f := range compare(seen[name], found[name]) {
			f.Plan = p
			out = append(out, f)
		}
	}
	return out, nil
}

// analyze is what flowvet infers of each program.
func (ws *workspace) analyze(ctx context.Context) (map[string][]inferred, error) {
	result, err := analyzer.Run(ctx, analyzer.Config{Dir: ws.dir, Args: []string{"./progs/..."}})
	if err != nil {
		return nil, err
	}
	if len(result.Problems) > 0 {
		return nil, fmt.Errorf("flowvet: %v", result.Problems)
	}
	g := result.Graph
	programs := map[string]string{} // of services
	for _, s := range g.Services {
		programs[s.ID] = filepath.Base(filepath.Dir(s.Dir))
	}
	channels := map[string]graph.Channel{}
	for _, c := range g.Channels {
		channels[c.ID] = c
	}
	found := map[string][]inferred{}
	for _, e := range g.Endpoints {
		c := channels[e.Channel]
		u := inferred{use: use{string(e.Direction), c.Name, ""}, resolution: c.Resolution}
		if e.Event != nil {
			u.event = e.Event.Type[strings.LastIndex(e.Event.Type, ".")+1:]
		}
		for _, s := range e.Services {
			found[programs[s]] = append(found[programs[s]], u)
		}
	}
	return found, nil
}

// compare holds what a program did against what was inferred of it. It returns one
// failure of a kind at most.
func compare(seen map[use]bool, found []inferred) []Failure {
	texts := map[string][]string{}
	add := func(kind string, u use) {
		text := strings.TrimSpace(fmt.Sprintf("%s %s %s", u.direction, u.channel, u.event))
		texts[kind] = append(texts[kind], text)
	}
	for u := range seen {
		if kind := judgeSeen(u, found); kind != "" {
			add(kind, u)
		}
	}
	for _, f := range found {
		if kind := judgeFound(f, seen); kind != "" {
			add(kind, f.use)
		}
	}
	var out []Failure
	for _, kind := range []string{WrongName, Missed, WrongEvent, MissedEvent, Vague} {
		if list := texts[kind]; len(list) > 0 {
			slices.Sort(list)
			text := strings.Join(slices.Compact(list), "; ")
			out = append(out, Failure{Kind: kind, Text: fmt.Sprintf("%s: %s\n%s", kind, text, listing(seen, found))})
		}
	}
	return out
}

// judgeSeen says what is wrong if a program did u.
func judgeSeen(u use, found []inferred) string {
	fits, exact, event := false, false, false
	for _, f := range found {
		if f.direction != u.direction || !f.fits(u.channel) {
			continue
		}
		fits = true
		exact = exact || f.resolution == graph.Exact
		event = event || f.event == u.event
	}
	switch {
	case !fits:
		return Missed
	case !event && u.event != "":
		return MissedEvent
	case !exact:
		return Vague
	}
	return ""
}

// judgeFound says what is wrong if f was inferred.
func judgeFound(f inferred, seen map[use]bool) string {
	if f.resolution != graph.Exact {
		return ""
	}
	named := false
	for u := range seen {
		if u.direction == f.direction && u.channel == f.channel {
			if u.event == f.event || f.event == "" {
				return ""
			}
			named = true
		}
	}
	if named {
		return WrongEvent
	}
	return WrongName
}

var hole = regexp.MustCompile(`(\\\$)?\\\{[^}]*\\\}`)

// fits reports whether the inferred name may be the given one.
func (f inferred) fits(channel string) bool {
	switch f.resolution {
	case graph.Exact:
		return f.channel == channel
	case graph.Unknown:
		return true
	}
	re, err := regexp.Compile("^" + hole.ReplaceAllString(regexp.QuoteMeta(f.channel), ".*") + "$")
	return err == nil && re.MatchString(channel)
}

// listing shows both sides.
func listing(seen map[use]bool, found []inferred) string {
	var b strings.Builder
	for _, u := range slices.SortedFunc(maps.Keys(seen), func(a, b use) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }) {
		fmt.Fprintf(&b, "  did   %s %s %s\n", u.direction, u.channel, u.event)
	}
	for _, f := range found {
		fmt.Fprintf(&b, "  found %s %s %s (%s)\n", f.direction, f.channel, f.event, f.resolution)
	}
	return b.String()
}
