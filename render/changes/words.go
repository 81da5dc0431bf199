package changes

import (
	"fmt"
	"strings"

	"github.com/flowvet/flowvet/graph/compare"
)

// words say changes in a form of text; name writes a name that code gave something.
type words struct{ name func(string) string }

// marks stand before a line for what happened.
var marks = map[compare.Op]string{compare.Added: "+", compare.Removed: "-", compare.Changed: "~"}

// titles are those of the sections.
var titles = map[compare.Kind]string{
	compare.Service: "Services", compare.Channel: "Channels", compare.Publisher: "Publishers", compare.Consumer: "Consumers",
	compare.Binding: "Bindings", compare.Flow: "Flows", compare.Payload: "Payloads",
}

func (w words) change(c compare.Change) string {
	var b strings.Builder
	switch c.Kind {
	case compare.Publisher:
		fmt.Fprintf(&b, "%s publishes%s to %s", w.name(c.Service), w.with(" ", eventName(c.Event)), w.name(c.Channel))
	case compare.Consumer:
		fmt.Fprintf(&b, "%s consumes%s from %s%s", w.name(c.Service), w.with(" ", eventName(c.Event)), w.name(c.Channel), w.with(" as group ", c.Group))
	default:
		b.WriteString(w.name(c.Name))
	}
	for i, f := range c.Fields {
		b.WriteString(separator(i, ": ") + w.field(f))
	}
	return b.String()
}

// separator stands before the i-th element of a list.
func separator(i int, first string) string {
	if i == 0 {
		return first
	}
	return ", "
}

// with is a word and a name, nothing if there is no name.
func (w words) with(before, name string) string {
	if name == "" {
		return ""
	}
	return before + w.name(name)
}

// field says what a property was and is.
func (w words) field(f compare.Field) string {
	switch {
	case f.Old == "":
		return fmt.Sprintf("%s is new (%s)", w.name(f.Name), w.name(f.New))
	case f.New == "":
		return fmt.Sprintf("%s is gone (%s)", w.name(f.Name), w.name(f.Old))
	}
	return fmt.Sprintf("%s was %s and is %s", w.name(f.Name), w.name(f.Old), w.name(f.New))
}

// sentences say what breaks, one for each rule.
var sentences = map[compare.Rule]func(words, compare.Break) string{
	compare.NoProducer: func(w words, b compare.Break) string {
		if len(b.By) == 1 && len(b.Breaks) == 1 && b.By[0] == b.Breaks[0] {
			return fmt.Sprintf("%s is now consumed by %s, and nobody publishes to it", w.name(b.Channel), w.list(b.Breaks))
		}
		return fmt.Sprintf("%s is still consumed by %s, and nobody publishes to it any more; %s did", w.name(b.Channel), w.list(b.Breaks), w.list(b.By))
	},
	compare.RouteLost: func(w words, b compare.Break) string {
		via := b.Via
		if via == "" {
			via = b.Channel
		}
		text := fmt.Sprintf("what %s publishes to %s does not reach %s any more", w.list(b.By), w.name(via), w.list(b.Breaks))
		for i, f := range b.Detail {
			text += separator(i, ": gone is ") + "the binding " + w.name(f.Old)
		}
		return text
	},
	compare.FieldRemoved: func(w words, b compare.Break) string {
		return fmt.Sprintf("%s on %s has no %s any more, read by %s", w.name(eventName(b.Event)), w.name(b.Channel), w.fields(b.Detail), w.list(b.Breaks))
	},
	compare.FieldRetyped: func(w words, b compare.Break) string {
		var what []string
		for _, f := range b.Detail {
			what = append(what, w.field(f))
		}
		return fmt.Sprintf("%s on %s, read by %s: %s", w.name(eventName(b.Event)), w.name(b.Channel), w.list(b.Breaks), strings.Join(what, ", "))
	},
	compare.GroupRenamed: func(w words, b compare.Break) string {
		return fmt.Sprintf("%s is consumed by %s in another group, which does not know how far the old one has read: %s", w.name(b.Channel), w.list(b.Breaks), w.field(b.Detail[0]))
	},
}

func (w words) breaks(b compare.Break) string { return sentences[b.Rule](w, b) }

func (w words) fields(list []compare.Field) string {
	var names []string
	for _, f := range list {
		names = append(names, f.Name)
	}
	return w.list(names)
}

// list joins names as in a sentence.
func (w words) list(names []string) string {
	var b strings.Builder
	for i, n := range names {
		switch {
		case i > 0 && i == len(names)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(w.name(n))
	}
	return b.String()
}

// eventName is a Go type without its import path.
func eventName(typ string) string {
	return typ[strings.LastIndexByte(typ, '/')+1:]
}

// summary counts what there is.
func summary(r *compare.Result) string {
	if r.Empty() {
		return "The event flow has not changed."
	}
	text := count(len(r.Changes), "change", "changes")
	if len(r.Breaks) == 0 {
		return text + ", nothing breaks."
	}
	return text + ", " + count(len(r.Breaks), "thing breaks.", "things break.")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
