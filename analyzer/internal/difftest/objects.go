package difftest

// objects tell apart what was made at the same place, and share what is shared.
var objects = []Feature{
	{Name: "two objects of one constructor", Kind: Carrier, Decl: `
		type twin$s struct{ topic string }
		func newTwin$s(t string) *twin$s { return &twin$s{topic: t} }`, Body: `
		a$n, b$n := newTwin$s($k1), newTwin$s($x)
		_ = a$n`, Out: `b$n.topic`},
	{Name: "objects made in a loop", Kind: Carrier, Decl: `type made$s struct{ v string }`, Body: `
		var all$n []*made$s
		for _, v := range []string{$x, $k1} {
			all$n = append(all$n, &made$s{v})
		}`, Out: `all$n[0].v`},
	{Name: "one object for a loop", Kind: Carrier, Decl: `type reused$s struct{ v string }`, Body: `
		var all$n []*reused$s
		one$n := &reused$s{}
		for _, v := range []string{$k1, $x} {
			one$n.v = v
			all$n = append(all$n, one$n)
		}`, Out: `all$n[0].v`},
	{Name: "copies of one object in a loop", Kind: Carrier, Decl: `type stamp$s struct{ v string }`, Body: `
		var all$n []stamp$s
		var one$n stamp$s
		for _, v := range []string{$x, $k1} {
			one$n.v = v
			all$n = append(all$n, one$n)
		}`, Out: `all$n[0].v`},
	{Name: "elements changed by index", Kind: Carrier, Decl: `type indexed$s struct{ v string }`, Body: `
		list$n := []indexed$s{{$k1}, {$k2}}
		for i := range list$n {
			list$n[i].v = $x
		}`, Out: `list$n[1].v`},
	{Name: "pointer to an element", Kind: Carrier, Decl: `type element$s struct{ v string }`, Body: `
		list$n := []element$s{{$k1}, {$k2}}
		p$n := &list$n[1]
		p$n.v = $x`, Out: `list$n[1].v`},
	{Name: "map of pointers", Kind: Carrier, Decl: `type shared$s struct{ v string }`, Body: `
		m$n := map[string]*shared$s{"a": {$k1}}
		p$n := m$n["a"]
		p$n.v = $x`, Out: `m$n["a"].v`},
	{Name: "map in a struct copied", Kind: Carrier, Decl: `type withMap$s struct{ m map[string]string }`, Body: `
		a$n := withMap$s{map[string]string{"k": $k1}}
		b$n := a$n
		b$n.m["k"] = $x`, Out: `a$n.m["k"]`},
	{Name: "clones", Kind: Carrier, Body: `
		a$n := []string{$x}
		b$n := slices.Clone(a$n)
		b$n[0] = $k1
		_ = b$n`, Out: `a$n[0]`},
	{Name: "map cloned", Kind: Carrier, Body: `
		a$n := map[string]string{"k": $x}
		b$n := maps.Clone(a$n)
		a$n["k"] = $k1`, Out: `b$n["k"]`},
	{Name: "struct in an interface is a copy", Kind: Carrier, Decl: `type carried$s struct{ v string }`, Body: `
		a$n := carried$s{$x}
		var i$n any = a$n
		a$n.v = $k1
		_ = a$n`, Out: `i$n.(carried$s).v`},
	{Name: "pointer in an interface is none", Kind: Carrier, Decl: `type pointed$s struct{ v string }`, Body: `
		a$n := &pointed$s{$k1}
		var i$n any = a$n
		a$n.v = $x`, Out: `i$n.(*pointed$s).v`},
	{Name: "kept by a function, changed later", Kind: Carrier, Decl: `
		type keptItem$n struct{ v string }
		var kept$n []*keptItem$n
		func keep$n(k *keptItem$n) { kept$n = append(kept$n, k) }`, Body: `
		k$n := &keptItem$n{$k1}
		keep$n(k$n)
		k$n.v = $x`, Out: `kept$n[len(kept$n)-1].v`},
	{Name: "argument by value changed", Kind: Carrier, Decl: `
		type arg$s struct{ v string }
		func spoil$s(a arg$s) { a.v = "spoiled"; _ = a.v }`, Body: `
		a$n := arg$s{$x}
		spoil$s(a$n)`, Out: `a$n.v`},
	{Name: "fields swapped", Kind: Carrier, Decl: `type both2$s struct{ a, b string }`, Body: `
		p$n := &both2$s{$x, $k1}
		p$n.a, p$n.b = p$n.b, p$n.a`, Out: `p$n.b`},
	{Name: "pointer moved to another object", Kind: Carrier, Decl: `type moved$s struct{ v string }`, Body: `
		a$n, b$n := moved$s{$k1}, moved$s{$k2}
		p$n := &a$n
		p$n = &b$n
		p$n.v = $x
		_ = a$n`, Out: `b$n.v`},
	{Name: "pointer to one of two", Kind: Carrier, Decl: `type either$s struct{ v string }`, Body: `
		a$n, b$n := either$s{$x}, either$s{$k1}
		p$n := &a$n
		if $bit {
			p$n = &b$n
		}`, Out: `p$n.v`},
	{Name: "store to one of two", Kind: Carrier, Decl: `type target$s struct{ v string }`, Body: `
		a$n, b$n := &target$s{$k1}, &target$s{$k2}
		p$n := a$n
		if $bit {
			p$n = b$n
		}
		p$n.v = $x
		_ = b$n`, Out: `a$n.v`},
	{Name: "nested copies", Kind: Carrier, Decl: `
		type leaf$s struct{ v string }
		type tree$s struct{ l leaf$s; p *leaf$s }`, Body: `
		a$n := tree$s{leaf$s{$k1}, &leaf$s{$k2}}
		b$n := a$n
		b$n.l.v = $k3
		b$n.p.v = $x
		_ = b$n`, Out: `a$n.p.v`},
	{Name: "copy of an embedded struct", Kind: Carrier, Decl: `
		type baseOf$s struct{ v string }
		func (b *baseOf$s) set(v string) { b.v = v }
		type derivedOf$s struct{ baseOf$s }`, Body: `
		d$n := derivedOf$s{baseOf$s{$x}}
		c$n := d$n.baseOf$s
		d$n.set($k1)`, Out: `c$n.v`},
	{Name: "self reference", Kind: Carrier, Decl: `type self$s struct{ me *self$s; v string }`, Body: `
		s$n := &self$s{v: $k1}
		s$n.me = s$n
		s$n.me.me.v = $x`, Out: `s$n.v`},
	{Name: "clone then set", Kind: Carrier, Decl: `
		type proto$s struct{ topic string }
		func (p *proto$s) With(t string) *proto$s {
			c := *p
			c.topic = t
			return &c
		}`, Body: `
		base$n := &proto$s{$k1}
		child$n := base$n.With($x)
		other$n := child$n.With($k2)
		_ = other$n`, Out: `child$n.topic`},
	{Name: "array of structs copied in range", Kind: Carrier, Decl: `type row2$s struct{ v string }`, Body: `
		rows$n := [2]row2$s{{$x}, {$k1}}
		for i, r$n := range rows$n {
			rows$n[1].v = $k2
			if i == 0 {
				continue
			}
			_ = r$n
		}`, Out: `rows$n[0].v`},
	{Name: "grow then change", Kind: Carrier, Body: `
		a$n := []string{$x}
		b$n := append(a$n, $k1)
		b$n[0] = $k2
		_ = b$n`, Out: `a$n[0]`},
	{Name: "delete from slice", Kind: Carrier, Body: `
		list$n := []string{$k1, $x, $k2}
		list$n = append(list$n[:0], list$n[1:]...)`, Out: `list$n[0]`},
	{Name: "stack", Kind: Carrier, Decl: `
		type stack$s struct{ list []string }
		func (s *stack$s) push(v string) { s.list = append(s.list, v) }
		func (s *stack$s) pop() string {
			v := s.list[len(s.list)-1]
			s.list = s.list[:len(s.list)-1]
			return v
		}`, Body: `
		st$n := &stack$s{}
		st$n.push($x)
		st$n.push($k1)
		st$n.pop()`, Out: `st$n.pop()`},
	{Name: "shared package variable", Kind: Carrier, Decl: `var current$s string`, Body: `current$s = $x`, Out: `current$s`},
	{Name: "shared registry", Kind: Carrier, Decl: `
		var registered$s = map[string]string{}
		func register$s(k, v string) { registered$s[k] = v }`, Body: `register$s("k$n", $x)`, Out: `registered$s["k$n"]`},
}

