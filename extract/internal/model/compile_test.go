package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowvet/flowvet/graph"
)

func parse(t *testing.T, text string) *File {
	t.Helper()
	f, err := Parse("m.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func compile(t *testing.T, texts ...string) *Set {
	t.Helper()
	var files []*File
	for _, text := range texts {
		files = append(files, parse(t, text))
	}
	set, err := Compile(files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestCompileErrors(t *testing.T) {
	const f, m = "- call: F(x, y)\n  ", "- call: (*T).M(x)\n  "
	tests := []struct{ name, call, want string }{
		{"parameter", f + "returns: z", `:6:12: F(x, y) has no parameter "z"`},
		{"parameter in hole", f + `returns: '"${z}"'`, `has no parameter "z"`},
		{"syntax", f + "returns: x.", `expression "x.", column 3: want a name`},
		{"symbol", "- call: F(x\n  role: ack", `:5:9: symbol "F(x": want NAME`},
		{"no role", "- call: F(x)", ":5:3: F(x) has no role"},
		{"recv of function", f + "returns: recv.a", `"recv" is only there with a method`},
		{"it without each", f + "returns: it", `"it" is only there with each`},
		{"opt without options", f + "returns: opt.a", `"opt" is only there with options`},
		{"sent outside sends", f + "publish: {channel: sent}", `"sent" is only there with sends`},
		{"attribute", m + "returns: recv.topik", `no make or set gives an attribute "topik"`},
		{"attribute name", f + "make: {a-b: x}", `"a-b" is not a name`},
		{"set of function", f + "set: {a: x}", "needs of"},
		{"of", f + "of: z\n  set: {a: x}", `:6:7: F(x, y) has no parameter "z"`},
		{"options", f + "options: [z]\n  role: ack", `has no parameter "z"`},
		{"kind", f + "publish: {channel: x, kind: tpoic}", `:6:31: unknown kind "tpoic", want one of topic, queue`},
		{"mode", f + "publish: {channel: x, mode: fast}", `unknown mode "fast"`},
		{"encoding", f + "encode: {value: x, encoding: jsn}", `unknown encoding "jsn"`},
		{"role", f + "role: akc", `unknown role "akc"`},
		{"cause", f + "calls: [{func: x, cause: htp}]", `unknown cause "htp"`},
		{"callback", f + `calls: [{func: '"x"'}]`, `"\"x\"" is not a function`},
		{"endpoint", f + "publish: {payload: x}", "endpoint needs a channel"},
		{"declare", f + "declare: {kind: topic}", "needs a kind and a name"},
		{"bind", f + "bind: {source: x}", "needs a source and a target"},
		{"target kind", f + "bind: {source: x, target: y, target_kind: topic}", `unknown target kind "topic"`},
		{"codec", f + "encode: {encoding: json}", "codec needs a value"},
		{"decode", f + "decode: {value: x, encoding: json}", "decode needs data"},
		{"put", f + "put: {key: x}", "put needs a key and a value"},
		{"put without map", f + "put: {key: x, value: y}", "needs a map"},
		{"delivery", f + "deliver: [{as: chan}]", "either to or call"},
		{"delivery of both", f + "deliver: [{to: result, call: x, with: [message]}]", "either to or call"},
		{"form", f + "deliver: [{to: result, as: channel}]", `unknown form "channel"`},
		{"place", f + "deliver: [{to: z}]", `has no parameter "z"`},
		{"place of text", f + `deliver: [{to: '"x"'}]`, "is not a place"},
		{"recv as place", f + "deliver: [{to: recv}]", `"recv" is only there with a method`},
		{"with", f + "deliver: [{call: x}]", "needs with"},
		{"with form", f + "deliver: [{call: x, with: [messages]}]", `unknown form "messages"`},
		{"reflect", f + "deliver: [{call: x, with: [_, reflect]}]", "reflect stands alone"},
		{"with to", f + "deliver: [{to: x, with: [message]}]", "with belongs to call"},
		{"as with call", f + "deliver: [{call: x, as: chan, with: [message]}]", "as belongs to to"},
		{"package", f + "package: a b\n  role: ack", `"a b" is not an import path`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Compile([]*File{parse(t, header+"calls:\n"+tt.call+"\n")})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestCompileHeaderErrors(t *testing.T) {
	_, err := Compile([]*File{parse(t, `library: ""
broker: kafak
packages: [a/vendor/b]
tested: [x]
messages: [{payload: 'a..b'}]
calls: []
`)})
	for _, want := range []string{
		"m.yaml:1:1: library has no name",
		`m.yaml:2:9: unknown broker "kafak"`,
		`m.yaml:3:12: "a/vendor/b" is not an import path`,
		`m.yaml:4:10: "x" is not path@version`,
		"message has no type",
		`part "a..b": want a name`,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v lacks %q", err, want)
		}
	}
	errs, _ := err.(Errors)
	for i := 1; i < len(errs); i++ {
		if errs[i-1].Line > errs[i].Line {
			t.Errorf("errors are out of order:\n%v", err)
		}
	}
}

func TestCompileWithoutBroker(t *testing.T) {
	for call, ok := range map[string]bool{
		"encode: {value: x}":              true,
		"publish: {channel: x}":           false,
		"declare: {kind: topic, name: x}": false,
	} {
		_, err := Compile([]*File{parse(t, "library: lib\npackages: [p]\ncalls: [{call: F(x), "+call+"}]")})
		if (err == nil) != ok {
			t.Errorf("%s: %v", call, err)
		}
	}
}

func TestCompileResolves(t *testing.T) {
	set := compile(t, header+`calls:
  - call: (*T).M(ctx, topics, handler, opts...)
    options: [opts]
    consume: {channel: 'topics[] | "x.${ctx}"', group: opt.group, regexp: '"^"', settings: {b: ctx, a: true}}
    deliver:
      - {to: 'result[1]', as: chan}
      - {call: handler.Handle, with: [_, message]}
    calls: [{func: handler.*, cause: later}, {func: opts, cause: now}]
    set: {'names[]': 'topics[]'}
  - call: WithGroup(group)
    make: {group: group}
`)
	m := set.Lookup("example.com/lib", "T", "M")[0]
	channel := m.Consume.Channel.Paths
	if channel[0].Param != 1 || channel[1].Text[1].Hole.Paths[0].Param != 0 {
		t.Errorf("parameters of %s: %+v", m.Consume.Channel, channel)
	}
	if m.Consume.Kind != graph.Topic || m.Consume.Regexp != nil || m.Consume.RegexpPrefix != "^" {
		t.Errorf("consume %+v", m.Consume)
	}
	if s := m.Consume.Settings; len(s) != 2 || s[0].Name != "a" || s[1].Name != "b" {
		t.Errorf("settings are not sorted: %+v", s)
	}
	if diff := cmp.Diff([]int{3}, m.Options); diff != "" {
		t.Error(diff)
	}
	if d := m.Deliver[0]; d.To.Kind != PlaceResult || d.To.Index != 1 || d.As != FormChan {
		t.Errorf("delivery %+v", d)
	}
	if d := m.Deliver[1]; d.Call.Value.Param != 2 || d.Call.Method != "Handle" || len(d.Call.Value.Steps) != 0 {
		t.Errorf("delivery %+v", d.Call)
	}
	if f := m.Calls[0].Func; f.Value.Param != 2 || f.Method != "*" {
		t.Errorf("callback %+v", f)
	}
	if f := m.Calls[1].Func; f.Value.Param != 3 || f.Method != "" {
		t.Errorf("callback %+v", f)
	}
	if a := m.Set[0]; a.Name != "names" || !a.Collect || m.SetOf != Receiver || m.SendsOn != Result {
		t.Errorf("set %+v of %d", a, m.SetOf)
	}
}

func TestUsualKind(t *testing.T) {
	tests := []struct {
		broker           string
		publish, consume graph.Kind
	}{
		{graph.Kafka, graph.Topic, graph.Topic},
		{graph.RabbitMQ, graph.Exchange, graph.Queue},
		{graph.NATS, graph.Subject, graph.Subject},
		{"other:sqs", graph.Topic, graph.Topic},
	}
	for _, tt := range tests {
		if got := UsualKind(tt.broker, true); got != tt.publish {
			t.Errorf("%s publishes to %s", tt.broker, got)
		}
		if got := UsualKind(tt.broker, false); got != tt.consume {
			t.Errorf("%s consumes from %s", tt.broker, got)
		}
	}
}
