package render

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
)

// pieces are what Mermaid takes for its own in one diagram or another, and what is
// hard to draw.
var pieces = []string{
	"end", "graph", "subgraph", "class", "note over", "as", "loop", "participant", "click", "%%", "%%{init: {}}%%", "---", "-->>", "->>+",
	"\"", "'", "`", "#", "#35;", "&amp;", ";", ":", "|", "<b>", "<br/>", "</script>", ">", "<", "[", "]", "((", "))", "{", "}", "\\", "/", "\n", "\t",
	"$$x$$", "**b**", "1. x", "www.a.b", "https://a.b", "~~~", "@{ }", "👩‍🚀", "日本", "العربية", "עברית", "Ω", "é", "orders", "a.b", "x_y", "*", "+", "=", ",", "",
}

func hostileName(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(6) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// renameAll gives a document names that nobody would choose, one of them very long.
func renameAll(doc *graph.Document, r *rand.Rand) {
	name := func(i int) string { return fmt.Sprintf("%s %d", hostileName(r), i) }
	services := map[string]string{}
	for i := range doc.Services {
		s := &doc.Services[i]
		services[s.ID] = name(i)
		s.ID = services[s.ID]
	}
	for i := range doc.Channels {
		doc.Channels[i].Name = name(i)
	}
	doc.Channels[0].Name = strings.Repeat(hostileName(r)+" x", 10_000)[:10_000]
	for i := range doc.Endpoints {
		e := &doc.Endpoints[i]
		for j, s := range e.Services {
			e.Services[j] = services[s]
		}
		e.Group, e.Key, e.Handler = name(i), name(i), name(i)
		if e.Event != nil {
			e.Event.Type = name(i)
		}
	}
	for i := range doc.Integrations {
		doc.Integrations[i].Service, doc.Integrations[i].Name = services[doc.Integrations[i].Service], name(i)
	}
	for i := range doc.Flows {
		doc.Flows[i].From, doc.Flows[i].To = services[doc.Flows[i].From], services[doc.Flows[i].To]
	}
}

// TestLabelsComeBack draws hostile names with the real thing and compares what can be
// read in the picture. It needs what TestMermaidParses needs, and Chromium.
func TestLabelsComeBack(t *testing.T) {
	if os.Getenv("FLOWVET_MERMAID") == "" {
		t.Skip("FLOWVET_MERMAID does not name a folder with mermaid in its node_modules")
	}
	dir, seed := t.TempDir(), uint64(11)
	files := []string{"testdata/mermaid/render.mjs"}
	for i := range 4 {
		doc := load(t, "testdata/reactions.json")
		renameAll(doc, rand.New(rand.NewPCG(seed, uint64(i))))
		for _, view := range Views {
			file := filepath.Join(dir, fmt.Sprintf("%d.%s.mmd", i, view))
			if err := os.WriteFile(file, []byte(draws(t, doc, view)), 0o644); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	out, err := exec.Command("node", files...).CombinedOutput()
	if want := fmt.Sprintf("%d diagrams rendered, 0 failed", len(files)-1); err != nil || !strings.Contains(string(out), want) {
		t.Errorf("%v\n%.4000s", err, out)
	}
}