// library leads the name through the standard library.
var library = []Feature{
	{Name: "path.Join", Kind: Carrier, Out: `path.Join("/a", $x)`},
	{Name: "quoted and back", Kind: Carrier, Out: `strings.Trim(strconv.Quote($x), "\"")`},
	{Name: "error text", Kind: Carrier, Out: `errors.New($x).Error()`},
	{Name: "Errorf", Kind: Carrier, Out: `fmt.Errorf("e.%s", $x).Error()`},
	{Name: "wrapped error", Kind: Carrier, Out: `fmt.Errorf("%w.$w1", errors.New($x)).Error()`},
	{Name: "width and flags", Kind: Carrier, Out: `fmt.Sprintf("%03d.%s.%t.%x", 7, $x, true, 255)`},
	{Name: "Fields", Kind: Carrier, Out: `strings.Fields("first " + $x)[1]`},
	{Name: "Map", Kind: Carrier, Out: `strings.Map(func(r rune) rune { if r == '.' { return '-' }; return r }, $x)`},
	{Name: "bytes.Buffer", Kind: Carrier, Body: `
		var b$n bytes.Buffer
		b$n.WriteString($x)
		b$n.WriteString(".$w1")`, Out: `b$n.String()`},
	{Name: "slices.Contains", Kind: Carrier, Body: `
		t$n := $k2
		if slices.Contains([]string{$k1, $x}, $x) {
			t$n = $x
		}`, Out: `t$n`},
	{Name: "slices.Reverse", Kind: Carrier, Body: `
		list$n := []string{$k1, $x}
		slices.Reverse(list$n)`, Out: `list$n[0]`},
	{Name: "slices.Backward", Kind: Carrier, Body: `for _, t$n := range slices.Backward([]string{$k1, $x}) {`, Out: `t$n`, End: `}`},
	{Name: "slices.Insert", Kind: Carrier, Body: `for _, t$n := range slices.Insert([]string{$k1}, 0, $x) {`, Out: `t$n`, End: `}`},
	{Name: "slices.DeleteFunc", Kind: Carrier, Body: `
		list$n := slices.DeleteFunc([]string{$k1, $x}, func(s string) bool { return s == $k1 })`, Out: `list$n[0]`},
	{Name: "sort.Slice", Kind: Carrier, Body: `
		list$n := []string{"b." + $x, "a." + $x}
		sort.Slice(list$n, func(i, j int) bool { return list$n[i] < list$n[j] })
		for _, t$n := range list$n {`, Out: `t$n`, End: `}`},
	{Name: "min", Kind: Carrier, Out: `min("zzz", $x)`},
	{Name: "runes", Kind: Carrier, Out: `string([]rune($x)[0:2]) + ".$w1"`},
	{Name: "container/list", Kind: Carrier, Body: `
		l$n := list.New()
		l$n.PushBack($x)
		l$n.PushBack($k1)
		for e := l$n.Front(); e != nil; e = e.Next() {
			t$n := e.Value.(string)`, Out: `t$n`, End: `}`},
	{Name: "json round trip", Kind: Carrier, Decl: `type conf2$s struct{ Topic string }`, Body: `
		data$n, _ := json.Marshal(conf2$s{$x})
		var c$n conf2$s
		_ = json.Unmarshal(data$n, &c$n)`, Out: `c$n.Topic`},
	{Name: "reflection", Kind: Carrier, Body: `v$n := reflect.ValueOf(struct{ T string }{$x})`, Out: `v$n.Field(0).String()`},
	{Name: "regexp", Kind: Carrier, Out: `regexp.MustCompile("[.]").ReplaceAllString($x, "_")`},
	{Name: "EqualFold", Kind: Carrier, Body: `
		t$n := $k1
		if strings.EqualFold($x, strings.ToUpper($x)) {
			t$n = $x
		}`, Out: `t$n`},
	{Name: "flag default", Kind: Carrier, Body: `
		set$n := flag.NewFlagSet("x", flag.ContinueOnError)
		t$n := set$n.String("topic", $x, "")`, Out: `*t$n`},
	{Name: "time format", Kind: Carrier, Out: `$x + time.Unix(0, 0).UTC().Format("2006")`},
}
