package deploy

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/flowvet/flowvet/extract/internal/config"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads the repository in each archive of testdata and compares the
// units of its programs with the file want at its end. Lines of the archive's
// comment may say `env: NAME`, `flags: NAMES`, `resolve: NAMES`, `find: NAME DIRS` and
// `dotenv`; others are for the reader.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	n := len(ar.Files) - 1
	if n < 0 || ar.Files[n].Name != "want" {
		ar.Files = append(ar.Files, txtar.File{Name: "want"})
		n++
	}
	root := t.TempDir()
	for _, f := range ar.Files[:n] {
		write(t, root, f.Name, f.Data)
	}
	got := describe(root, string(ar.Comment))
	if again := describe(root, string(ar.Comment)); again != got {
		t.Error("two runs differ")
	}
	if *update {
		ar.Files[n].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(ar.Files[n].Data), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func write(t testing.TB, root, name string, data []byte) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// describe writes all that there is to know about the units of a repository.
func describe(root, comment string) string {
	repo := config.Open(root)
	s := Open(repo)
	var b strings.Builder
	for _, m := range s.programs() {
		fmt.Fprintf(&b, "%s\n", m.dir)
		for _, u := range s.Units(m.dir, "", option(comment, "env")) {
			describeUnit(&b, u, repo, comment)
		}
	}
	for _, w := range repo.Warnings() {
		fmt.Fprintf(&b, "warning %s:%d: %s\n", w.File, w.Line, w.Msg)
	}
	return b.String()
}

// option is the rest of the comment's line that begins with a name and a colon.
func option(comment, name string) string {
	for line := range strings.Lines(comment) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), name+":"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

func describeUnit(b *strings.Builder, u *Unit, repo *config.Repo, comment string) {
	fmt.Fprintf(b, "  unit %q", u.Name())
	if u.process != nil {
		fmt.Fprintf(b, " %s:%d", u.process.file, u.process.line)
	}
	fmt.Fprintf(b, "\n    dirs %s\n", strings.Join(u.Dirs(), " "))
	if args := u.Args(); len(args) > 0 {
		fmt.Fprintf(b, "    args %q\n", args)
	}
	for _, key := range keys(u) {
		if v, ok := u.Env(key); ok {
			fmt.Fprintf(b, "    %s = %s\n", key, show(v))
		}
		for _, v := range u.Alternatives(key) {
			fmt.Fprintf(b, "    %s or %s\n", key, show(v.Value))
		}
	}
	for _, name := range strings.Fields(option(comment, "flags")) {
		if v, ok := u.Flag(name); ok {
			fmt.Fprintf(b, "    --%s = %s\n", name, show(v))
		}
	}
	for _, name := range strings.Fields(option(comment, "resolve")) {
		found, ok := u.Resolve(name)
		fmt.Fprintf(b, "    resolve %s: %s %v\n", name, found, ok)
		if tree, err := repo.File(found); ok && err == nil {
			if v, ok := tree.Value(tree.Lookup("topic")); ok {
				fmt.Fprintf(b, "      topic = %s\n", show(v))
			}
		}
	}
	if words := strings.Fields(option(comment, "find")); len(words) > 0 {
		found, ok := u.Find(words[0], nil, words[1:])
		fmt.Fprintf(b, "    find %s: %s %v\n", words, found, ok)
	}
	if tree := u.DotEnv(""); strings.Contains(comment, "dotenv") && tree != nil {
		fmt.Fprintf(b, "    dotenv %s %s\n", tree.File, tree.Kind)
	}
}

func show(v config.Value) string {
	text := fmt.Sprintf("%q", v.Text)
	if v.Secret {
		text += " secret"
	}
	return fmt.Sprintf("%s (%s %s:%d)", text, v.Kind, v.File, v.Line)
}

// keys are those of all variables that a unit has anywhere.
func keys(u *Unit) []string {
	all := map[string]bool{}
	for _, p := range append([]*process{u.process}, u.others...) {
		if p == nil {
			continue
		}
		for key := range p.vars {
			all[key] = true
		}
		if p.image != nil {
			for key := range p.image.env {
				all[key] = true
			}
		}
	}
	return sortedKeys(all)
}
