package payload

import (
	"cmp"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// Bounds of one schema: how deep types are followed, how many parts it has, how many
// values an enumeration. What is beyond accepts anything.
const (
	maxDepth = 12
	maxParts = 1000
	maxEnum  = 64
)

// Schema is the JSON Schema of a type that is encoded so; the encoding is one of the
// library models' (json, protobuf, avro, ...), and json if that is not known.
func (s *Sources) Schema(t types.Type, encoding string) *graph.PayloadSchema {
	b := &builder{Sources: s, tags: tagsOf(encoding), open: map[string]bool{}, names: map[string]string{}}
	root := b.schema(t, 0)
	if len(b.defs) == 0 {
		return root
	}
	out := *root
	if def, ok := b.defs[strings.TrimPrefix(root.Ref, defsPrefix)]; ok {
		out = *def // a reader of the root finds its properties there
	}
	out.Defs = b.defs
	return &out
}

const defsPrefix = "#/definitions/"

// builder makes one schema.
type builder struct {
	*Sources
	tags  []string
	parts int
	// open are the named types that are being described; one that is met again has
	// a name among the definitions.
	open  map[string]bool
	names map[string]string
	defs  map[string]*graph.PayloadSchema
}

func (b *builder) schema(t types.Type, depth int) *graph.PayloadSchema {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		return b.schema(p.Elem(), depth)
	}
	if b.parts++; depth > maxDepth || b.parts > maxParts {
		return &graph.PayloadSchema{}
	}
	n, ok := t.(*types.Named)
	if !ok {
		return b.unnamed(t, depth)
	}
	if known, ok := wellKnown[qualifiedName(n)]; ok {
		return &known
	}
	out := b.named(n, depth)
	if out.Ref == "" && out.Description == "" {
		out.Description = b.comment(n.Obj())
	}
	return out
}

// named describes a named type, by reference if it contains itself.
func (b *builder) named(n *types.Named, depth int) *graph.PayloadSchema {
	key := types.TypeString(n, nil)
	if b.open[key] {
		return &graph.PayloadSchema{Ref: defsPrefix + b.definition(n, key)}
	}
	b.open[key] = true
	defer delete(b.open, key)
	out := b.byForm(n, depth)
	name, recursive := b.names[key]
	if !recursive {
		return out
	}
	if b.defs == nil {
		b.defs = map[string]*graph.PayloadSchema{}
	}
	if out.Description == "" {
		out.Description = b.comment(n.Obj())
	}
	b.defs[name] = out
	return &graph.PayloadSchema{Ref: defsPrefix + name}
}

// byForm describes a named type by what its encoder sees in it.
func (b *builder) byForm(n *types.Named, depth int) *graph.PayloadSchema {
	st, isStruct := n.Underlying().(*types.Struct)
	switch {
	case isMessage(n):
		return b.message(n, st, depth)
	case hasMethod(n, "MarshalText"):
		return &graph.PayloadSchema{Type: "string"}
	case hasMethod(n, "MarshalJSON"):
		return &graph.PayloadSchema{}
	case isStruct:
		return b.object(st, depth)
	}
	out := b.unnamed(n.Underlying(), depth)
	if out.Type == "string" && out.Format == "" {
		out.Enum = stringConstants(n)
	}
	return out
}

func (b *builder) unnamed(t types.Type, depth int) *graph.PayloadSchema {
	switch t := t.(type) {
	case *types.Basic:
		return &graph.PayloadSchema{Type: basicType(t)}
	case *types.Struct:
		return b.object(t, depth)
	case *types.Map:
		return &graph.PayloadSchema{Type: "object", Values: b.schema(t.Elem(), depth+1)}
	case *types.Slice:
		if isByte(t.Elem()) {
			return &graph.PayloadSchema{Type: "string", Format: "byte"}
		}
		return &graph.PayloadSchema{Type: "array", Items: b.schema(t.Elem(), depth+1)}
	case *types.Array:
		return &graph.PayloadSchema{Type: "array", Items: b.schema(t.Elem(), depth+1)}
	}
	return &graph.PayloadSchema{} // an interface, a type parameter
}

