package render

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/google/go-cmp/cmp"
)

// textFormats are the formats beside Mermaid that this package writes.
var textFormats = []struct {
	extension string
	write     func(io.Writer, *graph.Document, Options) error
}{
	{"md", Markdown},
	{"txt", Text},
	{"yaml", AsyncAPI},
	{"dot", DOT},
	{"d2", D2},
}

// fences are diagrams in Markdown, which have golden files of their own.
var fences = regexp.MustCompile("(?s)```mermaid\n.*?\n```\n")

func TestFormatsGolden(t *testing.T) {
	for _, f := range textFormats {
		for _, name := range []string{"shop", "system", "hostile"} {
			t.Run(name+"."+f.extension, func(t *testing.T) {
				var b strings.Builder
				if err := f.write(&b, load(t, "testdata/formats/"+name+".json"), Options{Source: "../"}); err != nil {
					t.Fatal(err)
				}
				got := fences.ReplaceAllString(b.String(), "```mermaid\n```\n")
				golden := "testdata/formats/" + name + "." + f.extension
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", golden, diff)
				}
			})
		}
	}
}

// TestFormatsOrder says that a document's order does not matter.
func TestFormatsOrder(t *testing.T) {
	for _, f := range textFormats {
		doc := load(t, "testdata/formats/system.json")
		var want, got strings.Builder
		if err := f.write(&want, doc, Options{}); err != nil {
			t.Fatal(err)
		}
		slices.Reverse(doc.Services)
		slices.Reverse(doc.Channels)
		slices.Reverse(doc.Endpoints)
		if err := f.write(&got, doc, Options{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fences.ReplaceAllString(want.String(), ""), fences.ReplaceAllString(got.String(), "")); diff != "" {
			t.Errorf("%s in reverse (-want +got):\n%s", f.extension, diff)
		}
	}
}

// TestTextWithoutColor says that only Options.Color brings control characters, and
// nothing of the document does.
func TestTextWithoutColor(t *testing.T) {
	doc := chain(2)
	doc.Endpoints[0].Services[0] = "\x1b[31mred\x07"
	for _, color := range []bool{false, true} {
		var b strings.Builder
		if err := Text(&b, doc, Options{Color: color}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.String(), "\x1b"); got != color {
			t.Errorf("color %t: escapes are %t", color, got)
		}
		if strings.Contains(b.String(), "\x1b[31m") {
			t.Error("a name's own escape came through")
		}
	}
}

// TestMarkdownOfMany says that what is too large for one diagram has one for each
// service, which the table of services links to.
func TestMarkdownOfMany(t *testing.T) {
	doc := chain(300)
	for i := range 301 {
		doc.Services = append(doc.Services, graph.Service{ID: fmt.Sprintf("s%03d", i), Dir: "."})
	}
	var b strings.Builder
	if err := Markdown(&b, doc, Options{}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if n := strings.Count(text, "```mermaid\n"); n != 302 {
		t.Errorf("%d diagrams, want an overview and 301 of services", n)
	}
	for _, part := range []string{"put together", `<a id="flow_s007"></a>`, "[diagram](#flow_s007)"} {
		if !strings.Contains(text, part) {
			t.Errorf("there is no %s", part)
		}
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{"orders": 6, "日本": 4, "e\u0301": 1, "🚀": 2, "": 0} {
		if got := width(text); got != want {
			t.Errorf("width of %q is %d, want %d", text, got, want)
		}
	}
}

// FuzzMarkdownEscape holds that no escape lets anything through that starts markup, a
// cell, a marker or a link.
func FuzzMarkdownEscape(f *testing.F) {
	for _, s := range []string{"orders.created", "a|b", "`x`", "<!-- flowvet:end x -->", "@me", "http://x", "www.x.org", "{{x}}", "a\nb", "\\`", "![x](y)"} {
		f.Add(s)
	}
	tags := strings.NewReplacer("<code>", "", "</code>", "", "<!-- -->", "")
	f.Fuzz(func(t *testing.T, s string) {
		p := tags.Replace(prose(s))
		if strings.ContainsAny(p, "<>|`\n\r*[]!@\\\"'~$") || strings.Contains(p, "://") || fillsIn(p) || strings.Contains(strings.ToLower(p), "www.") {
			t.Errorf("prose(%q) = %q", s, p)
		}
		c := code(s)
		inner, span := strings.CutPrefix(c, "`")
		if span {
			inner = strings.TrimSuffix(inner, "`")
		} else {
			inner = tags.Replace(inner)
		}
		if strings.ContainsAny(inner, "<|`\n\r\\") || fillsIn(inner) {
			t.Errorf("code(%q) = %q", s, c)
		}
		if u := sourceURL("", s, 1); strings.ContainsAny(u, " <>()[]|`\"'\\\n:") || strings.HasPrefix(u, "/") {
			t.Errorf("sourceURL(%q) = %q", s, u)
		}
	})
}

// FuzzQuotes holds that quoted text ends where it should, and fills nothing in.
func FuzzQuotes(f *testing.F) {
	for _, s := range []string{`a"b`, `a\`, `\"`, "${x}", "\\${x}", "a\nb", "&lt;", "\\N"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, quoted := range map[string]string{"DOT": dotText(s), "D2": d2Text(s)} {
			inner := quoted[1 : len(quoted)-1]
			rest := strings.NewReplacer(`\\`, "", `\"`, "", `\$`, "").Replace(inner)
			if strings.ContainsAny(rest, "\"\\\n\r") || name == "D2" && strings.Contains(rest, "$") {
				t.Errorf("%s has %s for %q", name, quoted, s)
			}
		}
	})
}

func BenchmarkFormats(b *testing.B) {
	doc := chain(300)
	for _, f := range textFormats {
		b.Run(f.extension, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.write(io.Discard, doc, Options{}); err != nil {
					b.Fatal(fmt.Errorf("%s: %w", f.extension, err))
				}
			}
		})
	}
}
