package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseSymbol(t *testing.T) {
	tests := []struct {
		in   string
		want Symbol
	}{
		{"Close()", Symbol{Name: "Close"}},
		{"NewReader(config)", Symbol{Name: "NewReader", Params: []string{"config"}}},
		{"(*Writer).WriteMessages(ctx, msgs...)", Symbol{Recv: "Writer", Pointer: true, Name: "WriteMessages", Params: []string{"ctx", "msgs"}, Variadic: true}},
		{"(Publisher).Publish(ctx, subject, _, _)", Symbol{Recv: "Publisher", Name: "Publish", Params: []string{"ctx", "subject", "_", "_"}}},
	}
	for _, tt := range tests {
		got, err := ParseSymbol(tt.in)
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
		if got.String() != tt.in {
			t.Errorf("String of %s is %s", tt.in, got)
		}
	}
}

func TestParseSymbolErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "want NAME(parameters)"},
		{"NewReader", "want NAME(parameters)"},
		{"NewReader(config", "want NAME(parameters)"},
		{"New Reader(config)", `"New Reader" is not a function's name`},
		{"(*Writer.Close()", "receiver does not end"},
		{"(**Writer).Close()", `receiver "**Writer" is not a type's name`},
		{"F(a, a)", `parameter "a" occurs twice`},
		{"F(a, b c)", `parameter "b c" is not an identifier`},
		{"F(a,)", `parameter "" is not an identifier`},
		{"F(a..., b)", "only the last parameter can be variadic"},
		{"F(recv)", `parameter "recv" has a name that expressions reserve`},
	}
	for _, tt := range tests {
		_, err := ParseSymbol(tt.in)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want %q", tt.in, err, tt.want)
		}
	}
}

func FuzzParseSymbol(f *testing.F) {
	for _, seed := range []string{"F()", "F(a, b...)", "(*T).M(_, x)", "(T).M(a,b)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s, err := ParseSymbol(in)
		if err != nil {
			return
		}
		again, err := ParseSymbol(s.String())
		if err != nil {
			t.Fatalf("%q was printed as %q: %v", in, s, err)
		}
		if diff := cmp.Diff(s, again); diff != "" {
			t.Errorf("%q changes when printed:\n%s", in, diff)
		}
	})
}
