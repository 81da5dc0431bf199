package payload

import (
	"cmp"
	"go/types"
	"reflect"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// isMessage says whether a type is a message that protoc-gen-go generated.
func isMessage(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if _, ok := reflect.StructTag(st.Tag(i)).Lookup("protobuf"); ok {
			return true
		}
	}
	return hasMethod(n, "ProtoReflect")
}

// message describes a generated message by its struct tags, as protojson writes it.
// No field of one has to be there.
func (b *builder) message(n *types.Named, st *types.Struct, depth int) *graph.PayloadSchema {
	out := &graph.PayloadSchema{Type: "object", Properties: map[string]*graph.PayloadSchema{}}
	b.messageFields(out, st, depth)
	for i := range st.NumFields() {
		if _, ok := reflect.StructTag(st.Tag(i)).Lookup("protobuf_oneof"); !ok {
			continue
		}
		if it, ok := st.Field(i).Type().Underlying().(*types.Interface); ok {
			for _, choice := range choices(n, it) {
				b.messageFields(out, choice, depth)
			}
		}
	}
	return out
}

func (b *builder) messageFields(to *graph.PayloadSchema, st *types.Struct, depth int) {
	for i := range st.NumFields() {
		tag, ok := reflect.StructTag(st.Tag(i)).Lookup("protobuf")
		if !ok {
			continue
		}
		name, number := protobufName(tag)
		p := *b.messageField(st.Field(i).Type(), depth+1)
		p.Number = number
		b.property(to, name, &p, st.Field(i))
	}
}

// protobufName is what a field's tag says: its name in JSON, and its number.
func protobufName(tag string) (name string, number int) {
	parts := strings.Split(tag, ",")
	if len(parts) > 1 {
		number, _ = strconv.Atoi(parts[1]) // 0, which is left out, if there is none
	}
	original := ""
	for _, part := range parts {
		switch key, value, _ := strings.Cut(part, "="); key {
		case "json":
			name = value
		case "name":
			original = value
		}
	}
	return cmp.Or(name, original), number
}

// messageField describes a field of a message: protojson writes numbers of 64 bits as
// texts and enumerations by name.
func (b *builder) messageField(t types.Type, depth int) *graph.PayloadSchema {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return b.messageField(t.Elem(), depth)
	case *types.Basic:
		if t.Kind() == types.Int64 || t.Kind() == types.Uint64 {
			return &graph.PayloadSchema{Type: "string", Format: t.Name()}
		}
	case *types.Slice:
		if !isByte(t.Elem()) {
			return &graph.PayloadSchema{Type: "array", Items: b.messageField(t.Elem(), depth+1)}
		}
	case *types.Map:
		return &graph.PayloadSchema{Type: "object", Values: b.messageField(t.Elem(), depth+1)}
	case *types.Named:
		if _, ok := t.Underlying().(*types.Basic); ok {
			return &graph.PayloadSchema{Type: "string", Enum: enumNames(t), Description: b.comment(t.Obj())}
		}
	}
	return b.schema(t, depth)
}

// enumNames are the names of a generated enumeration's values. Their constants have in
// front the enumeration's name, or the message's that it is declared in.
func enumNames(n *types.Named) []string {
	prefix := n.Obj().Name() + "_"
	list := constantsOf(n)
	for _, c := range list {
		if !strings.HasPrefix(c.Name(), prefix) {
			prefix = n.Obj().Name()[:strings.LastIndexByte(n.Obj().Name(), '_')+1]
			break
		}
	}
	var out []string
	for _, c := range list {
		out = append(out, strings.TrimPrefix(c.Name(), prefix))
	}
	return bounded(out)
}

// choices are the generated types that a oneof's interface is implemented by.
func choices(n *types.Named, it *types.Interface) []*types.Struct {
	scope := n.Obj().Pkg().Scope()
	var out []*types.Struct
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !types.Implements(types.NewPointer(tn.Type()), it) {
			continue
		}
		if st, ok := tn.Type().Underlying().(*types.Struct); ok {
			out = append(out, st)
		}
	}
	return out
}
