// Package draft proposes a library model from a package's exported API: it finds what
// looks like messaging by the names of functions and parameters, and writes it down in
// the notation of models for a person to correct. It guesses, and says so in the file.
package draft

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// verbs are words that a messaging function's name starts with, and what it then does.
var verbs = []struct {
	prefix string
	role   string
}{
	{"Publish", "publish"}, {"Send", "publish"}, {"Produce", "publish"}, {"Emit", "publish"}, {"Enqueue", "publish"},
	{"Dispatch", "publish"}, {"Broadcast", "publish"}, {"Notify", "publish"}, {"Push", "publish"},
	{"Subscribe", "consume"}, {"Consume", "consume"}, {"QueueSubscribe", "consume"}, {"Listen", "consume"},
	{"Receive", "consume"}, {"Poll", "consume"}, {"Handle", "consume"}, {"On", "consume"},
}

// words are names of parameters by what they hold, the likeliest first.
var words = map[string][]string{
	"channel":  {"topic", "subject", "subj", "queue", "channel", "stream", "routingkey", "exchange", "destination", "event", "name"},
	"key":      {"key", "partitionkey", "orderingkey"},
	"group":    {"group", "groupid", "consumergroup", "durable", "queuegroup", "queue"},
	"payload":  {"payload", "body", "data", "msg", "message", "event", "value", "v", "evt"},
	"exchange": {"exchange"},
}

// Model is the draft for a package, YAML with comments. It reports false if nothing in
// the package looks like messaging.
func Model(pkg *types.Package) ([]byte, bool) {
	var calls []string
	for _, fn := range functions(pkg) {
		if c := call(fn); c != "" {
			calls = append(calls, c)
		}
	}
	if len(calls) == 0 {
		return nil, false
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# A draft made from the names in %s.\n", pkg.Path())
	b.WriteString("# Check every line: what is a guess says so. Delete what does not send or receive.\n")
	fmt.Fprintf(&b, "library: %s\n", pkg.Name())
	fmt.Fprintf(&b, "broker: other:%s # kafka, rabbitmq, nats, or other:NAME\n", pkg.Name())
	fmt.Fprintf(&b, "packages: [%s]\n", pkg.Path())
	b.WriteString("calls:\n")
	for _, c := range calls {
		b.WriteString(c)
	}
	return []byte(b.String()), true
}

// functions are a package's exported functions and methods, by receiver and name.
func functions(pkg *types.Package) []*types.Func {
	var out []*types.Func
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if !obj.Exported() {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			out = append(out, obj)
		case *types.TypeName:
			out = append(out, methods(obj)...)
		}
	}
	return out
}

