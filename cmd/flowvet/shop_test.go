package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files")

// TestShop holds the diagram that the README shows against the example.
func TestShop(t *testing.T) {
	t.Chdir("../..")
	const golden = "docs/shop.mmd"

	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), []string{"./testdata/shop"}, &stdout, &stderr); code != 0 || stderr.Len() > 0 {
		t.Fatalf("exit code %d\n%s", code, &stderr)
	}
	if *update {
		if err := os.WriteFile(golden, stdout.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), stdout.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}
