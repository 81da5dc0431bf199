package graph

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	tests := []struct {
		text string
		want []part
	}{
		{"", nil},
		{"orders", []part{{literal, "orders"}}},
		{"orders.{tenant}", []part{{literal, "orders."}, {hole, "tenant"}}},
		{"${PREFIX}.orders", []part{{reference, "PREFIX"}, {literal, ".orders"}}},
		{"{m[{k}]}x", []part{{hole, "m[{k}]"}, {literal, "x"}}},
		{"$KV.a.${KEY}", []part{{literal, "$KV.a."}, {reference, "KEY"}}},
		{"a{b", []part{{literal, "a{b"}}},
		{"a}b", []part{{literal, "a}b"}}},
		{"$${A}", []part{{literal, "$"}, {reference, "A"}}},
		{"{}", []part{{hole, ""}}},
	}
	for _, tt := range tests {
		got := parse(Name{Text: tt.text})
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(part{})); diff != "" {
			t.Errorf("parse(%q): %s", tt.text, diff)
		}
	}
	exact := parse(Name{Text: "orders{1,2}", Resolution: Exact})
	if diff := cmp.Diff([]part{{literal, "orders{1,2}"}}, exact, cmp.AllowUnexported(part{})); diff != "" {
		t.Errorf("an exact name has no holes: %s", diff)
	}
}

func TestResolutionAndPrivate(t *testing.T) {
	tests := []struct {
		text    string
		want    Resolution
		private bool
	}{
		{"", Exact, false},
		{"orders", Exact, false},
		{">", Exact, false},
		{"orders.{tenant}", Pattern, false},
		{"{tenant}.{name}", Symbolic, true},
		{"{d.Exchange}/{d.RoutingKey}", Symbolic, true},
		{"${TOPIC}", Symbolic, false},
		{"${PREFIX}.{name}", Symbolic, false},
		{"{q.Name}", Symbolic, true},
		{"{é}.é", Pattern, false},
	}
	for _, tt := range tests {
		n := Name{Text: tt.text}
		if got := n.resolution(); got != tt.want {
			t.Errorf("%q is %s, want %s", tt.text, got, tt.want)
		}
		if got := n.private(); got != tt.private {
			t.Errorf("%q private = %v, want %v", tt.text, got, tt.private)
		}
	}
	if !(Name{Text: "orders", Resolution: Unknown}).private() {
		t.Error("an unknown name is shared")
	}
	if (Name{Text: "{q}", Resolution: Exact}).private() {
		t.Error("an exact name in braces is private")
	}
}

func FuzzFits(f *testing.F) {
	f.Add("orders.{tenant}", "orders.eu")
	f.Add("{a}b{c}", "bbb")
	f.Add("{a}{b}x", "yyx")
	f.Add("a{x}a", "aa")
	f.Add("${A}-{b}", "a-b")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		parts := parse(Name{Text: pattern})
		var expr strings.Builder
		gap := false
		for _, p := range parts {
			switch {
			case p.kind == literal:
				expr.WriteString(regexp.QuoteMeta(p.text))
				gap = false
			case !gap:
				expr.WriteString("(?s:.+)")
				gap = true
			}
		}
		re, err := regexp.Compile(`\A` + expr.String() + `\z`)
		if err != nil || strings.ToValidUTF8(pattern+text, "") != pattern+text {
			t.Skip()
		}
		if got, want := fits(parts, text), re.MatchString(text); got != want {
			t.Errorf("fits(%q, %q) = %v, want %v", pattern, text, got, want)
		}
	})
}
