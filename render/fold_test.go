package render

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render/internal/mermaid"
)

// randomSystem is a document of n services with names that nobody would choose.
func randomSystem(r *rand.Rand, n int) *graph.Document {
	names := []string{"orders", "end", "a\"]", "#35;", strings.Repeat("ü>", 400), "日本", "x y", "<b>", "%%", "subgraph"}
	doc := &graph.Document{Schema: graph.Schema, Modules: []graph.Module{{Path: "example.com/random", Dir: "."}}}
	for i := range n {
		doc.Services = append(doc.Services, graph.Service{ID: fmt.Sprintf("%s-%d", names[r.IntN(len(names))], i)})
	}
	brokers := []string{graph.Kafka, graph.RabbitMQ, graph.NATS, "other:" + names[r.IntN(len(names))]}
	for i := range 1 + r.IntN(4*n) {
		broker := brokers[r.IntN(len(brokers))]
		name := fmt.Sprintf("%s.%d", names[r.IntN(len(names))], i)
		c := graph.Channel{ID: broker + ":" + name, Broker: broker, Kind: graph.Topic, Name: name, Resolution: graph.Exact}
		doc.Channels = append(doc.Channels, c)
		var published, consumed []graph.Endpoint
		for j := range 1 + r.IntN(4) {
			e := graph.Endpoint{
				ID: fmt.Sprintf("%d-%d", i, j), Direction: graph.Publish, Broker: broker, Channel: c.ID,
				Services: []string{doc.Services[r.IntN(n)].ID}, Event: &graph.Event{Type: names[r.IntN(len(names))]}, Group: names[r.IntN(len(names))],
			}
			if j%2 == 1 {
				e.Direction = graph.Consume
				consumed = append(consumed, e)
			} else {
				published = append(published, e)
			}
			doc.Endpoints = append(doc.Endpoints, e)
		}
		for _, p := range published {
			for _, q := range consumed {
				doc.Flows = append(doc.Flows, graph.Flow{From: p.Services[0], Channel: c.ID, To: q.Services[0], Publish: []string{p.ID}, Consume: []string{q.ID}})
			}
		}
	}
	return doc
}

// Whatever the document, no diagram is larger than what is drawn.
func TestDiagramsKeepWithinTheirSize(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 300))
	for _, n := range []int{1, 5, 17, 60, 150, 300} {
		for _, chars := range []int{0, 5000} {
			doc := randomSystem(r, n)
			opt := Options{MaxChars: chars}
			limit := opt.limit()
			diagrams, err := Diagrams(doc, opt)
			if err != nil {
				t.Fatalf("%d services, %d characters: %v", n, chars, err)
			}
			for _, d := range diagrams {
				checkStructure(t, d.Text)
				edges := strings.Count(d.Text, " --> ") + strings.Count(d.Text, " -->|") + strings.Count(d.Text, " -.->") + strings.Count(d.Text, " ==>") + strings.Count(d.Text, " ~~~ ")
				if size := len([]rune(d.Text)); size > limit.MaxChars || edges > limit.MaxEdges {
					t.Errorf("%d services: %s has %d characters and %d edges", n, d.Title, size, edges)
				}
			}
			if n >= 150 && (diagrams[0].Note == "" || len(diagrams) < 2) {
				t.Errorf("%d services are drawn as they are", n)
			}
		}
	}
}

func TestWhatIsFoldedIsSaid(t *testing.T) {
	var notes []string
	var b strings.Builder
	opt := Options{Told: func(note string) { notes = append(notes, note) }}
	if err := Mermaid(&b, chain(2*mermaid.MaxEdges), opt); err != nil {
		t.Fatal(err)
	}
	if len(notes) != 1 || !strings.Contains(b.String(), "\n    %% "+notes[0]+"\n") {
		t.Errorf("notes %q, text %.200s", notes, b.String())
	}
}

func TestLimitsForNothing(t *testing.T) {
	var size *SizeError
	if _, err := Diagrams(chain(3), Options{MaxChars: 50}); !errors.As(err, &size) {
		t.Errorf("%v", err)
	}
}
