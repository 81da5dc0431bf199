package difftest

// sinks publish or consume.
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
	{Name: "consume and forward", Kind: Sink, Decl: `
		func forward$s(topic string) {
			r := kafka.NewReader(kafka.ReaderConfig{Topic: topic})
			w := &kafka.Writer{Topic: topic + ".done"}
			for {
				m, err := r.ReadMessage(context.Background())
				if err != nil {
					return
				}
				_ = w.WriteMessages(context.Background(), kafka.Message{Value: m.Value})
			}
		}`, Out: `func(t string, _ any) { forward$s(t) }`},
	{Name: "answer on the message's topic", Kind: Sink, Decl: `
		func answer$s(topic string, e any) {
			r := kafka.NewReader(kafka.ReaderConfig{Topic: topic})
			w := &kafka.Writer{}
			for {
				m, err := r.ReadMessage(context.Background())
				if err != nil {
					return
				}
				data, _ := json.Marshal(e)
				_ = w.WriteMessages(context.Background(), kafka.Message{Topic: m.Topic + ".reply", Value: data})
			}
		}`, Out: `answer$s`},
	{Name: "switch on the message's topic", Kind: Sink, Decl: `
		type other$s struct{ X int }
		func dispatch$s[T any](topic, second string) {
			r := kafka.NewReader(kafka.ReaderConfig{GroupTopics: []string{topic, second}})
			for {
				m, err := r.ReadMessage(context.Background())
				if err != nil {
					return
				}
				switch m.Topic {
				case second:
					var o other$s
					if json.Unmarshal(m.Value, &o) == nil {
						outside.Saw(m.Topic, o)
					}
				case topic:
					var v T
					if json.Unmarshal(m.Value, &v) == nil {
						outside.Saw(m.Topic, v)
					}
				}
			}
		}`, Out: `func(t string, _ any) { dispatch$s[$E](t, $k1) }`},
	{Name: "messages through a Go channel", Kind: Sink, Decl: `
		func pump$s(r *kafka.Reader, out chan<- kafka.Message) {
			defer close(out)
			for {
				m, err := r.ReadMessage(context.Background())
				if err != nil {
					return
				}
				out <- m
			}
		}`, Body: `
		pumped$n := func(t string, _ any) {
			ch := make(chan kafka.Message)
			go pump$s(kafka.NewReader(kafka.ReaderConfig{Topic: t}), ch)
			for m := range ch {
				var e $E
				_ = json.Unmarshal(m.Value, &e)
				outside.Saw(m.Topic, e)
			}
		}`, Out: `pumped$n`},
	{Name: "handlers by topic", Kind: Sink, Decl: `
		type handlers$s map[string]func([]byte) error
		func (h handlers$s) run() {
			for topic, handle := range h {
				r := kafka.NewReader(kafka.ReaderConfig{Topic: topic})
				m, err := r.ReadMessage(context.Background())
				if err == nil {
					_ = handle(m.Value)
				}
			}
		}`, Out: `func(t string, _ any) {
			h := handlers$s{}
			h[t] = func(data []byte) error {
				var e $E
				if err := json.Unmarshal(data, &e); err != nil {
					return err
				}
				outside.Saw(t, e)
				return nil
			}
			h.run()
		}`},
	{Name: "generic handler interface", Kind: Sink, Decl: `
		type processor$s[M any] interface{ Process(string, M) error }
		type saving$s[M any] struct{}
		func (saving$s[M]) Process(t string, m M) error { outside.Saw(t, m); return nil }
		func process$s[M any](topic string, p processor$s[M]) {
			r := kafka.NewReader(kafka.ReaderConfig{Topic: topic})
			for {
				m, err := r.ReadMessage(context.Background())
				if err != nil {
					return
				}
				var v M
				if json.Unmarshal(m.Value, &v) == nil {
					_ = p.Process(m.Topic, v)
				}
			}
		}`, Out: `func(t string, _ any) { process$s[$E](t, saving$s[$E]{}) }`},
	{Name: "publish a batch", Kind: Sink, Decl: `
		func publishBatch$s(topic string, events ...any) {
			var msgs []kafka.Message
			for _, e := range events {
				data, _ := json.Marshal(e)
				msgs = append(msgs, kafka.Message{Topic: topic, Value: data})
			}
			_ = (&kafka.Writer{}).WriteMessages(context.Background(), msgs...)
		}`, Out: `func(t string, e any) { publishBatch$s(t, e, e) }`},
	{Name: "publish by encoder", Kind: Sink, Decl: `
		func publishEncoded$s(topic string, event any) {
			var buf bytes.Buffer
			if err := json.NewEncoder(&buf).Encode(event); err != nil {
				return
			}
			_ = (&kafka.Writer{Topic: topic}).WriteMessages(context.Background(), kafka.Message{Value: buf.Bytes()})
		}`, Out: `publishEncoded$s`},
	{Name: "publish by generic producer", Kind: Sink, Decl: `
		type gproducer$s[T any] struct{ w *kafka.Writer }
		func newGproducer$s[T any](topic string) gproducer$s[T] {
			return gproducer$s[T]{&kafka.Writer{Topic: topic}}
		}
		func (p gproducer$s[T]) Publish(v T) {
			data, _ := json.Marshal(v)
			_ = p.w.WriteMessages(context.Background(), kafka.Message{Value: data})
		}`, Out: `func(t string, e any) { v, _ := e.($E); newGproducer$s[$E](t).Publish(v) }`},
}
