package analyzer

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/analyzer/internal/load"
	"github.com/flowvet/flowvet/extract"
)

// BenchmarkGrowth evaluates made-up programs of one, four and sixteen times as many
// wrappers and call sites: the time for each call site has to stay about the same.
func BenchmarkGrowth(b *testing.B) {
	for _, times := range []int{1, 4, 16} {
		b.Run(fmt.Sprintf("%dx", times), func(b *testing.B) {
			dir := b.TempDir()
			sites := writeWrappers(b, dir, 5*times)
			models, err := extract.BuiltinModels()
			if err != nil {
				b.Fatal(err)
			}
			programs, problems, err := load.Load(context.Background(), load.Config{
				Dir: dir, Args: []string{"./app"}, Client: models.Client, Evaluated: models.Evaluated, Modelled: models.Modelled,
			})
			if err != nil || len(problems) > 0 {
				b.Fatal(err, problems)
			}
			for b.Loop() {
				found := 0
				for _, p := range programs {
					result, err := extract.Run(context.Background(), p, models, extract.Options{})
					if err != nil {
						b.Fatal(err)
					}
					found += len(result.Facts.Endpoints)
				}
				if found != sites {
					b.Fatalf("found %d endpoints of %d", found, sites)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*sites), "µs/site")
		})
	}
}

// sitesPerWrapper is how often each wrapper of the made-up programs is called.
const sitesPerWrapper = 5

// writeWrappers writes a program whose wrappers, each with a constructor, an option,
// an interface and a type of event of its own, all send through one function. It
// returns how many call sites there are.
func writeWrappers(b testing.TB, dir string, wrappers int) int {
	var code, main strings.Builder
	for i := range wrappers {
		fmt.Fprintf(&code, `
type event%[1]d struct{ ID int }

type sender%[1]d interface{ Send(topic string, e event%[1]d) error }

type publisher%[1]d struct{ prefix string }

type option%[1]d func(*publisher%[1]d)

func withPrefix%[1]d(p string) option%[1]d { return func(c *publisher%[1]d) { c.prefix = p } }

func newPublisher%[1]d(opts ...option%[1]d) *publisher%[1]d {
	p := &publisher%[1]d{}
	for _, o := range opts {
		o(p)
	}
	return p
}

func (p *publisher%[1]d) Send(topic string, e event%[1]d) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return send(p.prefix+"."+topic, data)
}
`, i)
		fmt.Fprintf(&main, "\tvar s%[1]d sender%[1]d = newPublisher%[1]d(withPrefix%[1]d(\"app%[1]d\"))\n", i)
		for j := range sitesPerWrapper {
			fmt.Fprintf(&main, "\ts%[1]d.Send(\"topic%[2]d\", event%[1]d{%[2]d})\n", i, j)
		}
	}
	files := map[string]string{
		"go.mod": `module example.com/growth

go 1.25

require github.com/segmentio/kafka-go v0.4.51

replace github.com/segmentio/kafka-go => ./kafka
`,
		"kafka/go.mod": "module github.com/segmentio/kafka-go\n\ngo 1.25\n",
		"kafka/kafka.go": `package kafka

import "context"

type Message struct {
	Topic string
	Value []byte
}

type Writer struct{ Topic string }

func (w *Writer) WriteMessages(ctx context.Context, msgs ...Message) error { return nil }
`,
		"app/main.go": `package main

import (
	"context"
	"encoding/json"

	"github.com/segmentio/kafka-go"
)

var writer = &kafka.Writer{}

func send(topic string, data []byte) error {
	return writer.WriteMessages(context.Background(), kafka.Message{Topic: topic, Value: data})
}
` + code.String() + "\nfunc main() {\n" + main.String() + "}\n",
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return wrappers * sitesPerWrapper
}
