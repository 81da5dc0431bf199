package analyzer_test

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/graph"
)

// patterns has the fixtures: a folder with a want.txt each, which says in its first
// line what it shows, and then what has to be found, worked out by hand.
//
//	publish|consume BROKER CHANNEL RESOLUTION [event=] [func=] [handler=] [group=] [services=] [mode=] [from=]
//	bind EXCHANGE KEY TARGET
//	flow SERVICE BROKER:CHANNEL SERVICE
//	store ID read|write FUNC
//	in|out KIND NAME FUNC [publish=CHANNEL,...] [stores=ID,...] [calls=NAME,...]
//	reaction CHANNEL HANDLER [publish=] [stores=] [calls=]
//	pattern KIND SERVICE,... at=FILE:LINE,...
//
// Packages are written as their folders below the fixture, services as the folders
// of their mains. Only the modes request and reply are compared. The lines that
// decided a name, from=FILE:LINE,FILE:LINE, are compared where any line of the
// fixture has them.
const patterns = "../testdata/patterns"

// TestPatterns compares all endpoints, bindings and flows of each fixture with what
// it wants. Fixtures of one module are analyzed together.
func TestPatterns(t *testing.T) {
	if testing.Short() {
		t.Skip("loads many programs")
	}
	byRoot := map[string][]string{}
	for _, dir := range fixtures(t) {
		root := moduleRoot(dir)
		byRoot[root] = append(byRoot[root], dir)
	}
	for _, root := range slices.Sorted(maps.Keys(byRoot)) {
		dirs := byRoot[root]
		t.Run(pathBelow(patterns, root), func(t *testing.T) {
			result, err := analyzer.Run(context.Background(), analyzer.Config{Dir: root})
			if err != nil {
				t.Fatal(err)
			}
			for _, dir := range dirs {
				below := pathBelow(root, dir)
				compare := func(t *testing.T) {
					want := wanted(t, dir)
					got := found(result.Graph, below, hasOrigins(want))
					if wantsSystem(want) {
						got = append(got, newNames(result.Graph, below).system(result.Graph)...)
					}
					compareLines(t, want, got)
				}
				if below == "." {
					compare(t)
				} else {
					t.Run(below, compare)
				}
			}
		})
	}
}

