package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files")

// TestShop holds the diagram that the README shows against the example.
func TestShop(t *testing.T) {
	download(t, "../../testdata/shop")
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

// download brings the modules that those below a folder need, as go test does
// with this one's.
func download(t *testing.T, folder string) {
	t.Helper()
	mods, err := filepath.Glob(filepath.Join(folder, "*", "go.mod"))
	if err != nil || len(mods) == 0 {
		t.Fatalf("no modules in %s: %v", folder, err)
	}
	for _, mod := range mods {
		cmd := exec.Command("go", "mod", "download")
		cmd.Dir = filepath.Dir(mod)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go mod download in %s: %v\n%s", cmd.Dir, err, out)
		}
	}
}
