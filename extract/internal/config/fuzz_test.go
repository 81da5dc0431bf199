package config

import (
	"bytes"
	"testing"
)

// fuzz runs a reader on anything: it must not panic, and what it reads must have
// lines of the file, a bounded size, and no secret.
func fuzz(f *testing.F, read func([]byte) ([]*Node, error), seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = plain(data)
		docs, err := read(data)
		if err != nil {
			return
		}
		lines := bytes.Count(data, []byte("\n")) + 1
		for _, d := range docs {
			checkNode(t, d, lines)
		}
	})
}

func checkNode(t *testing.T, n *Node, lines int) {
	t.Helper()
	if n.Line < 1 || n.Line > lines {
		t.Fatalf("line %d of %d", n.Line, lines)
	}
	if n.size < 1 || n.size > maxNodes {
		t.Fatalf("size %d", n.size)
	}
	for _, e := range n.Entries() {
		if v := e.Value; v.Kind == Scalar && Secret(e.Key, v.Text) {
			t.Fatalf("%s has a secret: %q", e.Key, v.Text)
		}
		checkNode(t, e.Value, lines)
	}
	for _, item := range n.Items() {
		checkNode(t, item, lines)
	}
}

func FuzzYAML(f *testing.F) {
	fuzz(f, readYAML, "a: &x {b: [1, 'c']}\nd: {<<: *x}\n---\n- |\n  e\n- !!str f\n", "? a\n: b\n", "a: *a", "- - - x", "a:\n\t b", "{a: [}")
}

func FuzzJSON(f *testing.F) {
	fuzz(f, readJSON, `{"a": [1, true, null, "x"], // c
"b": {}, /* d */}`, `[`, `"\`, `/*`, "{\"a\":1}{}")
}

func FuzzTOML(f *testing.F) {
	fuzz(f, readTOML, "a.'b' = \"c\\n\"\n[[t]]\nx = [1, {y = '''z'''}]\n[t.u]\n", "a = \"\"\"\"\"\"\"", "[a]\n[[a]]\n[a.b]\n", "a = 1\na.b = 2\n")
}

func FuzzDotEnv(f *testing.F) {
	fuzz(f, readDotEnv, "A=1\nexport B=\"x ${A:-b}\\n\"\nC='$A'\nD: y # z\n", "A=${", "=", "A=\"")
}

func FuzzProperties(f *testing.F) {
	fuzz(f, readProperties, "a.b = c\nd:e\\\n  f\n\\u00e9 x\n", "a\\", "\\")
}

func FuzzINI(f *testing.F) {
	fuzz(f, readINI, "a=1\n[s]\nb: 'c' ; d\n", "[", "=")
}

func FuzzHCL(f *testing.F) {
	fuzz(f, readHCL, "a = 1\nb \"c\" {\n d = [1, {e = \"f\"}]\n}\nt = <<-X\n y\nX\n", "a {", "a = <<", "a \"b\" {}\na {}\na \"b\" \"c\" {}\n")
}

func FuzzInterpolate(f *testing.F) {
	for _, s := range []string{"$A", "${A:-${B}}", "$$", "${A", `\$A`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Interpolate(s, func(key string) (string, bool) { return key + key, len(key)%2 == 0 })
		if len(out) > max(maxText, len(s)) {
			t.Fatalf("%d bytes", len(out))
		}
	})
}
