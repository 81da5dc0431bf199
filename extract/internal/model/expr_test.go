package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func lit(text string) []Part { return []Part{{Lit: text}} }

func only(p Path) *Expression { return &Expression{Paths: []Path{p}} }

func TestParseExpr(t *testing.T) {
	param := func(name string, steps ...Step) Path {
		return Path{Base: BaseParam, Param: -1, Name: name, Steps: steps}
	}
	field := func(name string) Step { return Step{Name: name} }
	tests := []struct {
		in   Expr
		want *Expression
	}{
		{"topic", only(param("topic"))},
		{"msg.TopicPartition.Topic", only(param("msg", field("TopicPartition"), field("Topic")))},
		{"recv.topic", only(Path{Base: BaseRecv, Param: -1, Steps: []Step{field("topic")}})},
		{"result", only(Path{Base: BaseResult})},
		{"result[1].Name", only(Path{Base: BaseResult, Param: 1, Steps: []Step{field("Name")}})},
		{"result[]", only(Path{Base: BaseResult, Steps: []Step{{Kind: StepElements}}})},
		{"recv.Reply()", only(Path{Base: BaseRecv, Param: -1, Steps: []Step{{Kind: StepMethod, Name: "Reply"}}})},
		{"topics[]", only(param("topics", Step{Kind: StepElements}))},
		{"args[2].X", only(param("args", Step{Kind: StepIndex, Index: 2}, field("X")))},
		{`conf["group.id"]`, only(param("conf", Step{Kind: StepKey, Name: "group.id"}))},
		{"m{k}", only(param("m", Step{Kind: StepKeys}))},
		{"m{v}.N", only(param("m", Step{Kind: StepValues}, field("N")))},
		{"evt.(type)", only(param("evt", Step{Kind: StepType}))},
		{"evt.(Order)", only(param("evt", Step{Kind: StepAssert, Name: "Order"}))},
		{"true", only(Path{Base: BaseText, Param: -1, Text: lit("true")})},
		{`""`, only(Path{Base: BaseText, Param: -1})},
		{`"a\"b\\\${c"`, only(Path{Base: BaseText, Param: -1, Text: lit(`a"b\${c`)})},
		{`"$KV.${recv.bucket}.${key}"`, only(Path{Base: BaseText, Param: -1, Text: []Part{
			{Lit: "$KV."},
			{Hole: only(Path{Base: BaseRecv, Param: -1, Steps: []Step{field("bucket")}})},
			{Lit: "."},
			{Hole: only(param("key"))},
		}})},
		{" it.Topic|recv.Topic ", &Expression{Paths: []Path{
			{Base: BaseIt, Param: -1, Steps: []Step{field("Topic")}},
			{Base: BaseRecv, Param: -1, Steps: []Step{field("Topic")}},
		}}},
	}
	for _, tt := range tests {
		got, err := ParseExpr(tt.in)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestParseExprErrors(t *testing.T) {
	deep := Expr(strings.Repeat(`"${`, 9) + "x" + strings.Repeat(`}"`, 9))
	tests := []struct {
		in   Expr
		want string
	}{
		{"", "column 1: want a parameter or a text, found the end"},
		{"a |", "column 4: want a parameter or a text, found the end"},
		{"a b", `column 3: want an operator, found 'b'`},
		{"a.", "want a name, found the end"},
		{"a.1", `want a name, found '1'`},
		{"a[x]", `want an index or a key in quotes, found 'x'`},
		{"a[1", `want "]", found the end`},
		{`a["k`, "text is not closed"},
		{`"abc`, "text is not closed"},
		{`"${a"`, `want "}", found '"'`},
		{"a[99999999999999999999]", "want an index"},
		{"a{x}", `want an operator, found '{'`},
		{deep, "holes are nested too deeply"},
		{Expr(strings.Repeat("a", 2000)), "expression is longer than"},
	}
	for _, tt := range tests {
		_, err := ParseExpr(tt.in)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want %q", tt.in, err, tt.want)
		}
	}
}

func TestLiteral(t *testing.T) {
	tests := []struct {
		in   Expr
		want string
		ok   bool
	}{
		{`"^"`, "^", true},
		{`""`, "", true},
		{"true", "true", true},
		{`"a" | "b"`, "", false},
		{`"${a}"`, "", false},
		{`"a".B`, "", false},
		{"a", "", false},
	}
	for _, tt := range tests {
		e, err := ParseExpr(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := e.Literal(); ok != tt.ok || ok && got != tt.want {
			t.Errorf("Literal of %s is %q, %v", tt.in, got, ok)
		}
	}
	if _, ok := (*Expression)(nil).Literal(); ok {
		t.Error("no expression is a literal")
	}
}

func FuzzParseExpr(f *testing.F) {
	for _, seed := range []string{
		"a.B[].c", `"x${recv.y | z}\""`, `m["k\\"]{k}{v}[0].(type)`, "a.(B).c", "result[1][2]", "a | true | opt.b()",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		e, err := ParseExpr(Expr(in))
		if err != nil {
			return
		}
		text := e.String()
		again, err := ParseExpr(Expr(text))
		if err != nil {
			if len(text) > maxExprLen {
				return
			}
			t.Fatalf("%q was printed as %q: %v", in, text, err)
		}
		if diff := cmp.Diff(e, again); diff != "" {
			t.Errorf("%q changes when printed as %q:\n%s", in, text, diff)
		}
	})
}
