package mermaid

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"orders.created":        "orders.created",
		"order_created-v1/x":    "order_created-v1/x",
		"orders.*":              "orders#46;#42;",
		"orders.#":              "orders#46;#35;",
		"$JS.API.>":             "#36;JS.API#46;#62;",
		"${TOPIC}":              "#36;#123;TOPIC#125;",
		"a\"b":                  "a#34;b",
		"<b>":                   "#60;b#62;",
		"`x`":                   "#96;x#96;",
		"%%{init}%%":            "#37;#37;#123;init#125;#37;#37;",
		"#35;":                  "#35;35#59;",
		"$$x$$$":                "#36;\u200B#36;x#36;\u200B#36;\u200B#36;",
		"1. list":               "1#46; list",
		"www.example.com":       "www#46;example#46;com",
		"WWW.example.com":       "WWW#46;example#46;com",
		"日本.語":                  "日本#46;語",
		" two\t\nwords ":        "two words",
		"":                      "#40;no name#41;",
		"\x00\xff":              "\uFFFD\uFFFD",
		"order\u202Edetaerc":    "order\uFFFDdetaerc",
		"a--b":                  "a#45;#45;b",
		"x\u2028y":              "x y",
		"example.com/T[e.U]":    "example.com/T#91;e.U#93;",
		"group ${G} of \\d+\\.": "group #36;#123;G#125; of #92;d#43;#92;#46;",
	} {
		if got := Escape(text); got != want {
			t.Errorf("Escape(%q) = %q, want %q", text, got, want)
		}
	}
}

var code = regexp.MustCompile(`#(\d+);`)

// decode does what every version of Mermaid does with codes.
func decode(s string) string {
	return code.ReplaceAllStringFunc(s, func(c string) string {
		n, _ := strconv.Atoi(c[1 : len(c)-1])
		return string(rune(n))
	})
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"orders.>", "a\"b", "#35;", "www.x.y", "\xff", "日本", "]--x", "\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Escape(s)
		if !utf8.ValidString(got) || strings.TrimSpace(got) == "" {
			t.Fatalf("Escape(%q) = %q", s, got)
		}
		rest := code.ReplaceAllString(got, "")
		if strings.ContainsAny(rest, "\"#&<>\\`$%:;|[](){}*~^=+!?'@,\n\r\t") {
			t.Errorf("Escape(%q) = %q has a raw special character", s, got)
		}
		for i, c := range got {
			if isJoint(c) && !between(got, i) {
				t.Errorf("Escape(%q) = %q has a raw %q at the edge of a word", s, got, c)
			}
		}
		if strings.Contains(strings.ToLower(got), "www.") {
			t.Errorf("Escape(%q) = %q has a link", s, got)
		}
		want := normalize(s)
		if want == "" {
			want = Placeholder
		}
		if back := decode(got); back != want {
			t.Errorf("Escape(%q) = %q reads as %q", s, got, back)
		}
	})
}

func TestIDs(t *testing.T) {
	var ids IDs
	for _, tt := range []struct{ prefix, key, want string }{
		{"svc", "orders", "svc_orders"},
		{"svc", "end", "svc_end"},
		{"topic", "order_created", "topic_order_created"},
		{"topic", "", "topic_"},
	} {
		if got := ids.ID(tt.prefix, tt.key); got != tt.want {
			t.Errorf("ID(%q, %q) = %q, want %q", tt.prefix, tt.key, got, tt.want)
		}
	}
	if a, b := ids.ID("topic", "order.created"), ids.ID("topic", "order-created"); a == b {
		t.Errorf("both are %s", a)
	} else if again := new(IDs).ID("topic", "order-created"); again != b {
		t.Errorf("the identifier %s becomes %s when drawn alone", b, again)
	}
	// A name that looks like another's identifier does not take its place.
	taken := ids.ID("topic", "order.created")
	if got := ids.ID("topic", strings.TrimPrefix(taken, "topic_")); got == taken {
		t.Errorf("two things are called %s", got)
	}
}

func FuzzIDs(f *testing.F) {
	f.Add("orders.created", "orders-created")
	f.Add("Ω", "é")
	valid := regexp.MustCompile(`^topic_[a-z0-9_]*$`)
	f.Fuzz(func(t *testing.T, a, b string) {
		var ids IDs
		x, y := ids.ID("topic", a), ids.ID("topic", b)
		if !valid.MatchString(x) || !valid.MatchString(y) {
			t.Errorf("%q and %q", x, y)
		}
		if (a == b) != (x == y) {
			t.Errorf("%q is %s, %q is %s", a, x, b, y)
		}
	})
}

func TestFlowchart(t *testing.T) {
	f := NewFlowchart(Down, "T", "D")
	f.Subgraph("g", "Group", func() {
		f.Direction(Right)
		f.Node("a", Stadium, "one", "two")
	})
	f.Node("b", Rectangle, "😀")
	if first, second := f.Edge("a", Solid, "b"), f.Edge("b", Dotted, "a", "back"); first != 0 || second != 1 {
		t.Errorf("edges are %d and %d", first, second)
	}
	f.Above("a", "b")
	f.Blank()
	f.LinkStyle([]int{0, 1}, "stroke:#000000")
	f.ClassDef("c", "fill:#ffffff")
	f.Class("c", []string{"a", "b"})
	want := `flowchart TB
    accTitle: T
    accDescr: D
    subgraph g["Group"]
        direction LR
        a(["one<br/>two"])
    end
    b["😀"]
    a --> b
    b -.->|"back"| a
    a ~~~ b

    linkStyle 0,1 stroke:#000000
    classDef c fill:#ffffff
    class a,b c
`
	if got := f.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if f.Edges() != 3 {
		t.Errorf("%d edges, want 3", f.Edges())
	}
	if got, want := f.Chars(), utf8.RuneCountInString(want)+1; got != want {
		t.Errorf("%d characters, want %d: an emoji counts twice", got, want)
	}
}

func BenchmarkEscape(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Escape("orders.{tenant}.created")
	}
}
