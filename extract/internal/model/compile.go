package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// Compile checks files and indexes what they model. A later file replaces what
// an earlier one says about the same signature. The error is an Errors of
// everything that is wrong.
func Compile(files []*File) (*Set, error) {
	s := &Set{
		calls:     map[symbolKey][]*CompiledCall{},
		stores:    map[symbolKey]*StoreMethod{},
		messages:  map[typeKey]*CompiledMessage{},
		modelled:  map[string]bool{},
		evaluated: map[string]bool{},
	}
	attributes := knownAttributes(files)
	var all Errors
	for _, f := range files {
		c := &compiler{file: f, attributes: attributes}
		c.compile(s)
		errs, _ := Errors(c.errs).err().(Errors)
		all = append(all, errs...)
	}
	if len(all) > 0 {
		return nil, all
	}
	return s, nil
}

// collecting ends the name of an attribute that collects values.
const collecting = "[]"

// Attributes that a received message or its source has without Make or Set.
const (
	attrChannel = "channel"
	attrGroup   = "group"
)

// knownAttributes are the names that some Make or Set gives.
func knownAttributes(files []*File) map[string]bool {
	known := map[string]bool{attrChannel: true, attrGroup: true}
	for _, f := range files {
		for _, call := range f.Calls {
			for name := range call.Make {
				known[strings.TrimSuffix(name, collecting)] = true
			}
			for name := range call.Set {
				known[strings.TrimSuffix(name, collecting)] = true
			}
		}
	}
	return known
}

// compiler compiles one file and collects what is wrong with it.
type compiler struct {
	file       *File
	attributes map[string]bool
	errs       []*Error
}

func (c *compiler) errorf(at where, format string, args ...any) {
	c.errs = append(c.errs, c.file.ErrorAt(fmt.Sprintf(format, args...), at...))
}

// oneOf checks a word against those that the format has.
func (c *compiler) oneOf(at where, what, word string, words []string) {
	if word != "" && !slices.Contains(words, word) {
		c.errorf(at, "unknown %s %q, want one of %s", what, word, strings.Join(words, ", "))
	}
}

func (c *compiler) compile(s *Set) {
	c.header()
	for _, pkg := range c.file.Packages {
		s.modelled[pkg] = s.modelled[pkg] || c.file.Broker != ""
	}
	for i, pkg := range c.file.Evaluate {
		if !importPath(pkg) {
			c.errorf(where{"evaluate", i}, "%q is not an import path", pkg)
		}
		s.evaluated[pkg] = true
	}
	for i, m := range c.file.Messages {
		compiled := c.message(where{"messages", i}, m)
		for _, pkg := range c.packages(m.Package) {
			s.messages[typeKey{pkg, m.Type}] = compiled
		}
	}
	for i, st := range c.file.Stores {
		c.store(s, where{"stores", i}, st)
	}
	for i, call := range c.file.Calls {
		at := where{"calls", i}
		compiled, ok := c.call(at, call)
		if !ok {
			continue
		}
		compiled.Entry = i
		if len(c.packages(call.Package)) == 0 {
			c.errorf(at, "neither the call nor the file names a package")
		}
		for _, pkg := range c.packages(call.Package) {
			s.modelled[pkg] = s.modelled[pkg] || c.file.Broker != ""
			c.add(s, pkg, compiled)
		}
	}
}

func (c *compiler) packages(own string) []string {
	if own != "" {
		return []string{own}
	}
	return c.file.Packages
}

// add indexes a call. What files before say about the same signature is replaced;
// entries of this file all apply.
func (c *compiler) add(s *Set, pkg string, call *CompiledCall) {
	key := symbolKey{pkg, call.Symbol.Recv, call.Symbol.Name}
	kept := slices.DeleteFunc(s.calls[key], func(other *CompiledCall) bool {
		return other.File != c.file && other.Symbol.sameParams(call.Symbol)
	})
	s.calls[key] = append(kept, call)
}

func (c *compiler) header() {
	f := c.file
	if f.Library == "" {
		c.errorf(nil, "library has no name")
	}
	if !knownBroker(f.Broker) {
		c.errorf(where{"broker"}, "unknown broker %q, want kafka, rabbitmq, nats or other:NAME", f.Broker)
	}
	for i, pkg := range f.Packages {
		if !importPath(pkg) {
			c.errorf(where{"packages", i}, "%q is not an import path", pkg)
		}
	}
	for i, tested := range f.Tested {
		path, version, ok := strings.Cut(tested, "@")
		if !ok || version == "" || !importPath(path) {
			c.errorf(where{"tested", i}, "%q is not path@version", tested)
		}
	}
}

func knownBroker(name string) bool {
	other, ok := strings.CutPrefix(name, "other:")
	return ok && other != "" || slices.Contains([]string{"", graph.Kafka, graph.RabbitMQ, graph.NATS}, name)
}

func importPath(path string) bool {
	return path != "" && unvendored(path) == path && !strings.ContainsAny(path, " \t\n\"'`@\\")
}

func (c *compiler) message(at where, m Message) *CompiledMessage {
	if m.Type == "" {
		c.errorf(at, "message has no type")
	}
	out := &CompiledMessage{
		Type:    m.Type,
		Payload: c.steps(at.in("payload"), m.Payload),
		Key:     c.steps(at.in("key"), m.Key),
		Headers: c.steps(at.in("headers"), m.Headers),
		Channel: c.steps(at.in("channel"), m.Channel),
	}
	for i, part := range m.Runtime {
		out.Runtime = append(out.Runtime, c.steps(at.in("runtime", i), part))
	}
	return out
}

func (c *compiler) steps(at where, part string) []Step {
	if part == "" {
		return nil
	}
	steps, err := parseSteps(part)
	if err != nil {
		c.errorf(at, "%v", err)
	}
	return steps
}

// attributesOf compiles a map of expressions in the order of its names.
func (c *compiler) attributesOf(at where, exprs map[string]Expr, sc scope) []Attribute {
	var out []Attribute
	for _, key := range slices.Sorted(maps.Keys(exprs)) {
		name, collect := strings.CutSuffix(key, collecting)
		if p := (exprParser{in: name}); name == "" || p.ident() != name {
			c.errorf(at.in(key), "%q is not a name", key)
		}
		out = append(out, Attribute{Name: name, Collect: collect, Value: c.expr(at.in(key), exprs[key], sc)})
	}
	return out
}
