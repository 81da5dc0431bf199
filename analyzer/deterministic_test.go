package analyzer_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/render"
)

// TestDeterministic analyzes twice, and from a copy in another folder: the output
// must be the same bytes.
func TestDeterministic(t *testing.T) {
	if testing.Short() {
		t.Skip("loads many programs")
	}
	for _, dir := range []string{shop, patterns + "/names", patterns + "/di", patterns + "/loading/workspace"} {
		t.Run(pathBelow("../testdata", dir), func(t *testing.T) {
			want := output(t, dir)
			if diff := cmp.Diff(want, output(t, dir)); diff != "" {
				t.Errorf("a second run, -first +second:\n%s", diff)
			}
			copied := filepath.Join(t.TempDir(), "elsewhere", filepath.Base(dir))
			if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, output(t, copied)); diff != "" {
				t.Errorf("a copy, -want +got:\n%s", diff)
			}
		})
	}
}

// output is all that the command can print of a folder.
func output(t *testing.T, dir string) string {
	t.Helper()
	result, err := analyzer.Run(context.Background(), analyzer.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := render.JSON(&b, result.Graph); err != nil {
		t.Fatal(err)
	}
	if err := render.Mermaid(&b, result.Graph, render.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, p := range result.Problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}
