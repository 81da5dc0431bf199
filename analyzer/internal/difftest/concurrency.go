package difftest

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
