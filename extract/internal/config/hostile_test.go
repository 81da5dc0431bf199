package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestHostile reads what nobody should have checked in: each gives one warning, at
// a line if there is one, an error each time, and takes next to no time.
func TestHostile(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&laughs, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), i-1)
	}
	var merges strings.Builder
	merges.WriteString("m0: &m0 {k0: 1}\n")
	for i := 1; i < 1500; i++ {
		fmt.Fprintf(&merges, "m%d: &m%d {<<: *m%d, k%d: 1}\n", i, i, i-1, i)
	}
	tests := []struct {
		name, file, text string
		line             int
	}{
		{"bad yaml", "c.yaml", "a: 1\nb: [1\n", 2},
		{"bad second document", "c.yaml", "a: 1\n---\nb: 1\nc: [\n", 4},
		{"unknown anchor", "c.yaml", "a: 1\nb: *nope\n", 2},
		{"anchor cycle", "c.yaml", "a: &a\n  b: [1, *a]\n", 2},
		{"billion laughs", "c.yaml", laughs.String(), 6},
		{"quadratic merges", "c.yaml", merges.String(), 1},
		{"deep flow", "c.yaml", strings.Repeat("[", 100_000), 1},
		{"deep dashes", "c.yaml", strings.Repeat("- ", 100_000), 1},
		{"many keys", "c.yaml", strings.Repeat("a: b\n", 100_000), 10_001},
		{"colons", "c.yaml", strings.Repeat("a: ", 300_000), 1},
		{"anchors", "c.yaml", strings.Repeat("&a ", 300_000), 1},
		{"bad json", "c.json", "{\n\"a\" 1}", 2},
		{"json cut off", "c.json", "{\n\"a\": [1,\n", 2},
		{"deep json", "c.json", strings.Repeat("[", 1_000_000), 1},
		{"empty json", "c.json", "", 1},
		{"bad toml", "c.toml", "a = 1\nb = \n", 2},
		{"toml without an end", "c.toml", "a = 1\nb = \"x\n", 2},
		{"deep toml", "c.toml", "a = " + strings.Repeat("[", 1_000_000), 1},
		{"deep toml keys", "c.toml", strings.Repeat("a.", 1_000_000) + "a=1", 1},
		{"open quote", ".env", "A=1\nB=\"x\nC=2\n", 2},
		{"bad ini", "c.ini", "a=1\n[x\n", 2},
		{"bad hcl", "c.hcl", "a = 1\nb {\n", 3},
		{"deep hcl", "c.hcl", strings.Repeat("a {", 1_000_000), 1},
		{"binary", "c.yaml", "a: 1\x00\n", 0},
		{"unknown format", "c.bin", "a", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Open(write(t, map[string]string{tt.file: tt.text}))
			start := time.Now()
			for range 2 {
				if _, err := r.File(tt.file); err == nil {
					t.Fatal("no error")
				}
			}
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
			if tt.name == "unknown format" {
				return // the caller's mistake, not the file's
			}
			w := r.Warnings()
			if len(w) != 1 || w[0].File != tt.file || w[0].Line != tt.line || w[0].Msg == "" || strings.Contains(w[0].Msg, "\n") {
				t.Errorf("warnings %+v, want one at line %d", w, tt.line)
			}
		})
	}
}

// TestHarmless reads what is odd but costs nothing.
func TestHarmless(t *testing.T) {
	r := Open(write(t, map[string]string{
		"empty.yaml":   "",
		"doubling.env": "A=xxxxxxxx\n" + strings.Repeat("A=$A$A\n", 60),
		"braces.env":   "A=" + strings.Repeat("${A", 300_000) + "\n",
		"default.env":  "A=" + strings.Repeat("${A:-", 300_000) + "\n",
	}))
	for _, f := range []string{"empty.yaml", "doubling.env", "braces.env", "default.env"} {
		start := time.Now()
		if _, err := r.File(f); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s took %v", f, took)
		}
	}
}

func TestUnreadable(t *testing.T) {
	outside := write(t, map[string]string{"secret.yaml": "a: 1\n"})
	root := write(t, map[string]string{"in.yaml": "a: 1\n", "dir/x.yaml": "b: 1\n"})
	link := func(target, name string) {
		t.Helper()
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Skip(err)
		}
	}
	link(filepath.Join(outside, "secret.yaml"), "abs.yaml")
	link("../"+filepath.Base(outside)+"/secret.yaml", "rel.yaml")
	link(outside, "folder")
	link("in.yaml", "ok.yaml")
	link("loop.yaml", "loop.yaml")
	if err := syscall.Mkfifo(filepath.Join(root, "pipe.yaml"), 0o644); err != nil {
		t.Skip(err)
	}
	large, err := os.Create(filepath.Join(root, "large.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := large.Truncate(50 << 20); err != nil {
		t.Fatal(err)
	}
	if err := large.Close(); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		file     string
		ok       bool
		warnings int
	}{
		{"ok.yaml", true, 0},
		{"dir/../in.yaml", true, 0},
		{"missing.yaml", false, 0},
		{"dir", false, 0},
		{"pipe.yaml", false, 0},
		{"abs.yaml", false, 1},
		{"rel.yaml", false, 1},
		{"folder/secret.yaml", false, 1},
		{"loop.yaml", false, 1},
		{"large.yaml", false, 1},
		{"../" + filepath.Base(outside) + "/secret.yaml", false, 1},
		{"dir/../../x.yaml", false, 1},
	}
	for _, tt := range tests {
		r := Open(root)
		for range 2 {
			_, err := r.FileAs(tt.file, "yaml")
			if (err == nil) != tt.ok {
				t.Errorf("%s: error %v", tt.file, err)
			}
		}
		if w := r.Warnings(); len(w) != tt.warnings {
			t.Errorf("%s: warnings %+v, want %d", tt.file, w, tt.warnings)
		}
	}
	r := Open(root)
	for _, f := range []string{"abs.yaml", "folder/secret.yaml", "../x"} {
		if r.IsFile(f) || len(r.Head(f, 10)) > 0 {
			t.Errorf("%s can be seen", f)
		}
	}
	for _, f := range r.Files() {
		if strings.Contains(f, "secret") || f == "abs.yaml" {
			t.Errorf("%s is listed", f)
		}
	}
}

func TestNoRoot(t *testing.T) {
	r := Open(filepath.Join(t.TempDir(), "nothing"))
	if _, err := r.File("a.yaml"); err == nil {
		t.Error("no error")
	}
	if files := r.Files(); len(files) > 0 || r.IsFile("a") || len(r.Warnings()) > 0 {
		t.Errorf("files %v, warnings %v", files, r.Warnings())
	}
}
