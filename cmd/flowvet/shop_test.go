package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files")

// TestShop holds the diagram that the README shows against the example.
func TestShop(t *testing.T) {
	t.Chdir("../..")
	compareGolden(t, "docs/shop.mmd", runShop(t).Bytes())
}

// TestShopExplained holds explanations that lead from a call to a compose file, a
// constant, a value of run time, through bindings and through a stream.
func TestShopExplained(t *testing.T) {
	t.Chdir("../..")
	doc, err := graph.Decode(runShop(t, "graph"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"compose":  "orders.created",
		"constant": "orders -> orders.cancelled -> notify",
		"pattern":  "catalog -> notify",
		"binding":  "billing -> shipping",
		"stream":   "shipping -> notify",
		"reply":    "shop/catalog/prices.go:44",
	} {
		t.Run(name, func(t *testing.T) {
			query, ok := graph.ParseQuery(text)
			if !ok {
				t.Fatalf("%q is not read", text)
			}
			var b bytes.Buffer
			selection, ok := doc.Select(query)
			if !ok {
				t.Fatalf("nothing is %q", text)
			}
			if err := explainFormats["text"](&b, doc, selection); err != nil {
				t.Fatal(err)
			}
			compareGolden(t, "cmd/flowvet/testdata/explain/"+name+".txt", b.Bytes())
		})
	}
}

// runShop is what a command prints about the example.
func runShop(t *testing.T, args ...string) *bytes.Buffer {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), append(args, "./testdata/shop"), &stdout, &stderr); code != 0 || stderr.Len() > 0 {
		t.Fatalf("exit code %d\n%s", code, &stderr)
	}
	return &stdout
}

func compareGolden(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}
