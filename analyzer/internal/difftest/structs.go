package difftest

// structs lead the name through fields.
var structs = []Feature{
	{Name: "field", Kind: Carrier, Decl: `type holder$s struct{ Topic, Other string }`,
		Body: `h$n := holder$s{Topic: $x, Other: $k1}`, Out: `h$n.Topic`},
	{Name: "constructor", Kind: Carrier, Decl: `
		type client$s struct{ topic string }
		func newClient$s(topic string) *client$s { return &client$s{topic: topic} }
		func (c *client$s) Topic() string { return c.topic }`, Out: `newClient$s($x).Topic()`},
	{Name: "field overwritten", Kind: Carrier, Decl: `type holder$s struct{ Topic, Other string }`, Body: `
		h$n := &holder$s{Topic: $k1}
		h$n.Topic = $x`, Out: `h$n.Topic`},
	{Name: "setter", Kind: Carrier, Decl: `
		type settable$s struct{ topic string }
		func (s *settable$s) Set(t string) { s.topic = t }`, Body: `
		h$n := &settable$s{topic: $k1}
		h$n.Set($x)`, Out: `h$n.topic`},
	{Name: "setter on value", Kind: Carrier, Decl: `
		type copied$s struct{ topic string }
		func (s copied$s) Set(t string) copied$s { s.topic = t; return s }`, Body: `
		h$n := copied$s{topic: $x}
		h$n.Set($k1)`, Out: `h$n.topic`},
	{Name: "copy then mutate the original", Kind: Carrier, Decl: `type holder$s struct{ Topic, Other string }`, Body: `
		h$n := holder$s{Topic: $x}
		c$n := h$n
		h$n.Topic = $k1
		_ = h$n`, Out: `c$n.Topic`},
	{Name: "alias then mutate the original", Kind: Carrier, Decl: `type holder$s struct{ Topic, Other string }`, Body: `
		h$n := &holder$s{Topic: $k1}
		c$n := h$n
		h$n.Topic = $x`, Out: `c$n.Topic`},
	{Name: "copy through pointer", Kind: Carrier, Decl: `type holder$s struct{ Topic, Other string }`, Body: `
		h$n := &holder$s{Topic: $x}
		c$n := *h$n
		c$n.Topic = $k1
		_ = c$n.Topic`, Out: `h$n.Topic`},
	{Name: "store through pointer", Kind: Carrier, Decl: `type holder$s struct{ Topic, Other string }`, Body: `
		h$n := &holder$s{Topic: $k1}
		*h$n = holder$s{Topic: $x}`, Out: `h$n.Topic`},
	{Name: "pointer to field", Kind: Carrier, Decl: `type holder$s struct{ Topic, Other string }`, Body: `
		h$n := holder$s{Topic: $k1}
		p$n := &h$n.Topic
		*p$n = $x`, Out: `h$n.Topic`},
	{Name: "pointer to string", Kind: Carrier, Body: `
		t$n := $x
		p$n := &t$n`, Out: `*p$n`},
	{Name: "pointer parameter", Kind: Carrier, Decl: `func fill$s(p *string, v string) { *p = v }`, Body: `
		var t$n string
		fill$s(&t$n, $x)`, Out: `t$n`},
	{Name: "pointer to pointer", Kind: Carrier, Body: `
		t$n := $k1
		p$n := &t$n
		q$n := &p$n
		**q$n = $x`, Out: `t$n`},
	{Name: "embedded struct", Kind: Carrier, Decl: `
		type base$s struct{ topic string }
		func (b *base$s) Topic() string { return b.topic }
		type derived$s struct {
			base$s
			other string
		}`, Body: `h$n := &derived$s{base$s: base$s{$x}, other: $k1}`, Out: `h$n.Topic()`},
	{Name: "embedded pointer", Kind: Carrier, Decl: `
		type inner$s struct{ topic string }
		type outer$s struct{ *inner$s }`, Body: `
		h$n := outer$s{&inner$s{$k1}}
		c$n := h$n
		c$n.topic = $x`, Out: `h$n.topic`},
	{Name: "method shadows embedded", Kind: Carrier, Decl: `
		type low$s struct{ a, b string }
		func (l low$s) Topic() string { return l.a }
		type high$s struct{ low$s }
		func (h high$s) Topic() string { return h.b }`, Out: `high$s{low$s{$k1, $x}}.Topic()`},
	{Name: "functional options", Kind: Carrier, Decl: `
		type options$s struct{ topic string; n int }
		type option$s func(*options$s)
		func withTopic$s(t string) option$s { return func(o *options$s) { o.topic = t } }
		func withN$s(n int) option$s { return func(o *options$s) { o.n = n } }
		func newOptions$s(opts ...option$s) *options$s {
			o := &options$s{topic: "default"}
			for _, opt := range opts {
				opt(o)
			}
			return o
		}`, Out: `newOptions$s(withN$s(1), withTopic$s($k1), withTopic$s($x)).topic`},
	{Name: "functional options with an error", Kind: Carrier, Decl: `
		type errOptions$s struct{ topic string }
		type errOption$s func(*errOptions$s) error
		func setTopic$s(t string) errOption$s {
			return func(o *errOptions$s) error {
				if t == "" {
					return errors.New("empty")
				}
				o.topic = t
				return nil
			}
		}
		func applyAll$s(opts ...errOption$s) (*errOptions$s, error) {
			o := &errOptions$s{}
			for _, opt := range opts {
				if err := opt(o); err != nil {
					return nil, err
				}
			}
			return o, nil
		}`, Body: `
		o$n, err$n := applyAll$s(setTopic$s($x))
		if err$n != nil {
			panic(err$n)
		}`, Out: `o$n.topic`},
	{Name: "options applied by value", Kind: Carrier, Decl: `
		type conf$s struct{ topic string }
		type confOption$s interface{ apply(conf$s) conf$s }
		type topicOption$s string
		func (t topicOption$s) apply(c conf$s) conf$s { c.topic = string(t); return c }
		func build$s(opts ...confOption$s) conf$s {
			c := conf$s{topic: "default"}
			for _, o := range opts {
				c = o.apply(c)
			}
			return c
		}`, Out: `build$s(topicOption$s($x)).topic`},
	{Name: "no option", Kind: Carrier, Decl: `
		type settings$n struct{ topic string }
		func newSettings$n(topic string, opts ...func(*settings$n)) *settings$n {
			s := &settings$n{topic: topic}
			for _, opt := range opts {
				opt(s)
			}
			return s
		}`, Out: `newSettings$n($x).topic`},
	{Name: "builder", Kind: Carrier, Decl: `
		type builder$s struct{ parts []string }
		func (b *builder$s) Add(p string) *builder$s { b.parts = append(b.parts, p); return b }
		func (b *builder$s) Build() string { return strings.Join(b.parts, ".") }`, Out: `new(builder$s).Add($x).Add($k1).Build()`},
	{Name: "fluent pointer", Kind: Carrier, Decl: `
		type fluent$s struct{ a, b string }
		func (f *fluent$s) A(v string) *fluent$s { f.a = v; return f }
		func (f *fluent$s) B(v string) *fluent$s { f.b = v; return f }`, Out: `(&fluent$s{}).A($k1).B($x).b`},
	{Name: "anonymous struct", Kind: Carrier, Body: `
		h$n := struct{ in struct{ Topic string } }{}
		h$n.in.Topic = $x`, Out: `h$n.in.Topic`},
	{Name: "default when empty", Kind: Carrier, Decl: `
		type config$s struct{ Topic string }
		func (c *config$s) defaults(t string) {
			if c.Topic == "" {
				c.Topic = t
			}
		}`, Body: `
		c$n := &config$s{}
		c$n.defaults($x)
		c$n.defaults($k1)`, Out: `c$n.Topic`},
	{Name: "package variable", Kind: Carrier, Decl: `var global$n string`, Body: `global$n = $x`, Out: `global$n`},
	{Name: "package pointer", Kind: Carrier, Decl: `var instance$n *struct{ topic string }`, Body: `
		instance$n = &struct{ topic string }{$x}`, Out: `instance$n.topic`},
	{Name: "singleton by once", Kind: Carrier, Decl: `
		var (
			single$n     *struct{ topic string }
			singleOnce$n sync.Once
		)
		func get$n(t string) *struct{ topic string } {
			singleOnce$n.Do(func() { single$n = &struct{ topic string }{t} })
			return single$n
		}`, Body: `get$n($x)`, Out: `get$n($k1).topic`},
	{Name: "linked list", Kind: Carrier, Decl: `
		type node$s struct {
			topic string
			next  *node$s
		}`, Body: `
		list$n := &node$s{topic: $k1, next: &node$s{topic: $x}}
		last$n := list$n
		for last$n.next != nil {
			last$n = last$n.next
		}`, Out: `last$n.topic`},
}