func methods(obj *types.TypeName) []*types.Func {
	var out []*types.Func
	named, ok := obj.Type().(*types.Named)
	if !ok {
		return nil
	}
	if i, ok := named.Underlying().(*types.Interface); ok {
		for m := range i.ExplicitMethods() {
			out = append(out, m)
		}
	}
	for m := range named.Methods() {
		out = append(out, m)
	}
	out = slices.DeleteFunc(out, func(m *types.Func) bool { return !m.Exported() })
	slices.SortFunc(out, func(a, b *types.Func) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// call is the entry of a function, "" if it does not look like messaging.
func call(fn *types.Func) string {
	role := ""
	for _, v := range verbs {
		rest, ok := strings.CutPrefix(fn.Name(), v.prefix)
		if ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			role = v.role
			break
		}
	}
	sig := fn.Signature()
	if role == "" {
		return ""
	}
	params := paramNames(sig)
	endpoint, guessed := endpointOf(role, sig, params)
	if endpoint == "" {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  - call: %s\n    %s: {%s}%s\n", symbol(fn, sig, params), role, endpoint, guessed)
	if role == "consume" {
		if deliver := deliver(sig, params); deliver != "" {
			fmt.Fprintf(&b, "    deliver: [%s] # guess\n", deliver)
		} else {
			b.WriteString("    # deliver: where does the message come out?\n")
		}
	}
	return b.String()
}

// paramNames are the names of all parameters; one without a name gets that of its
// place.
func paramNames(sig *types.Signature) []string {
	var names []string
	for i := range sig.Params().Len() {
		name := sig.Params().At(i).Name()
		if name == "" || name == "_" || slices.Contains([]string{"recv", "result", "it", "sent", "opt"}, name) || slices.Contains(names, name) {
			name = fmt.Sprintf("p%d", i+1)
		}
		names = append(names, name)
	}
	return names
}

// endpointOf says where channel, payload, key and group are. Nothing without a
// parameter that may name the channel.
func endpointOf(role string, sig *types.Signature, params []string) (endpoint, comment string) {
	taken := map[string]bool{}
	find := func(what string, fits func(types.Type) bool) string {
		for _, word := range words[what] {
			for i, p := range params {
				if !taken[p] && strings.EqualFold(p, word) && fits(sig.Params().At(i).Type()) {
					taken[p] = true
					return p
				}
			}
		}
		return ""
	}
	channel := find("channel", isText)
	if channel == "" {
		i := slices.IndexFunc(params, func(p string) bool { return isText(sig.Params().At(slices.Index(params, p)).Type()) })
		if i < 0 {
			return "", ""
		}
		channel, comment = params[i], " # guess"
		taken[channel] = true
	}
	parts := []string{"channel: " + channel}
	if role == "publish" {
		if key := find("key", func(t types.Type) bool { return isText(t) || isBytes(t) }); key != "" {
			parts = append(parts, "key: "+key)
		}
		payload := find("payload", func(types.Type) bool { return true })
		if payload == "" {
			for i, p := range params {
				if t := sig.Params().At(i).Type(); !taken[p] && (isBytes(t) || isAny(t)) {
					payload, comment = p, " # guess"
				}
			}
		}
		if payload != "" {
			parts = append(parts, "payload: "+payload)
		}
	} else if group := find("group", isText); group != "" {
		parts = append(parts, "group: "+group)
	}
	return strings.Join(parts, ", "), comment
}

// deliver says where messages come out: a function that is called back, or the
// result.
func deliver(sig *types.Signature, params []string) string {
	for i, p := range params {
		fn, ok := sig.Params().At(i).Type().Underlying().(*types.Signature)
		if !ok {
			continue
		}
		var forms []string
		for j := range fn.Params().Len() {
			forms = append(forms, form(fn.Params().At(j).Type()))
		}
		if len(forms) > 0 {
			return fmt.Sprintf("{call: %s, with: [%s]}", p, strings.Join(forms, ", "))
		}
	}
	if sig.Results().Len() > 0 {
		switch t := sig.Results().At(0).Type().Underlying().(type) {
		case *types.Chan:
			return "{to: result, as: chan}"
		case *types.Slice:
			if isBytes(t) {
				return "{to: result, as: payload}"
			}
			return "{to: result, as: slice}"
		}
	}
	return ""
}

// form is what a parameter of a callback may be.
func form(t types.Type) string {
	switch {
	case isBytes(t):
		return "payload"
	case types.IsInterface(t) && !isAny(t), isText(t):
		return "_"
	case isAny(t):
		return "reflect"
	}
	return "message"
}

func symbol(fn *types.Func, sig *types.Signature, params []string) string {
	var b strings.Builder
	if recv := sig.Recv(); recv != nil {
		t := recv.Type()
		star := ""
		if p, ok := t.(*types.Pointer); ok {
			t, star = p.Elem(), "*"
		}
		if named, ok := t.(*types.Named); ok {
			fmt.Fprintf(&b, "(%s%s).", star, named.Obj().Name())
		}
	}
	b.WriteString(fn.Name() + "(" + strings.Join(params, ", "))
	if sig.Variadic() {
		b.WriteString("...")
	}
	b.WriteString(")")
	return b.String()
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

func isAny(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}
