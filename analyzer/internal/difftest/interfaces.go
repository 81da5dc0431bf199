package difftest

// interfaces lead the name through dynamic dispatch.
var interfaces = []Feature{
	{Name: "one implementation", Kind: Carrier, Decl: `
		type topicer$s interface{ Name() string }
		type fixed$s struct{ t string }
		func (f fixed$s) Name() string { return f.t }`, Body: `var i$n topicer$s = fixed$s{$x}`, Out: `i$n.Name()`},
	{Name: "two implementations", Kind: Carrier, Decl: `
		type strategy$s interface{ Pick(string) string }
		type plain$s struct{}
		type dlq$s struct{ suffix string }
		func (plain$s) Pick(t string) string { return t }
		func (d *dlq$s) Pick(t string) string { return t + d.suffix }`, Body: `
		var i$n strategy$s = &dlq$s{".dlq"}
		_ = plain$s{}`, Out: `i$n.Pick($x)`},
	{Name: "implementations in a slice", Kind: Carrier, Decl: `
		type picker$s interface{ Pick(string) string }
		type first$s struct{}
		type second$s struct{ suffix string }
		func (first$s) Pick(t string) string { return t }
		func (s second$s) Pick(t string) string { return t + s.suffix }`, Body: `
		for _, p$n := range []picker$s{first$s{}, second$s{".$w1"}, second$s{".$w2"}} {`, Out: `p$n.Pick($x)`, End: `}`},
	{Name: "unknown implementation", Kind: Carrier, Decl: `
		type mode$s interface{ Pick(string) string }
		type on$s struct{}
		type off$s struct{}
		func (on$s) Pick(t string) string { return t + ".on" }
		func (off$s) Pick(t string) string { return t + ".off" }`, Body: `
		var m$n mode$s = on$s{}
		if $bit {
			m$n = off$s{}
		}`, Out: `m$n.Pick($x)`},
	{Name: "embedded interface", Kind: Carrier, Decl: `
		type getter$s interface{ Get() string }
		type real$s struct{ t string }
		func (r *real$s) Get() string { return r.t }
		type logged$s struct{ getter$s }`, Out: `logged$s{&real$s{$x}}.Get()`},
	{Name: "decorator", Kind: Carrier, Decl: `
		type part$s interface{ Get() string }
		type core$s struct{ t string }
		func (c core$s) Get() string { return c.t }
		type deco$s struct {
			next   part$s
			suffix string
		}
		func (d deco$s) Get() string { return d.next.Get() + d.suffix }`, Out: `deco$s{deco$s{core$s{$x}, ".a"}, ".b"}.Get()`},
	{Name: "function type with method", Kind: Carrier, Decl: `
		type caller$s interface{ Call(string) string }
		type callerFunc$s func(string) string
		func (f callerFunc$s) Call(t string) string { return f(t) }`, Body: `
		var c$n caller$s = callerFunc$s(func(t string) string { return "fn." + t })`, Out: `c$n.Call($x)`},
	{Name: "interface in map", Kind: Carrier, Decl: `
		type factory$s interface{ Make(string) string }
		type upper$s struct{}
		type lower$s struct{}
		func (upper$s) Make(t string) string { return strings.ToUpper(t) }
		func (lower$s) Make(t string) string { return strings.ToLower(t) + ".low" }
		var factories$s = map[string]factory$s{"upper": upper$s{}, "lower": lower$s{}}`, Out: `factories$s["upper"].Make($x)`},
	{Name: "wider interface asserted", Kind: Carrier, Decl: `
		type small$s interface{ A() string }
		type large$s interface{ small$s; B() string }
		type both$s struct{ a, b string }
		func (b both$s) A() string { return b.a }
		func (b both$s) B() string { return b.b }`, Body: `
		var i$n small$s = both$s{$k1, $x}
		t$n := i$n.A()
		if l, ok := i$n.(large$s); ok {
			t$n = l.B()
		}`, Out: `t$n`},
	{Name: "interface compared with nil", Kind: Carrier, Decl: `
		type maybe$s interface{ Get() string }
		type some$s struct{ t string }
		func (s some$s) Get() string { return s.t }
		func value$s(m maybe$s, d string) string {
			if m == nil {
				return d
			}
			return m.Get()
		}`, Out: `value$s(nil, $x)`},
	{Name: "constructor returns interface", Kind: Carrier, Decl: `
		type svc$s interface{ Topic() string }
		type svcA$s struct{ t string }
		type svcB$s struct{ t string }
		func (s *svcA$s) Topic() string { return "a." + s.t }
		func (s *svcB$s) Topic() string { return "b." + s.t }
		func newSvc$s(kind, t string) svc$s {
			if kind == "a" {
				return &svcA$s{t}
			}
			return &svcB$s{t}
		}`, Out: `newSvc$s("b", $x).Topic()`},
	{Name: "struct as map key", Kind: Carrier, Decl: `type key$s struct{ a, b string }`, Body: `
		m$n := map[key$s]string{{"a", "b"}: $k1, {"a", "c"}: $x}`, Out: `m$n[key$s{"a", "c"}]`},
}
