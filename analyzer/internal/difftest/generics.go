package difftest

// generics lead the name through type parameters.
var generics = []Feature{
	{Name: "generic identity", Kind: Carrier, Decl: `func id$s[T any](v T) T { return v }`, Out: `id$s($x)`},
	{Name: "generic box", Kind: Carrier, Decl: `
		type gbox$s[T any] struct{ v T }
		func (b *gbox$s[T]) Get() T { return b.v }
		func (b *gbox$s[T]) Set(v T) { b.v = v }`, Body: `
		b$n := &gbox$s[string]{v: $k1}
		b$n.Set($x)`, Out: `b$n.Get()`},
	{Name: "generic map", Kind: Carrier, Decl: `
		func mapAll$s[A, B any](list []A, fn func(A) B) []B {
			var out []B
			for _, a := range list {
				out = append(out, fn(a))
			}
			return out
		}`, Body: `for _, t$n := range mapAll$s([]string{$x, $k1}, func(t string) string { return t + ".$w2" }) {`, Out: `t$n`, End: `}`},
	{Name: "constraint with method", Kind: Carrier, Decl: `
		type titled$s struct{ t string }
		func (t titled$s) Title() string { return t.t }
		func title$s[T interface{ Title() string }](v T) string { return v.Title() }`, Out: `title$s(titled$s{$x})`},
	{Name: "constraint of strings", Kind: Carrier, Decl: `
		type name$s string
		func text$s[T ~string](v T) string { return string(v) + ".t" }`, Out: `text$s(name$s($x))`},
	{Name: "pointer constraint", Kind: Carrier, Decl: `
		type loadable$s struct{ topic string }
		func (l *loadable$s) Load(t string) { l.topic = t }
		func load$s[T any, P interface{ *T; Load(string) }](t string) *T {
			v := new(T)
			P(v).Load(t)
			return v
		}`, Out: `load$s[loadable$s]($x).topic`},
	{Name: "generic registry", Kind: Carrier, Decl: `
		type greg$s[K comparable, V any] struct{ m map[K]V }
		func newGreg$s[K comparable, V any]() *greg$s[K, V] { return &greg$s[K, V]{m: map[K]V{}} }
		func (r *greg$s[K, V]) Put(k K, v V) { r.m[k] = v }
		func (r *greg$s[K, V]) Get(k K) (V, bool) { v, ok := r.m[k]; return v, ok }`, Body: `
		r$n := newGreg$s[string, string]()
		r$n.Put("a", $k1)
		r$n.Put("b", $x)
		t$n, _ := r$n.Get("b")`, Out: `t$n`},
	{Name: "generic option", Kind: Carrier, Decl: `
		type gconf$s struct{ topic string }
		func apply$s[T any](v *T, fns ...func(*T)) *T {
			for _, fn := range fns {
				fn(v)
			}
			return v
		}`, Body: `t$n := $x`, Out: `apply$s(&gconf$s{}, func(c *gconf$s) { c.topic = t$n }).topic`},
	{Name: "generic pointer helper", Kind: Carrier, Decl: `func ptr$s[T any](v T) *T { return &v }`, Out: `*ptr$s($x)`},
}
