package render

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render/internal/mermaid"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files")

func load(t testing.TB, file string) *graph.Document {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := graph.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return doc
}

func draws(t testing.TB, doc *graph.Document, view View) string {
	t.Helper()
	var b strings.Builder
	if err := Mermaid(&b, doc, Options{View: view}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func documents(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	return files
}

// extensions are those of the golden files of each view.
var extensions = map[View]string{Overview: ".mmd", Detail: ".detail.mmd", Sequence: ".sequence.mmd"}

func TestMermaidGolden(t *testing.T) {
	for _, file := range documents(t) {
		for view, extension := range extensions {
			golden := strings.TrimSuffix(file, ".json") + extension
			t.Run(filepath.Base(golden), func(t *testing.T) {
				compareGolden(t, golden, draws(t, load(t, file), view))
			})
		}
	}
}

// compareGolden holds a result against a file, or writes it with -update.
func compareGolden(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}

// TestMermaidParses holds the golden files against the real thing. It needs Node
// and the packages of testdata/mermaid, which .ci/run installs.
func TestMermaidParses(t *testing.T) {
	if os.Getenv("FLOWVET_MERMAID") == "" {
		t.Skip("FLOWVET_MERMAID does not name a folder with mermaid in its node_modules")
	}
	files, err := filepath.Glob("testdata/*.mmd")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", append([]string{"testdata/mermaid/parse.mjs"}, files...)...).CombinedOutput()
	if want := fmt.Sprintf("%d diagrams parsed", len(files)); err != nil || !strings.Contains(string(out), want) {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestMermaidStructure checks what Mermaid accepts silently: edges between nodes
// that were never declared, classes that do not exist, styles of edges that do not.
func TestMermaidStructure(t *testing.T) {
	for _, file := range documents(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			checkStructure(t, draws(t, load(t, file), Overview))
			checkStructure(t, draws(t, load(t, file), Detail))
		})
	}
}

func checkStructure(t *testing.T, text string) {
	t.Helper()
	declared, defined := map[string]bool{}, map[string]bool{}
	edges, depth := 0, 0
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		switch last := words[len(words)-1]; {
		case words[0] == "flowchart" || strings.HasPrefix(words[0], "acc") || words[0] == "direction":
		case words[0] == "subgraph":
			depth++
			declare(t, declared, words[1])
		case words[0] == "end":
			depth--
		case words[0] == "classDef":
			defined[words[1]] = true
		case words[0] == "class":
			if !defined[last] {
				t.Errorf("class %s is not defined", last)
			}
			for _, id := range strings.Split(words[1], ",") {
				if !declared[id] {
					t.Errorf("class %s for %s, which is no node", last, id)
				}
			}
		case words[0] == "linkStyle":
			for _, index := range strings.Split(words[1], ",") {
				var i int
				if _, err := fmt.Sscan(index, &i); err != nil || i >= edges {
					t.Errorf("linkStyle of edge %s among %d", index, edges)
				}
			}
		case strings.Contains(line, " -->") || strings.Contains(line, " -.->") || strings.Contains(line, " ==>") || strings.Contains(line, " ~~~"):
			edges++
			if depth != 0 {
				t.Errorf("edge inside of a subgraph: %s", line)
			}
			for _, id := range []string{words[0], last} {
				if !declared[id] {
					t.Errorf("edge with %s, which is no node: %s", id, line)
				}
			}
		default:
			declare(t, declared, words[0])
		}
	}
	if depth != 0 {
		t.Errorf("%d subgraphs without end", depth)
	}
}

// declare notes the identifier before a label.
func declare(t *testing.T, declared map[string]bool, statement string) {
	t.Helper()
	id := statement[:strings.IndexAny(statement+"[", "[({>")]
	if declared[id] {
		t.Errorf("%s is declared twice", id)
	}
	declared[id] = true
}

// TestMermaidOrder says that a document's order does not matter.
func TestMermaidOrder(t *testing.T) {
	for _, file := range documents(t) {
		doc := load(t, file)
		want := draws(t, doc, Overview)
		slices.Reverse(doc.Channels)
		slices.Reverse(doc.Endpoints)
		slices.Reverse(doc.Bindings)
		slices.Reverse(doc.Flows)
		if diff := cmp.Diff(want, draws(t, doc, Overview)); diff != "" {
			t.Errorf("%s in reverse (-want +got):\n%s", file, diff)
		}
	}
}

func TestMermaidTooLarge(t *testing.T) {
	doc := load(t, "testdata/shop.json")
	full := draws(t, doc, Overview)

	var folded strings.Builder
	if err := Mermaid(&folded, doc, Options{MaxChars: utf8.RuneCountInString(full) - 1}); err != nil {
		t.Fatalf("not folded: %v", err)
	}
	if strings.Contains(folded.String(), "|") || len(folded.String()) >= len(full) {
		t.Errorf("labels are still there:\n%s", &folded)
	}
	checkStructure(t, folded.String())

	var b strings.Builder
	var size *SizeError
	if err := Mermaid(&b, doc, Options{MaxChars: 100}); !errors.As(err, &size) || b.Len() > 0 {
		t.Errorf("%v, written: %s", err, &b)
	}
}

// TestOptionsOnlyLower says that limits cannot be raised past what hosts draw.
func TestOptionsOnlyLower(t *testing.T) {
	if limit := (Options{MaxEdges: 10_000, MaxChars: 1 << 20}).limit(); limit.MaxEdges != mermaid.MaxEdges || limit.MaxChars != mermaid.MaxChars {
		t.Errorf("limits are %+v", limit)
	}
}

// chain is a document in which n services hand something on.
func chain(n int) *graph.Document {
	doc := &graph.Document{Schema: graph.Schema, Modules: []graph.Module{{Path: "example.com/chain", Dir: "."}}}
	for i := range n {
		from, to := fmt.Sprintf("s%03d", i), fmt.Sprintf("s%03d", i+1)
		topic := "kafka:step." + from
		doc.Channels = append(doc.Channels, graph.Channel{ID: topic, Broker: graph.Kafka, Kind: graph.Topic,
			Name: "step." + from, Resolution: graph.Exact})
		event := &graph.Event{Type: fmt.Sprintf("example.com/chain.Step%d", i%12), Encoding: "json"}
		doc.Endpoints = append(doc.Endpoints,
			graph.Endpoint{ID: "p" + from, Direction: graph.Publish, Broker: graph.Kafka, Channel: topic, Services: []string{from}, Event: event},
			graph.Endpoint{ID: "c" + to, Direction: graph.Consume, Broker: graph.Kafka, Channel: topic, Services: []string{to}, Event: event})
		doc.Flows = append(doc.Flows, graph.Flow{From: from, Channel: topic, To: to, Publish: []string{"p" + from}, Consume: []string{"c" + to}})
	}
	return doc
}

func TestJSON(t *testing.T) {
	doc := load(t, "testdata/shop.json")
	var b bytes.Buffer
	if err := JSON(&b, doc); err != nil {
		t.Fatal(err)
	}
	back, err := graph.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(doc, back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzMermaid draws whatever names come.
func FuzzMermaid(f *testing.F) {
	f.Add("orders", "order.*", "pkg.Event", "queue")
	f.Add("end", "\"]", "a/b.T[c/d.U]", "")
	f.Fuzz(func(t *testing.T, service, name, event, kind string) {
		doc := chain(1)
		doc.Channels[0].Name, doc.Channels[0].Kind = name, graph.Kind(kind)
		doc.Endpoints[0].Services[0] = service
		doc.Endpoints[0].Event.Type = event
		doc.Endpoints[1].Group = name
		checkStructure(t, draws(t, doc, Overview))
		checkStructure(t, draws(t, doc, Detail))
		draws(t, doc, Sequence)
	})
}

func BenchmarkMermaid(b *testing.B) {
	doc := chain(120)
	b.ReportAllocs()
	for b.Loop() {
		if err := Mermaid(io.Discard, doc, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
