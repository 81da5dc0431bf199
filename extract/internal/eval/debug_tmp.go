package eval

import (
	"fmt"
	"os"
)

var dbgCount = map[string]int{}

func dbg(name string) {
	if os.Getenv("FVDBG") == "" {
		return
	}
	dbgCount[name]++
	if dbgCount[name]%20 == 0 {
		fmt.Fprintln(os.Stderr, "dbg", name, dbgCount[name])
	}
}

func (m *machine) dumpSteps() {
	if os.Getenv("FVSTEPS") == "" {
		return
	}
	for _, f := range m.found.list {
		if f.ep.sub == nil {
			continue
		}
		fmt.Fprintln(os.Stderr, "EP", f.ep.channel.name().Text, "in", f.ep.sub.in, "callback", f.ep.callback, "given", f.ep.given != nil)
		for i, s := range f.ep.sub.steps {
			fmt.Fprintln(os.Stderr, "   ", i, "parent", s.parent, s.fn, "from", s.from.fn, "dyn", s.dynamic, "dec", s.decoded, "by", s.by, "given", s.given, "dep", s.dep != nil, len(s.under))
		}
		for _, d := range f.ep.sub.decoded {
			fmt.Fprintln(os.Stderr, "    decoded", d.typ, d.step)
		}
	}
}

func dbgf(format string, args ...any) {
	if os.Getenv("FVCALL") != "" {
		fmt.Fprintf(os.Stderr, "dbg "+format+"\n", args...)
	}
}

func dbgSet(s Set) string {
	out := ""
	for _, v := range s.vals {
		out += fmt.Sprintf("%T", v)
		switch v := unwrap(v).(type) {
		case *Text:
			out += "(" + v.name().Text + ")"
		case Unknown:
			out += "(" + v.typ.String() + " " + v.name + ")"
		case Ref:
			out += "(" + v.obj.typ.String() + v.path + ")"
		}
		out += " "
	}
	return out
}
