package checkout

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// repository makes a repository with one commit, and a folder for temporary files.
func repository(t *testing.T) (dir, temp string) {
	t.Helper()
	dir, temp = t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	if err := os.MkdirAll(filepath.Join(dir, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "sub", "a.txt"), []byte("then"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "one"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("git %v: %v: %s", args, err, out)
		}
	}
	return dir, temp
}

func left(t *testing.T, dir string) int {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func TestOpenHasTheFilesOfTheRevision(t *testing.T) {
	dir, temp := repository(t)
	file := filepath.Join(dir, "sub", "a.txt")
	if err := os.WriteFile(file, []byte("now"), 0o644); err != nil {
		t.Fatal(err)
	}
	tree, err := Open(t.Context(), filepath.Join(dir, "sub"), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(tree.Dir, "a.txt")); err != nil || string(data) != "then" {
		t.Errorf("the file has %q, %v", data, err)
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "now" {
		t.Errorf("the working tree has %q, %v", data, err)
	}
	if err := tree.Close(); err != nil || left(t, temp) > 0 {
		t.Errorf("left over after Close: %v", err)
	}
}

func TestNothingIsLeftOfWhatFails(t *testing.T) {
	dir, temp := repository(t)
	for _, revision := range []string{"nothing", "--exec=x", "", "HEAD:sub"} {
		if _, err := Open(t.Context(), dir, revision); !errors.Is(err, ErrNoRevision) {
			t.Errorf("%q: %v", revision, err)
		}
	}
	if _, err := Open(t.Context(), temp, "HEAD"); !errors.Is(err, ErrNoRevision) {
		t.Errorf("no repository: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, dir, "HEAD"); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	fresh := filepath.Join(dir, "new")
	if err := os.Mkdir(fresh, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), fresh, "HEAD"); err == nil {
		t.Error("a folder that was not there")
	}
	if n := left(t, temp); n > 0 {
		t.Errorf("%d left over", n)
	}
}
