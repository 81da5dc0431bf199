package eval

import (
	"cmp"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A program may look at its arguments itself: what it compares the first one with, or
// looks it up in, are its commands.

// commandText is the argument that names the command.
func (m *machine) commandText(name string) *Text {
	if m.command != "" {
		return literal(m.command)
	}
	return newText([]textPart{{hole: &hole{kind: runtimeHole, name: name, command: true}}}, &prov{kind: "unknown", text: name})
}

// commandLine is a list of arguments with the command at an index.
func (m *machine) commandLine(name string, index int) Slice {
	k := site{at: vkey{kind("arguments"), name}}
	o := m.objects[k]
	if o == nil {
		o = &Object{id: len(m.objects), typ: types.NewSlice(types.Typ[types.String]), name: name}
		m.objects[k] = o
	}
	m.put(o, unknownCell, one(constBool(true)))
	m.put(o, indexPath("", index), one(m.commandText("Args")))
	return Slice{o, "", 0, -1}
}

func commandArg(c *apiCall) []Set {
	if n, ok := c.args[0].num(); !ok || n != 0 {
		return nil
	}
	c.out[0] = one(c.a.m.commandText(cmp.Or(c.a.m.prog.assigned(c.at.Pos()), "Arg")))
	return c.out
}

func commandArgs(c *apiCall) []Set {
	c.out[0] = one(c.a.m.commandLine("flag.Args", 0))
	return c.out
}

func isCommand(s Set) bool {
	t, ok := unwrap(s.single()).(*Text)
	if !ok {
		return false
	}
	h := t.pureHole()
	return h != nil && h.command
}

// comparesCommand notes what a command is compared with. Flags are no commands.
func (m *machine) comparesCommand(x, with Set) {
	if name, ok := with.exactText(); ok && name != "" && name[0] != '-' && isCommand(x) {
		m.noteCommand(name)
	}
}

// choosesCommand notes the keys of a map that a command is looked up in.
func (m *machine) choosesCommand(ms Set) {
	for _, v := range ms.vals {
		if r, ok := unwrap(v).(Ref); ok {
			keys, _ := m.entries(r.obj, elemType(r.obj.typ))
			for _, k := range keys {
				if name, ok := k.exactText(); ok {
					m.noteCommand(name)
				}
			}
		}
	}
}

// parsedCommands is a command line that a library parsed into a struct: of each field
// that is a command it runs the method Run.
type parsedCommands struct{ into Ref }

func parsesCommands(fill intrinsic) intrinsic {
	return func(c *apiCall) []Set {
		fill(c)
		if r, ok := unwrap(c.args[0].single()).(Ref); ok {
			return c.hold(parsedCommands{r}, c.args[0])
		}
		return c.out
	}
}

func runCommands(c *apiCall) []Set {
	p, ok := holding(c.recv.single()).(parsedCommands)
	if !ok {
		return nil
	}
	var given []Set
	if len(c.args) > 0 {
		given = c.a.elementsOf(c.args[0])
	}
	c.runFields(p.into, typeAt(p.into), given, 0)
	return c.out
}

func commandName(c *apiCall) []Set {
	c.out[0] = one(c.a.m.commandText("Command"))
	return c.out
}

func (c *apiCall) runFields(at Ref, t types.Type, given []Set, depth int) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 2 {
		return
	}
	for i := range st.NumFields() {
		f, tag := st.Field(i), reflect.StructTag(st.Tag(i))
		if _, ok := tag.Lookup("cmd"); !ok {
			continue
		}
		place := Ref{at.obj, at.path + fieldPath("", f.Name())}
		run := c.a.m.methodNamed(types.NewPointer(f.Type()), "Run")
		if run == nil {
			c.runFields(place, f.Type(), given, depth+1)
			continue
		}
		name := tag.Get("name")
		if name == "" {
			name = strings.ReplaceAll(snake(f.Name()), "_", "-")
		}
		c.a.m.noteCommand(name)
		if c.a.m.command == "" || c.a.m.command == name {
			c.a.callValue(c.at, unseen{c.at}, name, target{fn: run, args: c.bound(place, run, given), dynamic: true})
		}
	}
}

// bound are the receiver and the arguments of a command's method: of those given to the
// library, the one that has a parameter's type.
func (c *apiCall) bound(recv Ref, run *ssa.Function, given []Set) []Set {
	args := []Set{one(recv)}
	for p := range run.Signature.Params().Variables() {
		arg := c.a.m.unknown(p.Type(), p.Name())
		for _, g := range given {
			for _, v := range g.vals {
				if t := typeOfValue(v); t != nil && types.AssignableTo(t, p.Type()) {
					arg = g.bare()
				}
			}
		}
		args = append(args, arg)
	}
	return args
}

// sameParser hands on what a parser was made for.
func sameParser(c *apiCall) []Set {
	c.out[0] = c.recv
	return c.out
}
