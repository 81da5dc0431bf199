package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSamplesInDocsAreReal holds what docs/ci.md says that a pull request shows.
func TestSamplesInDocsAreReal(t *testing.T) {
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	shop := filepath.Join(t.TempDir(), "shop")
	if err := os.CopyFS(shop, os.DirFS("../../testdata/shop")); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(systemFaults, func(f fault) bool { return f.name == "field renamed by the consumer" })
	systemFaults[i].make(t, shop)
	t.Chdir(shop)
	for _, format := range []string{"text", "github", "sarif"} {
		var stdout, stderr bytes.Buffer
		if code := run(context.Background(), []string{"check", "-f", format}, &stdout, &stderr); code != 1 {
			t.Fatalf("-f %s: exit code %d: %s", format, code, &stderr)
		}
		want := stdout.String()
		if format == "sarif" {
			_, want, _ = strings.Cut(want, "\"results\": [\n")
			want, _, _ = strings.Cut(want, "\n      ]\n")
			want = strings.TrimPrefix(strings.ReplaceAll(want, "\n        ", "\n"), "        ")
		}
		if !strings.Contains(string(page), want) {
			t.Errorf("docs/ci.md does not have what -f %s prints:\n%s", format, want)
		}
	}
}
