package difftest

// collections lead the name through slices, arrays and maps.
var collections = []Feature{
	{Name: "slice element", Kind: Carrier, Body: `list$n := []string{$k1, $x}`, Out: `list$n[1]`},
	{Name: "range over slice", Kind: Carrier, Body: `for _, t$n := range []string{$x, $k1} {`, Out: `t$n`, End: `}`},
	{Name: "range by index", Kind: Carrier, Body: `
		list$n := []string{$x, $k1}
		for i$n := range list$n {`, Out: `list$n[i$n]`, End: `}`},
	{Name: "for loop by index", Kind: Carrier, Body: `
		list$n := []string{$x, $k1}
		for i$n := 0; i$n < len(list$n); i$n++ {
			t$n := list$n[i$n]`, Out: `t$n`, End: `}`},
	{Name: "range over table", Kind: Carrier, Body: `
		for _, row$n := range []struct {
			on    bool
			topic string
		}{{true, $x}, {false, $k1}} {
			if !row$n.on {
				continue
			}`, Out: `row$n.topic`, End: `}`},
	{Name: "range over integer", Kind: Carrier, Body: `for i$n := range 2 {`, Out: `fmt.Sprintf("%s.%d", $x, i$n)`, End: `}`},
	{Name: "range over map", Kind: Carrier, Body: `for k$n, v$n := range map[string]string{"a": $x, "b": $k1} {`, Out: `(k$n + "." + v$n)`, End: `}`},
	{Name: "map lookup", Kind: Carrier, Body: `m$n := map[string]string{"a": $x, "b": $k1}`, Out: `m$n["a"]`},
	{Name: "map lookup with ok", Kind: Carrier, Body: `
		m$n := map[string]string{"a": $x}
		t$n, ok$n := m$n["b"]
		if !ok$n {
			t$n = m$n["a"]
		}`, Out: `t$n`},
	{Name: "map updated later", Kind: Carrier, Body: `
		m$n := map[string]string{"a": $k1}
		m$n["a"] = $x`, Out: `m$n["a"]`},
	{Name: "map entry deleted", Kind: Carrier, Body: `
		m$n := map[string]string{"a": $k1, "b": $x}
		delete(m$n, "a")
		for _, v$n := range m$n {`, Out: `v$n`, End: `}`},
	{Name: "map of structs", Kind: Carrier, Decl: `type entry$s struct{ Topic, Other string }`, Body: `
		m$n := map[int]entry$s{1: {$k1, ""}, 2: {$x, ""}}
		e$n := m$n[2]
		e$n.Other = $k2
		m$n[1] = e$n`, Out: `m$n[1].Topic`},
	{Name: "map of slices", Kind: Carrier, Body: `
		m$n := map[string][]string{}
		m$n["a"] = append(m$n["a"], $x)
		m$n["a"] = append(m$n["a"], $k1)
		for _, t$n := range m$n["a"] {`, Out: `t$n`, End: `}`},
	{Name: "map filled by function", Kind: Carrier, Decl: `
		type registry$s map[string]string
		func (r registry$s) register(k, v string) { r[k] = v }`, Body: `
		m$n := registry$s{}
		m$n.register("a", $x)
		m$n.register("b", $k1)`, Out: `m$n["a"]`},
	{Name: "append", Kind: Carrier, Body: `
		var list$n []string
		list$n = append(list$n, $k1)
		list$n = append(list$n, $x)`, Out: `list$n[1]`},
	{Name: "append aliasing", Kind: Carrier, Body: `
		list$n := make([]string, 1, 2)
		a$n := append(list$n, $k1)
		b$n := append(list$n, $x)
		_ = b$n`, Out: `a$n[1]`},
	{Name: "append reallocates", Kind: Carrier, Body: `
		list$n := []string{$x}
		longer$n := append(list$n[:1:1], $k1)
		longer$n[0] = $k2`, Out: `list$n[0]`},
	{Name: "slice of slice", Kind: Carrier, Body: `
		list$n := []string{$k1, $k2, $k3}
		part$n := list$n[1:]
		part$n[0] = $x`, Out: `list$n[1]`},
	{Name: "array by value", Kind: Carrier, Body: `
		a$n := [2]string{$x, $k1}
		b$n := a$n
		b$n[0] = $k2
		_ = b$n`, Out: `a$n[0]`},
	{Name: "array by pointer", Kind: Carrier, Body: `
		a$n := [2]string{$k1, $k2}
		b$n := &a$n
		b$n[0] = $x`, Out: `a$n[0]`},
	{Name: "array in struct copied", Kind: Carrier, Decl: `type box$s struct{ list [2]string }`, Body: `
		a$n := box$s{[2]string{$x, $k1}}
		b$n := a$n
		b$n.list[0] = $k2
		_ = b$n`, Out: `a$n.list[0]`},
	{Name: "slice in struct copied", Kind: Carrier, Decl: `type bag$s struct{ list []string }`, Body: `
		a$n := bag$s{[]string{$k2, $k1}}
		b$n := a$n
		b$n.list[0] = $x`, Out: `a$n.list[0]`},
	{Name: "copy builtin", Kind: Carrier, Body: `
		a$n := []string{$x}
		b$n := make([]string, 1)
		copy(b$n, a$n)
		a$n[0] = $k1`, Out: `b$n[0]`},
	{Name: "conditional append", Kind: Carrier, Body: `
		list$n := []string{$x}
		if $bit {
			list$n = append(list$n, $k1)
		}
		for _, t$n := range list$n {`, Out: `t$n`, End: `}`},
	{Name: "slices of pointers", Kind: Carrier, Decl: `type cell$s struct{ v string }`, Body: `
		cells$n := []*cell$s{{$k1}, {$x}}
		for _, c$n := range cells$n {
			c$n.v += ".$w2"
		}`, Out: `cells$n[1].v`},
	{Name: "range copies elements", Kind: Carrier, Decl: `type slot$s struct{ v string }`, Body: `
		slots$n := []slot$s{{$x}}
		for _, c$n := range slots$n {
			c$n.v = $k1
			_ = c$n
		}`, Out: `slots$n[0].v`},
	{Name: "sort", Kind: Carrier, Body: `
		list$n := []string{$x, $k1}
		sort.Strings(list$n)
		for _, t$n := range list$n {`, Out: `t$n`, End: `}`},
	{Name: "slices.Concat", Kind: Carrier, Body: `for _, t$n := range slices.Concat([]string{$x}, []string{$k1}) {`, Out: `t$n`, End: `}`},
	{Name: "maps.Keys", Kind: Carrier, Body: `for _, t$n := range slices.Sorted(maps.Keys(map[string]int{$x: 1, $k1: 2})) {`, Out: `t$n`, End: `}`},
	{Name: "nested range", Kind: Carrier, Body: `
		for _, a$n := range []string{$x, $k1} {
			for _, b$n := range []string{"eu", "us"} {`, Out: `(a$n + "." + b$n)`, End: `}
		}`},
	{Name: "variadic", Kind: Carrier, Decl: `func last$s(list ...string) string { return list[len(list)-1] }`, Out: `last$s($k1, $x)`},
	{Name: "variadic passed on", Kind: Carrier, Decl: `
		func join$s(list ...string) string { return strings.Join(list, "-") }
		func joinAll$s(list ...string) string { return join$s(append([]string{"all"}, list...)...) }`, Out: `joinAll$s($x, $k1)`},
	{Name: "clear", Kind: Carrier, Body: `
		m$n := map[string]string{"a": $k1}
		clear(m$n)
		m$n["b"] = $x
		for _, t$n := range m$n {`, Out: `t$n`, End: `}`},
	{Name: "sync.Map", Kind: Carrier, Body: `
		var m$n sync.Map
		m$n.Store("a", $x)
		v$n, _ := m$n.Load("a")`, Out: `v$n.(string)`},
}
