package difftest

// control leads the name through branches.
var control = []Feature{
	{Name: "unknown branch", Kind: Carrier, Body: `
		t$n := $x
		if $bit {
			t$n = $k1
		}`, Out: `t$n`},
	{Name: "known branch", Kind: Carrier, Body: `
		mode$n, t$n := "b", $k1
		if mode$n == "b" {
			t$n = $x
		}`, Out: `t$n`},
	{Name: "dead branch", Kind: Carrier, Body: `
		on$n := false
		t$n := $x
		if on$n {
			t$n = $k1
		}`, Out: `t$n`},
	{Name: "flag in field", Kind: Carrier, Decl: `
		type flags$s struct{ on bool }
		func (f flags$s) pick(a, b string) string {
			if f.on {
				return a
			}
			return b
		}`, Out: `flags$s{on: true}.pick($x, $k1)`},
	{Name: "switch on known", Kind: Carrier, Decl: `
		func choose$s(kind, a, b string) string {
			switch kind {
			case "a":
				return a
			case "b", "c":
				return b
			default:
				return "default.choice"
			}
		}`, Out: `choose$s("c", $k1, $x)`},
	{Name: "switch with fallthrough", Kind: Carrier, Body: `
		t$n := $k1
		switch n$n := 1; n$n {
		case 1:
			t$n = $k2
			fallthrough
		case 2:
			t$n = $x
		case 3:
			t$n = $k3
		}`, Out: `t$n`},
	{Name: "switch on unknown", Kind: Carrier, Body: `
		var t$n string
		switch $num {
		case 0:
			t$n = $x
		default:
			t$n = $k1
		}`, Out: `t$n`},
	{Name: "integer comparison", Kind: Carrier, Decl: `
		func level$s(n int, a, b string) string {
			if n > 3 {
				return a
			}
			return b
		}`, Out: `level$s(5, $x, $k1)`},
	{Name: "early return", Kind: Carrier, Decl: `
		func early$s(a, b string) string {
			if a != "" {
				return a
			}
			return b
		}`, Out: `early$s($x, $k1)`},
	{Name: "early return of route", Kind: Carrier, Body: `
		if $x == "" {
			return
		}`, Out: `$x`},
	{Name: "error result", Kind: Carrier, Decl: `
		func check$s(t string) (string, error) {
			if t == "" {
				return "none", errors.New("no topic")
			}
			return t, nil
		}`, Body: `
		t$n, err$n := check$s($x)
		if err$n != nil {
			t$n = $k1
		}`, Out: `t$n`},
	{Name: "shadowing", Kind: Carrier, Body: `
		t$n := $x
		{
			t$n := $k1
			_ = t$n
		}
		if t$n := $k2; t$n == "" {
			return
		}`, Out: `t$n`},
	{Name: "labelled continue", Kind: Carrier, Body: `
	outer$n:
		for _, a$n := range []string{$x, $k1} {
			for _, b$n := range []string{"skip", "use"} {
				if b$n == "skip" {
					continue
				}
				if a$n == $k1 {
					continue outer$n
				}`, Out: `(a$n + b$n)`, End: `}
		}`},
	{Name: "break", Kind: Carrier, Body: `
		t$n := ""
		for _, a$n := range []string{$k1, $x, $k2} {
			t$n = a$n
			if a$n != $k1 {
				break
			}
		}`, Out: `t$n`},
	{Name: "last one of a loop", Kind: Carrier, Body: `
		t$n := ""
		for _, a$n := range []string{$k1, $x} {
			t$n = a$n
		}`, Out: `t$n`},
	{Name: "accumulate in a loop", Kind: Carrier, Body: `
		t$n := $x
		for i := 0; i < 3; i++ {
			t$n += "x"
		}`, Out: `t$n`},
	{Name: "find in a loop", Kind: Carrier, Decl: `
		type pair$s struct{ key, topic string }
		func find$s(list []pair$s, key string) string {
			for _, p := range list {
				if p.key == key {
					return p.topic
				}
			}
			return "not.found"
		}`, Out: `find$s([]pair$s{{"a", $k1}, {"b", $x}}, "b")`},
	{Name: "goto", Kind: Carrier, Body: `
		i$n := 0
	again$n:
		if i$n < 2 {
			i$n++
			goto again$n
		}`, Out: `$x`},
	{Name: "recursion", Kind: Carrier, Decl: `
		func nest$s(t string, n int) string {
			if n == 0 {
				return t
			}
			return nest$s(t, n-1)
		}`, Out: `nest$s($x, 3)`},
	{Name: "growing recursion", Kind: Carrier, Decl: `
		func grow$s(t string, n int) string {
			if n == 0 {
				return t
			}
			return grow$s(t+".r", n-1)
		}`, Out: `grow$s($x, 2)`},
	{Name: "type switch", Kind: Carrier, Decl: `
		func kindOf$s(v any) string {
			switch v := v.(type) {
			case string:
				return v
			case fmt.Stringer:
				return v.String()
			case int:
				return "int"
			}
			return "none"
		}`, Out: `kindOf$s($x)`},
	{Name: "type assertion", Kind: Carrier, Body: `
		var any$n any = $x
		t$n, ok$n := any$n.(string)
		if !ok$n {
			t$n = $k1
		}`, Out: `t$n`},
	{Name: "failing assertion", Kind: Carrier, Body: `
		var any$n any = $x
		t$n := any$n.(string)
		if _, ok := any$n.(int); ok {
			t$n = $k1
		}`, Out: `t$n`},
	{Name: "nil check", Kind: Carrier, Decl: `
		func orDefault$s(p *string, d string) string {
			if p == nil {
				return d
			}
			return *p
		}`, Out: `orDefault$s(nil, $x)`},
	{Name: "cmp.Or", Kind: Carrier, Out: `cmp.Or("", $x, $k1)`},
	{Name: "environment", Kind: Carrier, Body: `
		t$n := os.Getenv("UNSET_$n")
		if t$n == "" {
			t$n = $x
		}`, Out: `t$n`},
	{Name: "lookup environment", Kind: Carrier, Body: `
		t$n, ok$n := os.LookupEnv("UNSET_$n")
		if !ok$n {
			t$n = $x
		}`, Out: `t$n`},
}
