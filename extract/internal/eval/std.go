package eval

import (
	"fmt"
	"go/types"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// intrinsics are functions of the standard library, and of a few small ones,
// whose results matter to names. They give nil to leave a call to the default.
// This is the one table to add to.
var intrinsics map[string]func(*apiCall) []Set

func init() {
	intrinsics = map[string]func(*apiCall) []Set{
		"strings.ToLower":    mapText(strings.ToLower),
		"strings.ToUpper":    mapText(strings.ToUpper),
		"strings.Title":      mapText(strings.Title), //nolint:staticcheck // what the program calls
		"strings.TrimSpace":  mapText(strings.TrimSpace),
		"strings.TrimPrefix": mapTexts(2, func(s []string) string { return strings.TrimPrefix(s[0], s[1]) }),
		"strings.TrimSuffix": mapTexts(2, func(s []string) string { return strings.TrimSuffix(s[0], s[1]) }),
		"strings.Trim":       mapTexts(2, func(s []string) string { return strings.Trim(s[0], s[1]) }),
		"strings.TrimLeft":   mapTexts(2, func(s []string) string { return strings.TrimLeft(s[0], s[1]) }),
		"strings.TrimRight":  mapTexts(2, func(s []string) string { return strings.TrimRight(s[0], s[1]) }),
		"strings.ReplaceAll": replaceText,
		"strings.Replace":    replaceText,
		"strings.Join":       joinText,
		"strings.Split":      splitText,
		"strings.Contains":   testText(strings.Contains),
		"strings.HasPrefix":  testText(strings.HasPrefix),
		"strings.HasSuffix":  testText(strings.HasSuffix),
		"strings.EqualFold":  testText(strings.EqualFold),
		"strings.Clone":      sameArg(0),

		"fmt.Sprintf":        sprintf,
		"fmt.Sprint":         sprint,
		"fmt.Errorf":         failure,
		"errors.New":         failure,
		"errors.Join":        failure,
		"strconv.Itoa":       sprint1,
		"strconv.Quote":      sprint1,
		"path.Join":          joinPath,
		"path/filepath.Join": joinPath,
		"path.Base":          mapText(path.Base),
		"path/filepath.Base": mapText(path.Base),
		"cmp.Or":             firstNonZero,

		"reflect.TypeOf":            typeOf,
		"reflect.ValueOf":           sameArg(0),
		"reflect.Indirect":          sameArg(0),
		"(reflect.Value).Elem":      sameRecv,
		"(reflect.Value).Type":      typeOfRecv,
		"(reflect.Value).Interface": sameRecv,
		"reflect.New":               newOf,
		"(reflect.Type).Elem":       typeElem,
		"(reflect.Type).Kind":       typeKind,
		"(reflect.Value).Kind":      valueKind,
		"reflect.Zero":              zeroOf,
		"(reflect.Type).Name":       typeName(bareTypeName),
		"(reflect.Type).String":     typeName(shortTypeName),
		"(reflect.Type).PkgPath":    typeName(typePkgPath),

		"bytes.NewReader":                sameArg(0),
		"bytes.NewBuffer":                bufferOf,
		"bytes.NewBufferString":          bufferOf,
		"strings.NewReader":              sameArg(0),
		"bufio.NewReader":                sameArg(0),
		"bufio.NewWriter":                sameArg(0),
		"io.NopCloser":                   sameArg(0),
		"io.ReadAll":                     sameArg(0),
		"bytes.TrimSpace":                sameArg(0),
		"bytes.Clone":                    sameArg(0),
		"slices.Clone":                   sameArg(0),
		"maps.Clone":                     sameArg(0),
		"(*bytes.Buffer).Bytes":          written,
		"(*bytes.Buffer).String":         written,
		"(*bytes.Buffer).Write":          writeBytes,
		"(*bytes.Buffer).WriteString":    writeText,
		"(*strings.Builder).WriteString": writeText,
		"(*strings.Builder).WriteByte":   writeText,
		"(*strings.Builder).WriteRune":   writeText,
		"(*strings.Builder).String":      written,

		"(*sync.Map).Store":            storeEntry,
		"(*sync.Map).Load":             loadEntry,
		"(*sync.Map).LoadOrStore":      loadOrStore,
		"(*sync/atomic.Value).Store":   storeCell,
		"(*sync/atomic.Value).Load":    loadCell,
		"(*sync/atomic.Pointer).Store": storeCell,
		"(*sync/atomic.Pointer).Load":  loadCell,

		"unicode.IsUpper":  testRune(unicode.IsUpper),
		"unicode.IsLower":  testRune(unicode.IsLower),
		"unicode.IsDigit":  testRune(unicode.IsDigit),
		"unicode.IsNumber": testRune(unicode.IsNumber),
		"unicode.IsLetter": testRune(unicode.IsLetter),
		"unicode.IsSpace":  testRune(unicode.IsSpace),
		"unicode.IsPunct":  testRune(unicode.IsPunct),
		"unicode.ToUpper":  mapRune(unicode.ToUpper),
		"unicode.ToLower":  mapRune(unicode.ToLower),

		"(*regexp.Regexp).ReplaceAllString": replaceRegexp,
		"(*regexp.Regexp).MatchString":      matchRegexp,
		"regexp.MatchString":                matchRegexp,

		"context.WithValue":       contextWith,
		"(context.Context).Value": contextValue,
	}
	for name, f := range configIntrinsics {
		intrinsics[name] = f
	}
	for _, table := range []map[string]func(*apiCall) []Set{injectIntrinsics(), casingIntrinsics(), functionalIntrinsics()} {
		for name, f := range table {
			intrinsics[name] = f
		}
	}
}

func sameArg(i int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		if i >= len(c.args) || len(c.out) == 0 {
			return nil
		}
		c.out[0] = c.args[i]
		return c.out
	}
}

