package difftest

// functions lead the name through calls and closures.
var functions = []Feature{
	{Name: "identity", Kind: Carrier, Decl: `func same$s(t string) string { return t }`, Out: `same$s($x)`},
	{Name: "wrapper of wrapper", Kind: Carrier, Decl: `
		func deep0$s(t string) string { return t + ".d" }
		func deep1$s(t string) string { return deep0$s("w." + t) }
		func deep2$s(t string) string { return deep1$s(t) }`, Out: `deep2$s($x)`},
	{Name: "rest in a function", Kind: Carrier, Body: `
		rest$n($x, $f, $e)
		---
		func rest$n(t$n string, f$n func(string, any), e$n $E) {`, Out: `t$n`},
	{Name: "rest in a closure", Kind: Carrier, Body: `
		t$n := $x
		func() {`, Out: `t$n`, End: `}()`},
	{Name: "rest in a called back closure", Kind: Carrier, Decl: `
		func each$s(list []string, fn func(string)) {
			for _, t := range list {
				fn(t)
			}
		}`, Body: `each$s([]string{$x, $k1}, func(t$n string) {`, Out: `t$n`, End: `})`},
	{Name: "closure", Kind: Carrier, Body: `
		t$n := $x
		get$n := func() string { return t$n }`, Out: `get$n()`},
	{Name: "closure sees assignment", Kind: Carrier, Body: `
		t$n := $k1
		get$n := func() string { return t$n }
		t$n = $x`, Out: `get$n()`},
	{Name: "closure assigns", Kind: Carrier, Body: `
		t$n := $k1
		set$n := func(v string) { t$n = v }
		set$n($x)`, Out: `t$n`},
	{Name: "closure factory", Kind: Carrier, Decl: `
		func namer$s(prefix string) func(string) string {
			return func(t string) string { return prefix + "." + t }
		}`, Out: `namer$s($k1)($x)`},
	{Name: "closure in struct", Kind: Carrier, Decl: `type naming$s struct{ name func(string) string }`, Body: `
		naming$n := naming$s{name: func(t string) string { return t + ".$w1" }}`, Out: `naming$n.name($x)`},
	{Name: "closures of loop variables", Kind: Carrier, Body: `
		var get$n []func() string
		for _, v := range []string{$x, $k1} {
			get$n = append(get$n, func() string { return v })
		}
		for _, fn$n := range get$n {`, Out: `fn$n()`, End: `}`},
	{Name: "closures of shared variable", Kind: Carrier, Body: `
		var get$n []func() string
		var v$n string
		for _, v$n = range []string{$k1, $x} {
			get$n = append(get$n, func() string { return v$n })
		}`, Out: `get$n[0]()`},
	{Name: "counter closure", Kind: Carrier, Decl: `
		func counter$s(t string) func() string {
			n := 0
			return func() string { n++; return t }
		}`, Body: `next$n := counter$s($x)
		next$n()`, Out: `next$n()`},
	{Name: "method value", Kind: Carrier, Decl: `
		type source$s struct{ topic string }
		func (s source$s) Get() string { return s.topic }`, Body: `get$n := source$s{$x}.Get`, Out: `get$n()`},
	{Name: "method value before mutation", Kind: Carrier, Decl: `
		type early$s struct{ topic string }
		func (s early$s) Get() string { return s.topic }`, Body: `
		src$n := early$s{$x}
		get$n := src$n.Get
		src$n.topic = $k1
		_ = src$n`, Out: `get$n()`},
	{Name: "pointer method value before mutation", Kind: Carrier, Decl: `
		type late$s struct{ topic string }
		func (s *late$s) Get() string { return s.topic }`, Body: `
		src$n := &late$s{$k1}
		get$n := src$n.Get
		src$n.topic = $x`, Out: `get$n()`},
	{Name: "method expression", Kind: Carrier, Decl: `
		type expr$s struct{ topic string }
		func (s expr$s) With(suffix string) string { return s.topic + suffix }`, Out: `expr$s.With(expr$s{$x}, ".$w1")`},
	{Name: "array of method values", Kind: Carrier, Decl: `
		type names$s struct{ a, b string }
		func (s *names$s) A() string { return s.a }
		func (s *names$s) B() string { return s.b }`, Body: `
		src$n := &names$s{$x, $k1}
		for _, fn$n := range [...]func() string{src$n.A, src$n.B} {`, Out: `fn$n()`, End: `}`},
	{Name: "named result", Kind: Carrier, Decl: `
		func named$s(t string) (out string) {
			out = t
			return
		}`, Out: `named$s($x)`},
	{Name: "named result changed by defer", Kind: Carrier, Decl: `
		func deferred$s(t string) (out string) {
			defer func() { out += ".deferred" }()
			return t
		}`, Out: `deferred$s($x)`},
	{Name: "defer keeps its argument", Kind: Carrier, Decl: `
		func keeps$s(a, b string) (out string) {
			t := a
			defer func(v string) { out = v }(t)
			t = b
			return t
		}`, Out: `keeps$s($x, $k1)`},
	{Name: "multiple results", Kind: Carrier, Decl: `func two$s(a, b string) (string, string) { return b, a }`, Body: `
		_, t$n := two$s($x, $k1)`, Out: `t$n`},
	{Name: "swap", Kind: Carrier, Body: `
		a$n, b$n := $x, $k1
		a$n, b$n = b$n, a$n
		_ = a$n`, Out: `b$n`},
	{Name: "results as arguments", Kind: Carrier, Decl: `
		func split$s(t string) (string, string) { return t, "part" }
		func glue$s(a, b string) string { return a + "." + b }`, Out: `glue$s(split$s($x))`},
	{Name: "function variable replaced", Kind: Carrier, Decl: `
		var hook$n = func(t string) string { return "never." + t }
		func init() { hook$n = func(t string) string { return "hook." + t } }`, Out: `hook$n($x)`},
	{Name: "compose", Kind: Carrier, Decl: `
		func compose$s(fns ...func(string) string) func(string) string {
			return func(t string) string {
				for _, fn := range fns {
					t = fn(t)
				}
				return t
			}
		}`, Out: `compose$s(strings.ToUpper, func(t string) string { return t + ".$w1" })($x)`},
	{Name: "iterator", Kind: Carrier, Decl: `
		func all$s(list ...string) func(func(int, string) bool) {
			return func(yield func(int, string) bool) {
				for i, t := range list {
					if !yield(i, t) {
						return
					}
				}
			}
		}`, Body: `for _, t$n := range all$s($x, $k1) {`, Out: `t$n`, End: `}`},
	{Name: "recursive closure", Kind: Carrier, Body: `
		var walk$n func(int, string) string
		walk$n = func(n int, t string) string {
			if n == 0 {
				return t
			}
			return walk$n(n-1, t)
		}`, Out: `walk$n(2, $x)`},
	{Name: "context value", Kind: Carrier, Decl: `type ctxKey$s struct{}`, Body: `
		ctx$n := context.WithValue(context.Background(), ctxKey$s{}, $x)
		t$n, _ := ctx$n.Value(ctxKey$s{}).(string)`, Out: `t$n`},
}
