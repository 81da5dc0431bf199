package difftest

// wrappers lead the sending function through something.
var wrappers = []Feature{
	{Name: "sender closure", Kind: Wrapper, Body: `
		inner$n := $f
		outer$n := func(t string, e any) { inner$n(t, e) }`, Out: `outer$n`},
	{Name: "sender adds prefix", Kind: Wrapper, Decl: `
		func prefixed$s(f func(string, any), p string) func(string, any) {
			return func(t string, e any) { f(p+t, e) }
		}`, Out: `prefixed$s($f, "$w1.")`},
	{Name: "sender in struct", Kind: Wrapper, Decl: `
		type bus$s struct{ send func(string, any) }
		func (b *bus$s) Send(t string, e any) { b.send(t, e) }`, Body: `
		bus$n := &bus$s{send: $f}`, Out: `bus$n.Send`},
	{Name: "sender interface", Kind: Wrapper, Decl: `
		type sender$s interface{ Send(string, any) error }
		type senderFunc$s func(string, any)
		func (f senderFunc$s) Send(t string, e any) error { f(t, e); return nil }`, Body: `
		var s$n sender$s = senderFunc$s($f)`, Out: `func(t string, e any) { _ = s$n.Send(t, e) }`},
	{Name: "fixed topic sender", Kind: Wrapper, Decl: `
		type single$s struct {
			topic string
			send  func(string, any)
		}
		func (s *single$s) publish(e any) { s.send(s.topic, e) }`, Body: `
		send$n := $f`, Out: `func(t string, e any) { (&single$s{t, send$n}).publish(e) }`},
	{Name: "sender with outbox", Kind: Wrapper, Decl: `
		type outbox$s struct {
			topic string
			event any
		}
		func drain$s(ch chan outbox$s, f func(string, any)) {
			for m := range ch {
				f(m.topic, m.event)
			}
		}`, Body: `
		send$n := $f
		boxed$n := func(t string, e any) {
			ch := make(chan outbox$s, 1)
			ch <- outbox$s{t, e}
			close(ch)
			drain$s(ch, send$n)
		}`, Out: `boxed$n`},
	{Name: "deferred sender", Kind: Wrapper, Decl: `
		func later$s(f func(string, any), t string, e any) {
			defer f(t, e)
		}`, Body: `
		send$n := $f`, Out: `func(t string, e any) { later$s(send$n, t, e) }`},
	{Name: "goroutine sender", Kind: Wrapper, Body: `
		send$n := $f
		async$n := func(t string, e any) {
			var wg sync.WaitGroup
			wg.Add(1)
			go func() {
				defer wg.Done()
				send$n(t, e)
			}()
			wg.Wait()
		}`, Out: `async$n`},
	{Name: "sender and dead letter", Kind: Wrapper, Body: `
		send$n := $f
		retry$n := func(t string, e any) {
			send$n(t, e)
			send$n(t+".dlq", e)
		}`, Out: `retry$n`},
	{Name: "batch sender", Kind: Wrapper, Decl: `
		type item$s struct {
			topic string
			event any
		}
		func sendAll$s(f func(string, any), items ...item$s) {
			for _, it := range items {
				f(it.topic, it.event)
			}
		}`, Body: `
		send$n := $f`, Out: `func(t string, e any) { sendAll$s(send$n, item$s{t, e}, item$s{t + ".copy", e}) }`},
	{Name: "middleware", Kind: Wrapper, Decl: `
		type sendFunc$s = func(string, any)
		func chain$s(f sendFunc$s, ms ...func(sendFunc$s) sendFunc$s) sendFunc$s {
			for i := len(ms) - 1; i >= 0; i-- {
				f = ms[i](f)
			}
			return f
		}
		func suffixing$s(s string) func(sendFunc$s) sendFunc$s {
			return func(next sendFunc$s) sendFunc$s {
				return func(t string, e any) { next(t+s, e) }
			}
		}`, Out: `chain$s($f, suffixing$s(".one"), suffixing$s(".two"))`},
	{Name: "generic sender", Kind: Wrapper, Decl: `
		type typed$s[T any] struct{ send func(string, any) }
		func (p typed$s[T]) Publish(t string, e T) { p.send(t, e) }`, Body: `
		typed$n := typed$s[$E]{$f}`, Out: `func(t string, e any) { v, _ := e.($E); typed$n.Publish(t, v) }`},
	{Name: "sender in map", Kind: Wrapper, Body: `
		senders$n := map[string]func(string, any){"real": $f, "null": func(string, any) {}}`, Out: `senders$n["real"]`},
	{Name: "retrying sender", Kind: Wrapper, Decl: `
		func retrying$s(n int, fn func() error) error {
			var err error
			for i := 0; i < n; i++ {
				if err = fn(); err == nil {
					return nil
				}
			}
			return err
		}`, Body: `
		send$n := $f`, Out: `func(t string, e any) { _ = retrying$s(3, func() error { send$n(t, e); return nil }) }`},
	{Name: "event by pointer", Kind: Wrapper, Body: `
		send$n := $f`, Out: `func(t string, e any) { v, _ := e.($E); send$n(t, &v) }`},
	{Name: "event encoded before", Kind: Wrapper, Body: `
		send$n := $f`, Out: `func(t string, e any) { data, _ := json.Marshal(e); send$n(t, json.RawMessage(data)) }`},
	{Name: "event in generic function", Kind: Wrapper, Decl: `
		func sendTyped$s[T any](f func(string, any), t string, v T) { f(t, v) }`, Body: `
		send$n := $f`, Out: `func(t string, e any) { v, _ := e.($E); sendTyped$s(send$n, t, v) }`},
	{Name: "event type switch", Kind: Wrapper, Body: `
		send$n := $f`, Out: `func(t string, e any) {
			switch v := e.(type) {
			case $E:
				send$n(t+".typed", v)
			case error:
				send$n(t+".error", v)
			}
		}`},
	{Name: "publisher with a list", Kind: Wrapper, Decl: `
		type multi$s struct{ list []func(string, any) }
		func (m *multi$s) add(f func(string, any)) { m.list = append(m.list, f) }
		func (m *multi$s) send(t string, e any) {
			for _, f := range m.list {
				f(t, e)
			}
		}`, Body: `
		multi$n := &multi$s{}
		multi$n.add($f)
		multi$n.add(func(string, any) {})`, Out: `multi$n.send`},
	{Name: "handlers by event name", Kind: Wrapper, Decl: `
		type hub$s struct{ subs map[string][]func(string, any) }
		func (h *hub$s) on(name string, f func(string, any)) { h.subs[name] = append(h.subs[name], f) }
		func (h *hub$s) emit(name, t string, e any) {
			for _, f := range h.subs[name] {
				f(t, e)
			}
		}`, Body: `
		hub$n := &hub$s{subs: map[string][]func(string, any){}}
		hub$n.on("a", $f)
		hub$n.on("b", func(t string, e any) {})`, Out: `func(t string, e any) { hub$n.emit("a", t, e) }`},
	{Name: "workers", Kind: Wrapper, Decl: `
		type task$s struct {
			topic string
			event any
		}
		type pool$s struct {
			tasks chan task$s
			wg    sync.WaitGroup
		}
		func newPool$s(n int, f func(string, any)) *pool$s {
			p := &pool$s{tasks: make(chan task$s, 10)}
			for range n {
				p.wg.Add(1)
				go func() {
					defer p.wg.Done()
					for t := range p.tasks {
						f(t.topic, t.event)
					}
				}()
			}
			return p
		}`, Body: `
		send$n := $f`, Out: `func(t string, e any) {
			p := newPool$s(2, send$n)
			p.tasks <- task$s{t, e}
			close(p.tasks)
			p.wg.Wait()
		}`},
	{Name: "goroutines in a loop", Kind: Wrapper, Body: `
		send$n := $f`, Out: `func(t string, e any) {
			var wg sync.WaitGroup
			for _, region := range []string{".eu", ".us"} {
				wg.Go(func() { send$n(t+region, e) })
			}
			wg.Wait()
		}`},
	{Name: "method value of an interface", Kind: Wrapper, Decl: `
		type emitter$s interface{ Emit(string, any) }
		type emit$s struct{ f func(string, any) }
		func (e *emit$s) Emit(t string, v any) { e.f(t, v) }
		func emitterOf$s(f func(string, any)) emitter$s { return &emit$s{f} }`, Out: `emitterOf$s($f).Emit`},
}
