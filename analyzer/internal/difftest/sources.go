package difftest

// sources make names.
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
