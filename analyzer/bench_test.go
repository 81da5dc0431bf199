package analyzer

import (
	"context"
	"testing"

	"github.com/flowvet/flowvet/analyzer/internal/load"
	"github.com/flowvet/flowvet/extract"
	"github.com/flowvet/flowvet/graph"
)

// BenchmarkEvaluate builds the SSA form of the example's services and evaluates
// them; BenchmarkLoad in internal/load is what comes before.
func BenchmarkEvaluate(b *testing.B) {
	models, programs := loadShop(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range programs {
			if _, err := extract.Run(context.Background(), p, models, extract.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkAssemble joins what was found in the example.
func BenchmarkAssemble(b *testing.B) {
	models, programs := loadShop(b)
	var facts []graph.Facts
	for _, p := range programs {
		found, err := extract.Run(context.Background(), p, models, extract.Options{})
		if err != nil {
			b.Fatal(err)
		}
		facts = append(facts, found.Facts)
	}
	b.ReportAllocs()
	for b.Loop() {
		if g := graph.Assemble(facts...); len(g.Flows) == 0 {
			b.Fatal("there are no flows")
		}
	}
}

func loadShop(b *testing.B) (*extract.Models, []*extract.Program) {
	b.Helper()
	models, err := extract.BuiltinModels()
	if err != nil {
		b.Fatal(err)
	}
	programs, problems, err := load.Load(context.Background(), load.Config{
		Dir: "../testdata/shop", Client: models.Client, Evaluated: models.Evaluated, Modelled: models.Modelled,
	})
	if err != nil || len(problems) > 0 {
		b.Fatal(err, problems)
	}
	return models, programs
}