func sameRecv(c *apiCall) []Set {
	c.out[0] = c.recv
	return c.out
}

// mapText applies a function to known texts; holes stay, with the same function
// on the literal parts where that is the same.
func mapText(f func(string) string) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		s := c.args[0]
		out := Set{origin: s.origin}
		for _, v := range s.vals {
			t, ok := unwrap(v).(*Text)
			if !ok {
				if p, isPayload := v.(Payload); isPayload {
					out = out.with(p)
					continue
				}
				return nil
			}
			parts := make([]textPart, len(t.parts))
			for i, p := range t.parts {
				parts[i] = p
				if p.hole == nil {
					parts[i].lit = f(p.lit)
				}
			}
			out = out.with(newText(parts, t.prov))
		}
		return []Set{out}
	}
}

// mapTexts applies a function to n known texts; one that is not known stays as
// the first is.
func mapTexts(n int, f func([]string) string) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		out := Set{origin: c.args[0].origin}
		args := make([]string, n)
		for i := 1; i < n; i++ {
			s, ok := c.args[i].exactText()
			if !ok {
				return nil
			}
			args[i] = s
		}
		for _, t := range c.args[0].texts() {
			s, ok := t.exact()
			if !ok {
				out = out.with(t)
				continue
			}
			args[0] = s
			out = out.with(newText([]textPart{{lit: f(args)}}, t.prov))
		}
		if len(out.vals) == 0 {
			return nil
		}
		return []Set{out}
	}
}

func testText(f func(s, t string) bool) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		x, ok1 := c.args[0].exactText()
		y, ok2 := c.args[1].exactText()
		if !ok1 || !ok2 {
			return nil
		}
		return []Set{one(constBool(f(x, y)))}
	}
}

