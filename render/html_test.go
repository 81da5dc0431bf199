package render

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/google/go-cmp/cmp"
)

func page(t testing.TB, doc *graph.Document) string {
	t.Helper()
	var b strings.Builder
	if err := HTML(&b, doc, Options{Source: "../"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var dataElement = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

// TestHTMLData says that the page has the document, unchanged, and nothing of it
// outside of that element but the title.
func TestHTMLData(t *testing.T) {
	for _, name := range []string{"shop", "system", "hostile"} {
		doc := load(t, "testdata/formats/"+name+".json")
		text := page(t, doc)
		m := dataElement.FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("%s: no data", name)
		}
		var data struct{ Graph json.RawMessage }
		if err := json.Unmarshal([]byte(m[1]), &data); err != nil {
			t.Fatal(err)
		}
		got, err := graph.Decode(bytes.NewReader(data.Graph))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(doc, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		rest := strings.Replace(text, m[0], "", 1)
		if strings.Count(rest, "<script") != 1 || strings.Contains(rest, "<img") {
			t.Errorf("%s: markup came through", name)
		}
	}
}

// TestHTMLLoadsNothing says that the page names nothing that a browser would fetch,
// and forbids it.
func TestHTMLLoadsNothing(t *testing.T) {
	text := page(t, load(t, "testdata/formats/shop.json"))
	rest := strings.ReplaceAll(text, "http://www.w3.org/2000/svg", "") // a namespace
	for _, load := range []string{"http:", "https:", "//cdn", "src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest", "import(", "innerHTML", "eval("} {
		if strings.Contains(rest, load) {
			t.Errorf("the page has %s", load)
		}
	}
	if policy := "default-src 'none'; script-src 'sha256-"; !strings.Contains(text, policy) {
		t.Errorf("the policy is not %s", policy)
	}
}

// FuzzHTMLData holds that no name ends the element that it is in.
func FuzzHTMLData(f *testing.F) {
	for _, s := range []string{"</script>", "<!--", "]]>", "&lt;", "\u2028", "{{.Script}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := chain(1)
		doc.Channels[0].Name = s
		data, err := viewerData(doc, s)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(data, "<>&\u2028\u2029") {
			t.Errorf("%q gives %s", s, data)
		}
	})
}

func BenchmarkHTML(b *testing.B) {
	doc := chain(300)
	b.ReportAllocs()
	for b.Loop() {
		if err := HTML(io.Discard, doc, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
