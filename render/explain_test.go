package render

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/flowvet/flowvet/graph"
	"github.com/google/go-cmp/cmp"
)

// everything selects all of a document that has channels.
func everything(t testing.TB, doc *graph.Document) *graph.Selection {
	t.Helper()
	q, ok := graph.ParseQuery("*")
	if !ok {
		t.Fatal("* is not read")
	}
	s, _ := doc.Select(q)
	return s
}

func TestExplainGolden(t *testing.T) {
	for _, file := range documents(t) {
		golden := strings.TrimSuffix(file, ".json") + ".explain.txt"
		t.Run(filepath.Base(golden), func(t *testing.T) {
			doc := load(t, file)
			var got strings.Builder
			if err := Explain(&got, doc, everything(t, doc)); err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", golden, diff)
			}
		})
	}
}

// TestExplainPrintable says that names from analyzed code cannot move the cursor
// or start lines of their own.
func TestExplainPrintable(t *testing.T) {
	const hostile = "\x1b[2J\nflow a -> b\r"
	doc := chain(1)
	doc.Channels[0].Name, doc.Channels[0].Settings = hostile, map[string]string{hostile: hostile}
	e := &doc.Endpoints[0]
	e.Handler, e.Function, e.Key, e.Group, e.Client = hostile, hostile, hostile, hostile, hostile
	e.Trace = []graph.Frame{{File: hostile, Line: 1, Function: hostile}}
	e.Provenance = []graph.Step{{Kind: "literal", Text: hostile}, {Kind: hostile, File: hostile, Text: hostile}, {Kind: "env", Text: hostile}}
	doc.Endpoints[1].Group = hostile
	var b strings.Builder
	if err := Explain(&b, doc, everything(t, doc)); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if unicode.IsControl(r) && r != '\n' {
			t.Errorf("%q is printed", r)
		}
	}
	if strings.Contains(b.String(), "\nflow a -> b") {
		t.Errorf("a name starts a line:\n%s", &b)
	}
}

// TestExplainWords holds the texts about names and rules that no example has.
func TestExplainWords(t *testing.T) {
	config := graph.Gap{Name: "${TOPIC}", Kind: graph.GapConfig, Text: "TOPIC", File: "main.go", Line: 7}
	served := graph.Endpoint{Services: []string{"orders", "billing"}}
	said := map[string]string{
		gapWords(config):                                       "${TOPIC}: the program reads TOPIC (main.go:7), and nothing checked in sets it",
		settleWords(config, served):                            "set TOPIC in the deployment or environment file of orders and billing, or give it a default in the code",
		gapWords(graph.Gap{}):                                  "the name could not be followed",
		stepWords(graph.Step{Kind: "new-kind", Text: "x"}):     "new-kind x",
		stepWords(graph.Step{Kind: "format", Text: "a.%s"}):    `put together with the format "a.%s"`,
		stepWords(graph.Step{Kind: "kubernetes", Text: "KEY"}): "set in this Kubernetes manifest: KEY",
	}
	for got, want := range said {
		if got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestExplainJSON(t *testing.T) {
	for _, file := range documents(t) {
		doc := load(t, file)
		var b bytes.Buffer
		if err := ExplainJSON(&b, doc, everything(t, doc)); err != nil {
			t.Fatal(err)
		}
		var back struct {
			Schema                               string
			Channels, Endpoints, Bindings, Flows []json.RawMessage
		}
		if err := json.Unmarshal(b.Bytes(), &back); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if back.Schema != ExplainSchema || len(back.Endpoints) != len(doc.Endpoints) || len(back.Flows) != len(doc.Flows) {
			t.Errorf("%s: %s with %d endpoints and %d flows", file, back.Schema, len(back.Endpoints), len(back.Flows))
		}
		if back.Channels == nil || back.Endpoints == nil || back.Bindings == nil || back.Flows == nil {
			t.Errorf("%s: a list is null", file)
		}
	}
}