// replaceText replaces in the literal parts; what replaces may have holes.
func replaceText(c *apiCall) []Set {
	old, ok := c.args[1].exactText()
	if !ok || old == "" {
		return nil
	}
	limit := -1
	if len(c.args) > 3 {
		if n, ok := c.args[3].num(); ok {
			limit = n
		}
	}
	out := Set{origin: c.args[0].origin.or(c.args[2].origin)}
	for _, t := range c.args[0].texts() {
		for _, with := range c.a.m.asTexts(c.args[2]) {
			out = out.with(replaceIn(t, old, with, limit))
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

func replaceIn(t *Text, old string, with *Text, limit int) *Text {
	var parts []textPart
	for _, p := range t.parts {
		if p.hole != nil {
			parts = append(parts, p)
			continue
		}
		pieces := strings.Split(p.lit, old)
		for i, s := range pieces {
			if i > 0 {
				if limit == 0 {
					parts = append(parts, textPart{lit: old})
				} else {
					limit--
					parts = append(parts, with.parts...)
				}
			}
			parts = append(parts, textPart{lit: s})
		}
	}
	return newText(parts, joinProv(t.prov, with.prov))
}

func joinText(c *apiCall) []Set {
	sep := c.args[1]
	n, elems, ok := c.a.m.listElems(c.args[0].single(), types.Typ[types.String])
	if !ok || c.args[0].single() == nil {
		return nil
	}
	out := text("")
	for i := range n {
		if i > 0 {
			out = c.a.m.concatSets(out, sep)
		}
		out = c.a.m.concatSets(out, elems[i])
	}
	return []Set{out.from(origin{content: c.args[0].any()})}
}

func splitText(c *apiCall) []Set {
	s, ok1 := c.args[0].exactText()
	sep, ok2 := c.args[1].exactText()
	if !ok1 || !ok2 {
		return c.splitUnknown()
	}
	parts := strings.Split(s, sep)
	o := c.a.m.object(c.a, c.at, c.sig.Results().At(0).Type())
	for i, p := range parts {
		c.a.m.set(o, indexPath("", i), text(p))
	}
	return []Set{one(Slice{o, "", 0, len(parts)}).from(origin{content: c.args[0].any()})}
}

// splitUnknown keeps a configured list as one name: what it holds is not known.
func (c *apiCall) splitUnknown() []Set {
	o := c.a.m.object(c.a, c.at, c.sig.Results().At(0).Type())
	for _, t := range c.args[0].texts() {
		settled := t.settled()
		if s, ok := settled.exact(); ok {
			sep, _ := c.args[1].exactText()
			parts := strings.Split(s, sep)
			for i, p := range parts {
				c.a.m.set(o, indexPath("", i), one(newText([]textPart{{lit: p}}, t.prov)))
			}
			return []Set{one(Slice{o, "", 0, len(parts)}).from(origin{content: c.args[0].any()})}
		}
		c.a.m.set(o, anyElem, o.cells[anyElem].with(t))
	}
	if len(o.cells) == 0 {
		return nil
	}
	return []Set{one(Slice{o, "", 0, -1}).from(origin{content: c.args[0].any()})}
}

// sprintf fills a format; each verb takes the next argument.
func sprintf(c *apiCall) []Set {
	format, ok := c.args[0].exactText()
	if !ok {
		return c.formatUnknown()
	}
	args := c.variadic(1)
	out := text("")
	from := c.args[0].origin
	next := 0
	for i := 0; i < len(format); {
		j := strings.IndexByte(format[i:], '%')
		if j < 0 {
			out = c.a.m.concatSets(out, text(format[i:]))
			break
		}
		out = c.a.m.concatSets(out, text(format[i:i+j]))
		i += j + 1
		verb := ""
		for i < len(format) {
			verb += format[i : i+1]
			i++
			if strings.IndexByte("+-# 0123456789.[]*", verb[len(verb)-1]) < 0 {
				break
			}
		}
		if verb == "%" {
			out = c.a.m.concatSets(out, text("%"))
			continue
		}
		arg := one(runtimeText("…"))
		if next < len(args) {
			arg = args[next]
		}
		next++
		s := c.format(arg, verb)
		from = from.or(s.origin)
		out = c.a.m.concatSets(out, s)
	}
	return []Set{out.from(from).plainTexts().from(from)}
}

func (s Set) plainTexts() Set { s.origin = origin{}; return s }

// formatUnknown keeps a format of holes that is itself not known.
func (c *apiCall) formatUnknown() []Set {
	if len(c.args[0].texts()) == 0 {
		return nil
	}
	var out Set
	for _, t := range c.args[0].texts() {
		if _, ok := t.exact(); ok {
			d := *c
			d.args = append([]Set{one(t).from(c.args[0].origin)}, c.args[1:]...)
			if s := sprintf(&d); s != nil {
				out = out.union(s[0])
			}
			continue
		}
		out = out.with(t)
	}
	return []Set{out.from(c.args[0].origin)}
}

// variadic are the elements of the variadic argument.
func (c *apiCall) variadic(i int) []Set {
	if i >= len(c.args) {
		return nil
	}
	var out []Set
	for _, e := range c.a.elementsOf(c.args[i]) {
		if e.single() == nil || e.single() != (Nil{}) {
			out = append(out, e)
		}
	}
	if v, ok := unwrap(c.args[i].single()).(Slice); ok && v.n == 0 {
		return nil
	}
	return out
}

// format is one value as a format prints it.
func (c *apiCall) format(s Set, verb string) Set {
	out := Set{origin: s.origin}
	for _, v := range s.vals {
		if verb == "T" {
			if t := typeOfValue(v); t != nil {
				out = out.with(literal(shortTypeName(t)))
				continue
			}
		}
		if t, ok := c.stringer(v); ok {
			out = out.union(t)
			continue
		}
		t := c.a.m.asText(v)
		if x, ok := t.exact(); ok && strings.HasSuffix(verb, "q") {
			t = newText([]textPart{{lit: strconv.Quote(x)}}, t.prov)
		}
		out = out.with(padded(v, t, verb))
	}
	return out
}

// padded applies a width to a known number: %03d.
func padded(v Value, t *Text, verb string) *Text {
	n, ok := unwrap(v).(Const)
	if !ok || !n.isNum || len(verb) < 2 || !strings.HasSuffix(verb, "d") {
		return t
	}
	return newText([]textPart{{lit: fmt.Sprintf("%"+verb, n.num)}}, t.prov)
}

// stringer calls a value's String method.
func (c *apiCall) stringer(v Value) (Set, bool) {
	i, ok := v.(Iface)
	if !ok {
		return Set{}, false
	}
	for _, name := range []string{"Error", "String"} {
		if fn := c.a.m.methodNamed(i.typ, name); fn != nil && fn.Signature.Params().Len() == 0 && fn.Signature.Results().Len() == 1 {
			act := c.a.m.enter(c.a, c.at, fn, nil, []Set{one(i.val)})
			if act != nil && len(act.results) == 1 {
				return strip(act.results[0]), true
			}
		}
	}
	return Set{}, false
}

func sprint(c *apiCall) []Set {
	out := text("")
	for _, e := range c.variadic(0) {
		out = c.a.m.concatSets(out, c.format(e, "v")).from(out.origin.or(e.origin))
	}
	return []Set{out}
}

func sprint1(c *apiCall) []Set { return []Set{c.format(c.args[0], "v")} }

// failure makes an error that is not nil.
func failure(c *apiCall) []Set {
	return []Set{one(Unknown{typ: c.a.m.canon(c.sig.Results().At(0).Type()), nonNil: true})}
}

func joinPath(c *apiCall) []Set {
	out := text("")
	for i, e := range c.variadic(0) {
		if i > 0 {
			out = c.a.m.concatSets(out, text("/"))
		}
		out = c.a.m.concatSets(out, e)
	}
	for i, t := range out.texts() {
		if s, ok := t.exact(); ok {
			out.vals[i] = newText([]textPart{{lit: path.Clean(s)}}, t.prov)
		}
	}
	return []Set{out}
}

// firstNonZero is cmp.Or: the first argument, with the next as its fallback.
func firstNonZero(c *apiCall) []Set {
	var out Set
	for _, e := range c.variadic(0) {
		if isZeroSet(e) {
			continue
		}
		out = joinTexts(out, e)
		if _, ok := e.exactText(); ok {
			break
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

func typeOf(c *apiCall) []Set {
	out := Set{origin: c.args[0].origin}
	for _, v := range c.args[0].vals {
		if t := typeOfValue(v); t != nil && !types.IsInterface(t) {
			out = out.with(TypeVal{c.a.m.canon(t)})
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

func typeOfRecv(c *apiCall) []Set {
	d := *c
	d.args = []Set{c.recv}
	return typeOf(&d)
}

func newOf(c *apiCall) []Set {
	for _, v := range c.args[0].vals {
		if t, ok := unwrap(v).(TypeVal); ok {
			o := c.a.m.object(c.a, c.at, t.typ)
			return []Set{c.a.m.wrap(one(Ref{o, ""}), types.NewPointer(t.typ))}
		}
	}
	return []Set{one(Ref{c.a.m.untyped(c), ""})}
}

func typeElem(c *apiCall) []Set {
	out := Set{origin: c.recv.origin}
	for _, v := range c.recv.vals {
		if t, ok := unwrap(v).(TypeVal); ok {
			e := elemOfType(t.typ)
			out = out.with(TypeVal{c.a.m.canon(e)})
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

func elemOfType(t types.Type) types.Type {
	if e, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		return e.Elem()
	}
	return t
}

func typeName(name func(types.Type) string) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		out := Set{origin: c.recv.origin}
		for _, v := range c.recv.vals {
			if t, ok := unwrap(v).(TypeVal); ok {
				n := name(t.typ)
				out = out.with(newText([]textPart{{lit: n}}, &prov{kind: "type-name", pos: c.at.Pos(), text: shortTypeName(t.typ)}))
			}
		}
		if len(out.vals) == 0 {
			return nil
		}
		return []Set{out}
	}
}

func bareTypeName(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return t.Obj().Name()
	case *types.Basic:
		return t.Name()
	}
	return ""
}

// shortTypeName is a type as %T prints it: with the package's name.
func shortTypeName(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

func typePkgPath(t types.Type) string {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		return n.Obj().Pkg().Path()
	}
	return ""
}

// writtenCell holds what was written to a buffer or builder.
const writtenCell = ".$written"

func bufferOf(c *apiCall) []Set {
	o := c.a.m.object(c.a, c.at, pointee(c.sig.Results().At(0).Type()))
	if !isEmpty(c.args[0]) {
		c.a.m.storeAt(c.a, Ref{o, writtenCell}, c.args[0], types.Typ[types.Invalid], true)
	}
	return []Set{one(Ref{o, ""})}
}

func written(c *apiCall) []Set {
	if r, ok := unwrap(c.recv.single()).(Ref); ok {
		if s, ok := r.obj.cells[r.path+writtenCell]; ok {
			if r.obj.owner != c.a {
				s = strip(s)
			}
			return []Set{s.from(origin{content: c.recv.self | c.recv.content})}
		}
		if len(r.obj.cells) == 0 && isString(c.sig.Results().At(0).Type()) {
			return []Set{text("")}
		}
	}
	return nil
}

func writeText(c *apiCall) []Set {
	r, ok := unwrap(c.recv.single()).(Ref)
	if !ok {
		return nil
	}
	have := r.obj.cells[r.path+writtenCell]
	if len(have.vals) == 0 {
		have = text("")
	}
	more := c.args[0]
	if n, ok := more.num(); ok && !isString(c.sig.Params().At(0).Type()) {
		more = text(string(rune(n))).from(more.origin)
	}
	s := c.a.m.concatSets(have, more).from(have.origin.or(more.origin))
	c.a.m.storeAt(c.a, Ref{r.obj, r.path + writtenCell}, s, types.Typ[types.Invalid], true)
	return c.out
}

func writeBytes(c *apiCall) []Set {
	if r, ok := unwrap(c.recv.single()).(Ref); ok {
		c.a.m.storeAt(c.a, Ref{r.obj, r.path + writtenCell}, c.args[0], types.Typ[types.Invalid], true)
	}
	return c.out
}

const atomicCell = ".$value"

func storeCell(c *apiCall) []Set {
	for _, v := range c.recv.vals {
		if r, ok := unwrap(v).(Ref); ok {
			c.a.m.storeAt(c.a, Ref{r.obj, r.path + atomicCell}, c.args[0], types.Typ[types.Invalid], true)
		}
	}
	return c.out
}

func loadCell(c *apiCall) []Set {
	var out Set
	for _, v := range c.recv.vals {
		if r, ok := unwrap(v).(Ref); ok {
			out = out.union(strip(c.a.m.load(Ref{r.obj, r.path + atomicCell}, types.Typ[types.UntypedNil])))
		}
	}
	if isEmpty(out) {
		return nil
	}
	return []Set{out}
}

// A sync.Map keeps its entries in an object of its own.
func syncMap(c *apiCall) *Object {
	r, ok := unwrap(c.recv.single()).(Ref)
	if !ok {
		return nil
	}
	k := site{act: "sync.Map " + strconv.Itoa(r.obj.id), at: r.path}
	o := c.a.m.objects[k]
	if o == nil {
		anyType := types.Universe.Lookup("any").Type()
		o = &Object{id: len(c.a.m.objects), typ: types.NewMap(anyType, anyType)}
		c.a.m.objects[k] = o
	}
	return o
}

func storeEntry(c *apiCall) []Set {
	if o := syncMap(c); o != nil {
		c.a.mapUpdate(one(Ref{o, ""}), c.args[0], c.args[1])
	}
	return c.out
}

func loadEntry(c *apiCall) []Set {
	o := syncMap(c)
	if o == nil {
		return nil
	}
	val, _ := c.a.m.entryOf(o, c.args[0], elemType(o.typ))
	if isEmpty(val) {
		return nil
	}
	c.out[0] = strip(val)
	return c.out
}

func loadOrStore(c *apiCall) []Set {
	storeEntry(c)
	c.out[0] = c.args[1]
	return c.out
}

// contextWith keeps a value in a context: an object with the parent's.
func contextWith(c *apiCall) []Set {
	k, ok := c.a.m.keyPath(firstValue(c.args[1]))
	if !ok {
		return nil
	}
	o := c.a.m.object(c.a, c.at, c.sig.Results().At(0).Type())
	o.lib = true
	if p, ok := unwrap(c.args[0].single()).(Ref); ok {
		for _, path := range sortedCells(p.obj) {
			c.a.m.set(o, path, p.obj.cells[path])
		}
	}
	c.a.m.storeAt(c.a, Ref{o, k}, c.args[2], types.Typ[types.Invalid], true)
	return []Set{one(Ref{o, ""})}
}

func contextValue(c *apiCall) []Set {
	r, ok := unwrap(c.recv.single()).(Ref)
	if !ok {
		return nil
	}
	if k, ok := c.a.m.keyPath(firstValue(c.args[0])); ok {
		if s, ok := r.obj.cells[k]; ok {
			return []Set{strip(s)}
		}
	}
	return nil
}

func firstValue(s Set) Value {
	if len(s.vals) == 0 {
		return Nil{}
	}
	return s.vals[0]
}

func testRune(f func(rune) bool) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		n, ok := c.args[0].num()
		if !ok {
			return nil
		}
		return []Set{one(constBool(f(rune(n))))}
	}
}

func mapRune(f func(rune) rune) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		n, ok := c.args[0].num()
		if !ok {
			return nil
		}
		return []Set{one(constInt(int64(f(rune(n))))).from(c.args[0].origin)}
	}
}

// A compiled regular expression is its text. Go's matcher is linear in the size of
// expression and text, which maxTextLen bounds.
func (c *apiCall) regexp() (*regexp.Regexp, []Set) {
	expr, args := c.recv, c.args
	if len(expr.vals) == 0 {
		expr, args = c.args[0], c.args[1:]
	}
	s, ok := expr.exactText()
	if !ok || len(s) > maxTextLen {
		return nil, nil
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil, nil
	}
	return re, args
}

func replaceRegexp(c *apiCall) []Set {
	re, args := c.regexp()
	if re == nil {
		return nil
	}
	with, ok := args[1].exactText()
	if !ok {
		return nil
	}
	out := Set{origin: args[0].origin}
	for _, t := range args[0].texts() {
		s, ok := t.exact()
		if !ok {
			return nil
		}
		out = out.with(newText([]textPart{{lit: re.ReplaceAllString(s, with)}}, t.prov))
	}
	return []Set{out}
}

func matchRegexp(c *apiCall) []Set {
	re, args := c.regexp()
	if re == nil {
		return nil
	}
	s, ok := args[0].exactText()
	if !ok {
		return nil
	}
	c.out[0] = one(constBool(re.MatchString(s)))
	return c.out
}
