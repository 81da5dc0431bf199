package analyzer_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/graph"
)

const shop = "../testdata/shop"

// TestPanic injects a panic where a service is evaluated or a module is read: that
// is one problem in one line, and only what it concerns is lost.
func TestPanic(t *testing.T) {
	const edge, billing = "example.com/shop/edge", "example.com/shop/billing/cmd/billing"
	tests := []struct{ at, want, lacks string }{
		{"evaluate " + edge, "flowvet: internal error while evaluating service " + edge + ": boom", edge},
		{"evaluate module example.com/shop/billing", "flowvet: internal error while reading module example.com/shop/billing: boom", billing},
	}
	for _, tt := range tests {
		t.Run(tt.at, func(t *testing.T) {
			result, err := analyzer.Run(context.Background(), analyzer.Config{Dir: shop, Progress: func(what string) {
				if what == tt.at {
					panic("boom\ngoroutine 1 [running]:")
				}
			}})
			if err != nil {
				t.Fatal(err)
			}
			if len(result.Problems) != 1 {
				t.Fatalf("problems %v", result.Problems)
			}
			line := result.Problems[0].String()
			if !strings.HasPrefix(line, tt.want) || !strings.Contains(line, "please report it; the graph lacks ") ||
				!strings.Contains(line, "panic_test.go:") || strings.Contains(line, "\n") {
				t.Errorf("the problem is %q", line)
			}
			services := map[string]bool{}
			for _, s := range result.Graph.Services {
				services[s.ID] = true
			}
			if len(services) != 5 || services[tt.lacks] {
				t.Errorf("services %v", services)
			}
			if slices.ContainsFunc(result.Graph.Flows, func(f graph.Flow) bool { return f.From == tt.lacks || f.To == tt.lacks }) {
				t.Errorf("%s has flows", tt.lacks)
			}
		})
	}
}

// When every service is lost the exit code must not say that there are no messages.
func TestPanicEverywhere(t *testing.T) {
	result, err := analyzer.Run(context.Background(), analyzer.Config{Dir: shop, Progress: func(what string) {
		if strings.HasPrefix(what, "evaluate ") {
			panic("boom")
		}
	}})
	var failed *analyzer.Error
	if !errors.As(err, &failed) || failed.Code != 3 || result == nil || len(result.Problems) == 0 {
		t.Errorf("%v, %v", result, err)
	}
}
