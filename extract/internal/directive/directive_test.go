package directive

import (
	"go/token"
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	tests := []struct {
		text string
		want Directive
	}{
		{"//flowvet:publish broker=kafka name=orders event=shop.Placed", Directive{Kind: Publish, Values: map[string]string{"broker": "kafka", "name": "orders", "event": "shop.Placed"}}},
		{"//flowvet:consume name=\"all orders\"\tgroup=billing ", Directive{Kind: Consume, Values: map[string]string{"name": "all orders", "group": "billing"}}},
		{"//flowvet:channel broker=other:redis name=orders.{region}", Directive{Kind: Channel, Values: map[string]string{"broker": "other:redis", "name": "orders.{region}"}}},
		{"//flowvet:handler", Directive{Kind: Handler, Values: map[string]string{}}},
		{"//flowvet:ignore unchecked-publish the outbox sends it again", Directive{Kind: Ignore, Rule: "unchecked-publish", Reason: "the outbox sends it again"}},
		{"//flowvet:service name=orders // want `x`", Directive{Kind: Service, Values: map[string]string{"name": "orders"}}},
	}
	for _, tt := range tests {
		got, err := Parse(tt.text, 10)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if got.Pos != 10 || got.End <= got.Pos {
			t.Errorf("%s: stands from %d to %d", tt.text, got.Pos, got.End)
		}
		got.Pos, got.End = 0, 0
		if !reflect.DeepEqual(*got, tt.want) {
			t.Errorf("%s: %+v, want %+v", tt.text, *got, tt.want)
		}
	}
}

func TestErrorsNameTheWordAndTheNearest(t *testing.T) {
	tests := []struct{ text, at, want string }{
		{"//flowvet:publsh name=a", "publsh", `do you mean "publish"?`},
		{"//flowvet:", "", "want one of channel, consume"},
		{"//flowvet:publish topc=a", "topc=a", `no key "topc"`},
		{"//flowvet:consume grup=a", "grup=a", `do you mean "group"?`},
		{"//flowvet:publish group=a", "group=a", `flowvet:publish has no key "group"`},
		{"//flowvet:publish orders", "orders", `"orders" is not key=value`},
		{"//flowvet:publish name=a name=b", "name=b", "stands twice"},
		{"//flowvet:publish name=", "name=", "needs a value"},
		{"//flowvet:publish name=\"a", "name=\"a", "needs a value"},
		{"//flowvet:publish broker=kafak name=a", "broker=kafak", `do you mean "kafka"?`},
		{"//flowvet:publish", "publish", "says nothing: give broker, name, event"},
		{"//flowvet:ignore", "e", "needs a rule and a reason"},
		{"//flowvet:ignore early-ack", "early-ack", "needs a reason"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.text, 1)
		if err == nil || !strings.Contains(err.Msg, tt.want) {
			t.Errorf("%s: %v, want %q", tt.text, err, tt.want)
			continue
		}
		if at := tt.text[min(int(err.Pos)-1, len(tt.text)):min(int(err.End)-1, len(tt.text))]; at != tt.at {
			t.Errorf("%s: points to %q, want %q", tt.text, at, tt.at)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("publish broker=kafka name=\"a b\"")
	f.Add("ignore early-ack because")
	f.Add("consume name=\"")
	f.Add(" // x")
	f.Fuzz(func(t *testing.T, text string) {
		text = Prefix + text
		d, err := Parse(text, 1)
		end := token.Pos(len(text) + 1)
		switch {
		case err != nil && (err.Msg == "" || err.Pos < 1 || err.End < err.Pos-1 || err.End > end):
			t.Errorf("%q: %q from %d to %d", text, err.Msg, err.Pos, err.End)
		case err == nil && (d.End > end || keys[d.Kind] == nil && d.Kind != Ignore):
			t.Errorf("%q: %+v", text, d)
		}
		for key, value := range valuesOf(d) {
			if value == "" || strings.ContainsAny(key, " =\"") {
				t.Errorf("%q: %q is %q", text, key, value)
			}
		}
	})
}

func valuesOf(d *Directive) map[string]string {
	if d == nil {
		return nil
	}
	return d.Values
}