func basicType(t *types.Basic) string {
	switch info := t.Info(); {
	case info&types.IsBoolean != 0:
		return "boolean"
	case info&types.IsInteger != 0:
		return "integer"
	case info&types.IsFloat != 0:
		return "number"
	case info&types.IsString != 0:
		return "string"
	}
	return ""
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

// object describes a struct.
func (b *builder) object(st *types.Struct, depth int) *graph.PayloadSchema {
	out := &graph.PayloadSchema{Type: "object", Properties: map[string]*graph.PayloadSchema{}}
	for _, f := range b.fields(st) {
		p := b.schema(f.v.Type(), depth+1)
		if f.quoted && slices.Contains([]string{"boolean", "integer", "number", "string"}, p.Type) {
			p = &graph.PayloadSchema{Type: "string"}
		}
		b.property(out, f.name, p, f.v)
		if !f.optional {
			out.Required = append(out.Required, f.name)
		}
	}
	slices.Sort(out.Required)
	return out
}

// property adds a field, whose own comment goes before that of its type.
func (b *builder) property(to *graph.PayloadSchema, name string, p *graph.PayloadSchema, v *types.Var) {
	if text := b.comment(v); text != "" && p.Ref == "" {
		p.Description = text
	}
	to.Properties[name] = p
}

// definition is the name that a type has among the definitions.
func (b *builder) definition(n *types.Named, key string) string {
	if name, ok := b.names[key]; ok {
		return name
	}
	base := strings.Map(func(r rune) rune {
		if r == '.' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r
		}
		return '_'
	}, types.TypeString(n, func(p *types.Package) string { return p.Name() }))
	name := base
	taken := slices.Collect(maps.Values(b.names))
	for i := 2; slices.Contains(taken, name); i++ {
		name = base + "_" + strconv.Itoa(i)
	}
	b.names[key] = name
	return name
}

// stringConstants are the values that the constants of a string type have.
func stringConstants(n *types.Named) []string {
	var out []string
	for _, c := range constantsOf(n) {
		if text, ok := stringValue(c); ok {
			out = append(out, text)
		}
	}
	return bounded(out)
}

func bounded(enum []string) []string {
	slices.Sort(enum)
	enum = slices.Compact(enum)
	if len(enum) > maxEnum {
		return nil
	}
	return enum
}

// constantsOf are the package's constants of a type, in their order.
func constantsOf(n *types.Named) []*types.Const {
	if n.Obj().Pkg() == nil {
		return nil
	}
	scope := n.Obj().Pkg().Scope()
	var out []*types.Const
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(c.Type(), n) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b *types.Const) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return out
}

// hasMethod says whether a type, or a pointer to it, has a method without parameters.
func hasMethod(n *types.Named, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, n.Obj().Pkg(), name)
	f, ok := obj.(*types.Func)
	return ok && f.Signature().Params().Len() == 0
}

func qualifiedName(n *types.Named) string {
	if n.Obj().Pkg() == nil {
		return n.Obj().Name()
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}

// wellKnown are types whose marshalers are known.
var wellKnown = map[string]graph.PayloadSchema{
	"time.Time":                              {Type: "string", Format: "date-time"},
	"encoding/json.RawMessage":               {},
	"encoding/json.Number":                   {Type: "number"},
	"math/big.Int":                           {Type: "integer"},
	"github.com/google/uuid.UUID":            {Type: "string", Format: "uuid"},
	"github.com/gofrs/uuid.UUID":             {Type: "string", Format: "uuid"},
	"github.com/satori/go.uuid.UUID":         {Type: "string", Format: "uuid"},
	"github.com/google/uuid.NullUUID":        {Type: "string", Format: "uuid"},
	"github.com/gofrs/uuid/v5.UUID":          {Type: "string", Format: "uuid"},
	protobufTypes + "timestamppb.Timestamp":  {Type: "string", Format: "date-time"},
	protobufTypes + "durationpb.Duration":    {Type: "string"},
	protobufTypes + "fieldmaskpb.FieldMask":  {Type: "string"},
	protobufTypes + "structpb.Struct":        {Type: "object"},
	protobufTypes + "structpb.Value":         {},
	protobufTypes + "structpb.ListValue":     {Type: "array"},
	protobufTypes + "anypb.Any":              {Type: "object"},
	protobufTypes + "emptypb.Empty":          {Type: "object"},
	protobufTypes + "wrapperspb.StringValue": {Type: "string"},
	protobufTypes + "wrapperspb.BytesValue":  {Type: "string", Format: "byte"},
	protobufTypes + "wrapperspb.BoolValue":   {Type: "boolean"},
	protobufTypes + "wrapperspb.DoubleValue": {Type: "number"},
	protobufTypes + "wrapperspb.FloatValue":  {Type: "number"},
	protobufTypes + "wrapperspb.Int32Value":  {Type: "integer"},
	protobufTypes + "wrapperspb.UInt32Value": {Type: "integer"},
	protobufTypes + "wrapperspb.Int64Value":  {Type: "string", Format: "int64"},
	protobufTypes + "wrapperspb.UInt64Value": {Type: "string", Format: "uint64"},
}

const protobufTypes = "google.golang.org/protobuf/types/known/"
