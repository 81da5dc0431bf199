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

// concurrency leads the name through Go channels and goroutines.
var concurrency = []Feature{
	{Name: "buffered channel", Kind: Carrier, Body: `
		ch$n := make(chan string, 1)
		ch$n <- $x`, Out: `<-ch$n`},
	{Name: "worker", Kind: Carrier, Body: `
		ch$n := make(chan string)
		go func() {
			ch$n <- $x
			ch$n <- $k1
			close(ch$n)
		}()
		for t$n := range ch$n {`, Out: `t$n`, End: `}`},
	{Name: "pipeline", Kind: Carrier, Decl: `
		func stage$s(in <-chan string) <-chan string {
			out := make(chan string)
			go func() {
				defer close(out)
				for t := range in {
					out <- t + ".staged"
				}
			}()
			return out
		}`, Body: `
		in$n := make(chan string, 1)
		in$n <- $x
		close(in$n)`, Out: `<-stage$s(in$n)`},
	{Name: "channel of structs", Kind: Carrier, Decl: `type job$s struct{ topic string; done chan struct{} }`, Body: `
		jobs$n := make(chan job$s, 1)
		jobs$n <- job$s{topic: $x}
		j$n, ok$n := <-jobs$n
		if !ok$n {
			return
		}`, Out: `j$n.topic`},
	{Name: "channel in struct", Kind: Carrier, Decl: `
		type queue$s struct{ ch chan string }
		func newQueue$s() *queue$s { return &queue$s{ch: make(chan string, 1)} }
		func (q *queue$s) Push(t string) { q.ch <- t }
		func (q *queue$s) Pop() string { return <-q.ch }`, Body: `
		q$n := newQueue$s()
		q$n.Push($x)`, Out: `q$n.Pop()`},
	{Name: "channel of functions", Kind: Carrier, Body: `
		t$n := $x
		fns$n := make(chan func() string, 1)
		fns$n <- func() string { return t$n }`, Out: `(<-fns$n)()`},
	{Name: "select", Kind: Carrier, Body: `
		a$n, b$n := make(chan string, 1), make(chan string)
		a$n <- $x
		var t$n string
		select {
		case t$n = <-a$n:
		case t$n = <-b$n:
		}`, Out: `t$n`},
	{Name: "select with default", Kind: Carrier, Body: `
		a$n := make(chan string, 1)
		select {
		case a$n <- $x:
		default:
		}
		t$n := <-a$n`, Out: `t$n`},
	{Name: "goroutine sets variable", Kind: Carrier, Body: `
		var t$n string
		var wg$n sync.WaitGroup
		wg$n.Add(1)
		go func(v string) {
			defer wg$n.Done()
			t$n = v
		}($x)
		wg$n.Wait()`, Out: `t$n`},
	{Name: "atomic value", Kind: Carrier, Body: `
		var v$n atomic.Value
		v$n.Store($x)`, Out: `v$n.Load().(string)`},
	{Name: "atomic pointer", Kind: Carrier, Body: `
		var v$n atomic.Pointer[string]
		t$n := $x
		v$n.Store(&t$n)`, Out: `*v$n.Load()`},
	{Name: "mutex", Kind: Carrier, Decl: `
		type guarded$s struct {
			mu    sync.Mutex
			topic string
		}
		func (g *guarded$s) set(t string) {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.topic = t
		}
		func (g *guarded$s) get() string {
			g.mu.Lock()
			defer g.mu.Unlock()
			return g.topic
		}`, Body: `
		g$n := &guarded$s{}
		g$n.set($x)`, Out: `g$n.get()`},
	{Name: "OnceValue", Kind: Carrier, Body: `
		t$n := $x
		get$n := sync.OnceValue(func() string { return t$n })`, Out: `get$n()`},
	{Name: "request and answer", Kind: Carrier, Decl: `type ask$s struct{ topic string; answer chan string }`, Body: `
		asks$n := make(chan ask$s)
		go func() {
			for a := range asks$n {
				a.answer <- "re." + a.topic
			}
		}()
		answer$n := make(chan string)
		asks$n <- ask$s{$x, answer$n}
		t$n := <-answer$n
		close(asks$n)`, Out: `t$n`},
}
