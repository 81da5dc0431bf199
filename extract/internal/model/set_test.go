package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func symbols(calls []*CompiledCall) []string {
	var out []string
	for _, c := range calls {
		out = append(out, c.Symbol.String()+" "+c.Role)
	}
	return out
}

func TestLookup(t *testing.T) {
	set := compile(t, header+`calls:
  - {call: F(a), role: ack}
  - {call: (*T).F(a), role: nack}
  - {call: G(), package: example.com/lib/admin, role: flush}
`)
	tests := []struct {
		pkg, recv, name string
		want            []string
	}{
		{"example.com/lib", "", "F", []string{"F(a) ack"}},
		{"example.com/app/vendor/example.com/lib", "", "F", []string{"F(a) ack"}},
		{"vendor/example.com/lib", "T", "F", []string{"(*T).F(a) nack"}},
		{"example.com/lib/admin", "", "G", []string{"G() flush"}},
		{"example.com/lib", "", "G", nil},
		{"example.com/other", "", "F", nil},
	}
	for _, tt := range tests {
		got := symbols(set.Lookup(tt.pkg, tt.recv, tt.name))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s %s %s:\n%s", tt.pkg, tt.recv, tt.name, diff)
		}
	}
}

func TestLaterFileReplaces(t *testing.T) {
	set := compile(t,
		header+"calls: [{call: F(a), role: ack}, {call: F(a), role: nack}, {call: 'F(a, b)', role: flush}]",
		header+"calls: [{call: F(a), role: close}, {call: F(a), role: commit}]")
	want := []string{"F(a, b) flush", "F(a) close", "F(a) commit"}
	if diff := cmp.Diff(want, symbols(set.Lookup("example.com/lib", "", "F"))); diff != "" {
		t.Error(diff)
	}
}

func TestPick(t *testing.T) {
	set := compile(t, header+`calls:
  - {call: F(topic), role: ack}
  - {call: 'F(ctx, topic)', role: nack}
  - {call: 'F(topic, group)', role: flush}
  - {call: 'F(topic, group)', role: close}
  - {call: F(topics...), role: commit}
`)
	calls := set.Lookup("example.com/lib", "", "F")
	tests := []struct {
		name     string
		count    int
		variadic bool
		names    []string
		want     []string
	}{
		{"count", 1, false, []string{"t"}, []string{"F(topic) ack"}},
		{"variadic", 1, true, []string{"t"}, []string{"F(topics...) commit"}},
		{"names", 2, false, []string{"ctx", "topic"}, []string{"F(ctx, topic) nack"}},
		{"all of a signature", 2, false, []string{"topic", "group"}, []string{"F(topic, group) flush", "F(topic, group) close"}},
		{"no names", 2, false, nil, []string{"F(ctx, topic) nack"}},
		{"new parameter", 3, false, []string{"ctx", "topic", "opts"}, []string{"F(ctx, topic) nack"}},
		{"new options", 3, true, []string{"topic", "group", "opts"}, []string{"F(topic, group) flush", "F(topic, group) close"}},
		{"another function", 3, false, []string{"a", "b", "c"}, nil},
		{"unknown type", Unknown, false, nil, []string{"F(topic) ack"}},
	}
	for _, tt := range tests {
		got := symbols(Pick(calls, tt.count, tt.variadic, tt.names))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
	if Pick(nil, Unknown, false, nil) != nil {
		t.Error("picked from nothing")
	}
}

func TestMessageParts(t *testing.T) {
	set := compile(t, header+`calls: []
messages:
  - {type: Message, payload: Value, key: Meta.Key, channel: Meta.Topic(), runtime: [Reply]}
`)
	m := set.Message("x/vendor/example.com/lib", "Message")
	field := func(names ...string) []Step {
		var steps []Step
		for _, n := range names {
			steps = append(steps, Step{Name: n})
		}
		return steps
	}
	tests := []struct {
		steps []Step
		part  MessagePart
		more  bool
	}{
		{field("Value"), PartPayload, false},
		{field("Meta"), PartNone, true},
		{field("Meta", "Key"), PartKey, false},
		{field("Meta", "Topic"), PartNone, false},
		{[]Step{{Name: "Meta"}, {Kind: StepMethod, Name: "Topic"}}, PartChannel, false},
		{field("Reply"), PartRuntime, false},
		{field("Value", "X"), PartNone, false},
		{nil, PartNone, true},
	}
	for _, tt := range tests {
		part, more := m.Part(tt.steps)
		if part != tt.part || more != tt.more {
			t.Errorf("Part(%v) = %v, %v", tt.steps, part, more)
		}
	}
	if set.Message("example.com/lib", "Other") != nil {
		t.Error("Other is no message")
	}
}
