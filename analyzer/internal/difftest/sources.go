package difftest

var sources = []Feature{
	{Name: "literal", Kind: Source, Out: `$k1`},
	{Name: "constant", Kind: Source, Decl: `const topic$n = $k1`, Out: `topic$n`},
	{Name: "typed constant", Kind: Source, Decl: `
		type name$n string
		const topic$n name$n = $k1`, Out: `string(topic$n)`},
	{Name: "package variable", Kind: Source, Decl: `var topic$n = $k1`, Out: `topic$n`},
	{Name: "package variable set by init", Kind: Source, Decl: `
		var topic$n string
		func init() { topic$n = $k1 }`, Out: `topic$n`},
	{Name: "package variable set twice", Kind: Source, Decl: `
		var topic$n = $k1
		func init() { topic$n = $k2 }`, Out: `topic$n`},
	{Name: "package variable from function", Kind: Source, Decl: `
		var topic$n = make$n()
		func make$n() string { return base$n + ".v1" }
		var base$n = $k1`, Out: `topic$n`},
	{Name: "package map", Kind: Source, Decl: `var topics$n = map[string]string{"a": $k1, "b": $k2}`, Out: `topics$n["a"]`},
	{Name: "package struct", Kind: Source, Decl: `var config$n = struct{ A, B string }{$k1, $k2}`, Out: `config$n.B`},
	{Name: "event method", Kind: Source, Out: `$e.Topic()`},
	{Name: "event through interface", Kind: Source, Body: `var named$n interface{ Topic() string } = $e`, Out: `named$n.Topic()`},
	{Name: "event by pointer", Kind: Source, Body: `named$n := &$e`, Out: `named$n.Kind()`},
	{Name: "new of type parameter", Kind: Source, Decl: `
		func topicOf$s[T interface{ Topic() string }]() string {
			var zero T
			return zero.Topic()
		}`, Out: `topicOf$s[$E]()`},
	{Name: "type name", Kind: Source, Out: `reflect.TypeOf($e).Name() + ".$w1"`},
	{Name: "format type", Kind: Source, Out: `strings.TrimPrefix(fmt.Sprintf("%T", $e), "x")`},
	{Name: "environment with default", Kind: Source, Decl: `
		func getenv$s(key, fallback string) string {
			if v := os.Getenv(key); v != "" {
				return v
			}
			return fallback
		}`, Out: `getenv$s("TOPIC_$n", $k1)`},
	{Name: "iota with table", Kind: Source, Decl: `
		const (
			first$n = iota
			second$n
		)
		var names$n = [...]string{first$n: $k1, second$n: $k2}`, Out: `names$n[second$n]`},
	{Name: "stringer", Kind: Source, Decl: `
		type kind$n int
		func (k kind$n) String() string {
			switch k {
			case 0:
				return $k1
			case 1:
				return $k2
			}
			return $k3
		}`, Out: `kind$n(1).String()`},
	{Name: "stringer by fmt", Kind: Source, Decl: `
		type kind$n struct{ name string }
		func (k kind$n) String() string { return k.name }`, Out: `fmt.Sprint(kind$n{$k1})`},
	{Name: "unknown index", Kind: Source, Body: `list$n := []string{$k1, $k2}`, Out: `list$n[$num]`},
	{Name: "json configuration in code", Kind: Source, Body: `
		var conf$n struct{ Topic string }
		conf$n.Topic = $k1
		_ = json.Unmarshal([]byte("{}"), &conf$n)`, Out: `conf$n.Topic`},
}