func fixtures(t *testing.T) []string {
	var dirs []string
	err := filepath.WalkDir(patterns, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "want.txt" {
			dirs = append(dirs, filepath.Dir(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}

// moduleRoot is the folder of the module that a fixture is in; a fixture with
// modules of its own is analyzed by itself.
func moduleRoot(fixture string) string {
	for dir := fixture; dir != patterns; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
	return fixture
}

func pathBelow(base, dir string) string {
	rel, err := filepath.Rel(base, dir)
	if err != nil {
		return dir
	}
	return filepath.ToSlash(rel)
}

// wanted are the lines of a fixture's want.txt without the first one.
func wanted(t *testing.T, dir string) []string {
	f, err := os.Open(filepath.Join(dir, "want.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := strings.TrimSpace(s.Text()); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

func hasOrigins(want []string) bool {
	return slices.ContainsFunc(want, func(line string) bool { return strings.Contains(line, " from=") })
}

// found is what a graph says of the code below a folder, in the form of want.txt.
func found(g *graph.Document, below string, origins bool) []string {
	n := newNames(g, below)
	var lines []string
	for _, e := range g.Endpoints {
		if !n.inside(e.Trace[0].File) {
			continue
		}
		line := n.endpoint(e)
		if origins {
			line += " from=" + n.origins(e.Provenance)
		}
		lines = append(lines, line)
	}
	for _, b := range g.Bindings {
		if n.inside(b.Declared[0].File) {
			lines = append(lines, fmt.Sprintf("bind %s %s %s", n.channels[b.Source].Name, cmp.Or(b.Key, `""`), n.channels[b.Target].Name))
		}
	}
	for _, f := range g.Flows {
		if n.inside(n.dirs[f.From]) {
			c := n.channels[f.Channel]
			lines = append(lines, fmt.Sprintf("flow %s %s:%s %s", n.service(f.From), c.Broker, c.Name, n.service(f.To)))
		}
	}
	return lines
}

// names shortens the names of a graph to those below a folder.
type names struct {
	below    string
	modules  []graph.Module // longest path first
	channels map[string]graph.Channel
	dirs     map[string]string // of services
}

func newNames(g *graph.Document, below string) *names {
	n := &names{below: below, modules: slices.Clone(g.Modules), channels: map[string]graph.Channel{}, dirs: map[string]string{}}
	slices.SortFunc(n.modules, func(a, b graph.Module) int { return len(b.Path) - len(a.Path) })
	for _, c := range g.Channels {
		n.channels[c.ID] = c
	}
	in := map[string]int{}
	for _, s := range g.Services {
		in[s.Dir]++
	}
	for _, s := range g.Services {
		if n.dirs[s.ID] = s.Dir; in[s.Dir] > 1 && (s.Dir == below || strings.HasPrefix(s.Dir, below+"/")) {
			n.dirs[s.ID] = n.below + "/" + s.ID // several commands of one main
		}
	}
	return n
}

func (n *names) inside(path string) bool {
	return n.below == "." || path == n.below || strings.HasPrefix(path, n.below+"/")
}

func (n *names) relative(path string) string {
	if rest, ok := strings.CutPrefix(path, n.below+"/"); ok {
		return rest
	}
	return path
}

func (n *names) service(id string) string { return n.relative(n.dirs[id]) }

// symbol is a function or type with its package as a folder.
func (n *names) symbol(s string) string {
	for _, m := range n.modules {
		rest, ok := strings.CutPrefix(s, m.Path)
		switch {
		case !ok:
		case strings.HasPrefix(rest, "/"):
			return n.relative(strings.TrimPrefix(m.Dir+rest, "./"))
		case strings.HasPrefix(rest, "."):
			return n.relative(m.Dir + rest)
		}
	}
	return s
}

func (n *names) endpoint(e graph.Endpoint) string {
	c := n.channels[e.Channel]
	line := fmt.Sprintf("%s %s %s %s", e.Direction, e.Broker, c.Name, c.Resolution)
	add := func(key, value string) {
		if value != "" {
			line += " " + key + "=" + value
		}
	}
	if e.Event != nil {
		add("event", n.symbol(e.Event.Type))
	}
	add("group", e.Group)
	add("func", n.symbol(e.Function))
	add("handler", n.symbol(e.Handler))
	var services []string
	for _, s := range e.Services {
		services = append(services, n.service(s))
	}
	add("services", strings.Join(services, ","))
	if e.Mode == graph.Request || e.Mode == graph.Reply {
		add("mode", string(e.Mode))
	}
	return line
}

// onTheWay are the kinds of steps that only lead to the line that decides a name.
var onTheWay = []string{"constant", "format", "field", "type-name", "parameter", "env", "flag", "config"}

// origins are the lines that decided a name, or if nothing does, the one where the
// search ended.
func (n *names) origins(steps []graph.Step) string {
	var all []string
	for i, s := range steps {
		if !slices.Contains(onTheWay, s.Kind) || len(all) == 0 && i == len(steps)-1 {
			all = append(all, fmt.Sprintf("%s:%d", n.relative(s.File), s.Line))
		}
	}
	return strings.Join(all, ",")
}

// compareLines reports the lines that are missing and those that nobody wants. A
// want that is known not to be met says so in a line "gap REASON": the test is then
// skipped with the reason, and fails once the gap is closed.
func compareLines(t *testing.T, want, got []string) {
	t.Helper()
	gap := ""
	want = slices.DeleteFunc(want, func(line string) bool {
		reason, ok := strings.CutPrefix(line, "gap ")
		if ok {
			gap = reason
		}
		return ok
	})
	slices.Sort(want)
	slices.Sort(got)
	var diff []string
	for len(want) > 0 || len(got) > 0 {
		switch {
		case len(got) == 0 || len(want) > 0 && want[0] < got[0]:
			diff, want = append(diff, "- "+want[0]), want[1:]
		case len(want) == 0 || got[0] < want[0]:
			diff, got = append(diff, "+ "+got[0]), got[1:]
		default:
			want, got = want[1:], got[1:]
		}
	}
	switch {
	case gap != "" && len(diff) == 0:
		t.Errorf("closed: remove the line \"gap %s\"", gap)
	case gap != "":
		t.Skipf("gap: %s\n%s", gap, strings.Join(diff, "\n"))
	case len(diff) > 0:
		t.Errorf("(- wanted, + found)\n%s", strings.Join(diff, "\n"))
	}
}