var sinks = []Feature{
	{Name: "publish by writer", Kind: Sink, Decl: `
		func publish$s(topic string, event any) {
			data, _ := json.Marshal(event)
			w := &kafka.Writer{Topic: topic}
			_ = w.WriteMessages(context.Background(), kafka.Message{Value: data})
		}`, Out: `publish$s`},
	{Name: "publish by message", Kind: Sink, Decl: `
		func publishMessage$s(topic string, event any) {
			data, err := json.Marshal(event)
			if err != nil {
				return
			}
			w := &kafka.Writer{}
			if err := w.WriteMessages(context.Background(), kafka.Message{Topic: topic, Value: data}); err != nil {
				panic(err)
			}
		}`, Out: `publishMessage$s`},
	{Name: "publish by NewWriter", Kind: Sink, Decl: `
		func publishNew$s(topic string, event any) {
			w := kafka.NewWriter(kafka.WriterConfig{Topic: topic})
			defer w.Close()
			data, _ := json.Marshal(event)
			msgs := []kafka.Message{{Value: data}}
			_ = w.WriteMessages(context.Background(), msgs...)
		}`, Out: `publishNew$s`},
	{Name: "publish by struct", Kind: Sink, Decl: `
		type producer$s struct{ w *kafka.Writer }
		func newProducer$s(topic string) *producer$s {
			return &producer$s{w: &kafka.Writer{Topic: topic}}
		}
		func (p *producer$s) send(event any) error {
			data, err := json.Marshal(event)
			if err != nil {
				return err
			}
			return p.w.WriteMessages(context.Background(), kafka.Message{Value: data})
		}`, Out: `func(t string, e any) { _ = newProducer$s(t).send(e) }`},
	{Name: "publish by shared writer", Kind: Sink, Decl: `
		var shared$s = &kafka.Writer{}
		func publishShared$s(topic string, event any) {
			data, _ := json.Marshal(event)
			msg := kafka.Message{Value: data}
			msg.Topic = topic
			_ = shared$s.WriteMessages(context.Background(), msg)
		}`, Out: `publishShared$s`},
	{Name: "consume", Kind: Sink, Decl: `
		func consume$s[T any](topic string) {
			r := kafka.NewReader(kafka.ReaderConfig{Topic: topic, GroupID: "g"})
			for {
				m, err := r.ReadMessage(context.Background())
				if err != nil {
					return
				}
				var event T
				if err := json.Unmarshal(m.Value, &event); err != nil {
					continue
				}
				outside.Saw(m.Topic, event)
			}
		}`, Out: `func(t string, _ any) { consume$s[$E](t) }`},
	{Name: "consume with handler", Kind: Sink, Decl: `
		type consumer$s struct {
			r      *kafka.Reader
			handle func(kafka.Message) error
		}
		func (c consumer$s) run() {
			for {
				m, err := c.r.ReadMessage(context.Background())
				if err != nil || c.handle(m) != nil {
					break
				}
			}
		}`, Body: `
		handle$n := func(m kafka.Message) error {
			var event $E
			if err := json.Unmarshal(m.Value, &event); err != nil {
				return err
			}
			outside.Saw(m.Topic, event)
			return nil
		}`, Out: `func(t string, _ any) { consumer$s{kafka.NewReader(kafka.ReaderConfig{Topic: t}), handle$n}.run() }`},
	{Name: "consume group topics", Kind: Sink, Decl: `
		func consumeAll$s(topics ...string) {
			r := kafka.NewReader(kafka.ReaderConfig{GroupTopics: topics})
			for {
				if _, err := r.ReadMessage(context.Background()); err != nil {
					return
				}
			}
		}`, Out: `func(t string, _ any) { consumeAll$s(t) }`},
}

var frames = []Feature{
	{Name: "call", Kind: Frame, Body: `$f()`},
	{Name: "defer", Kind: Frame, Body: `defer $f()`},
	{Name: "go with wait group", Kind: Frame, Body: `
		var wg$n sync.WaitGroup
		wg$n.Add(1)
		go func() {
			defer wg$n.Done()
			$f()
		}()
		wg$n.Wait()`},
	{Name: "go with done channel", Kind: Frame, Body: `
		done$n := make(chan struct{})
		go func() {
			$f()
			close(done$n)
		}()
		<-done$n`},
	{Name: "once", Kind: Frame, Decl: `var once$n sync.Once`, Body: `once$n.Do($f)`},
	{Name: "table of functions", Kind: Frame, Body: `
		for _, step$n := range []func(){func() {}, $f} {
			step$n()
		}`},
	{Name: "init", Kind: Frame, Decl: `func init() { $f() }`},
	{Name: "package variable of function type", Kind: Frame, Decl: `var run$n = $f`, Body: `run$n()`},
	{Name: "returned error", Kind: Frame, Body: `
		if err := func() error { $f(); return nil }(); err != nil {
			return
		}`},
	{Name: "recover", Kind: Frame, Body: `
		func() {
			defer func() { _ = recover() }()
			$f()
			panic("x")
		}()`},
	{Name: "recover in defer", Kind: Frame, Body: `
		func() {
			defer func() {
				if recover() != nil {
					$f()
				}
			}()
			panic("x")
		}()`},
	{Name: "map of functions", Kind: Frame, Body: `
		commands$n := map[string]func(){"run": $f, "none": func() {}}
		if run, ok := commands$n["run"]; ok {
			run()
		}`},
	{Name: "unknown input", Kind: Frame, Body: `
		if $bit {
			$f()
		}`},
	{Name: "method of a server", Kind: Frame, Decl: `
		type server$n struct{ start func() }
		func (s *server$n) Run() error { s.start(); return nil }`, Body: `
		srv$n := &server$n{}
		srv$n.start = $f
		_ = srv$n.Run()`},
	{Name: "interface of runners", Kind: Frame, Decl: `
		type runner$s interface{ Run() }
		type runnerFunc$s func()
		func (f runnerFunc$s) Run() { f() }`, Body: `
		var runners$n []runner$s
		runners$n = append(runners$n, runnerFunc$s($f))
		for i := 0; i < len(runners$n); i++ {
			runners$n[i].Run()
		}`},
}
