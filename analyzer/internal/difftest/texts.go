package difftest

// texts change or rebuild the name.
var texts = []Feature{
	{Name: "concatenation", Kind: Carrier, Out: `($x + ".$w1")`},
	{Name: "prefix constant", Kind: Carrier, Decl: `const prefix$n = "$w1."`, Out: `(prefix$n + $x)`},
	{Name: "Sprintf", Kind: Carrier, Out: `fmt.Sprintf("%s.%s", $x, $k1)`},
	{Name: "Sprintf with number", Kind: Carrier, Out: `fmt.Sprintf("%[2]s.v%[1]d", 2, $x)`},
	{Name: "Sprint", Kind: Carrier, Out: `fmt.Sprint($x, "-", 7)`},
	{Name: "Sprintf with a format passed on", Kind: Carrier, Decl: `
		func format$s(f string, args ...any) string { return fmt.Sprintf(f, args...) }`, Out: `format$s("%v/%s", $x, $k1)`},
	{Name: "Join", Kind: Carrier, Out: `strings.Join([]string{$x, $k1}, ".")`},
	{Name: "Split", Kind: Carrier, Out: `strings.Split($x+",$w1", ",")[0]`},
	{Name: "Replace", Kind: Carrier, Out: `strings.Replace("%s.$w1", "%s", $x, 1)`},
	{Name: "ReplaceAll", Kind: Carrier, Out: `strings.ReplaceAll($x, ".", "_")`},
	{Name: "ToUpper", Kind: Carrier, Out: `strings.ToUpper($x)`},
	{Name: "ToLower", Kind: Carrier, Out: `strings.ToLower($x)`},
	{Name: "TrimSuffix", Kind: Carrier, Out: `strings.TrimSuffix($x+".tmp", ".tmp")`},
	{Name: "TrimSpace", Kind: Carrier, Out: `strings.TrimSpace(" " + $x + " ")`},
	{Name: "Repeat", Kind: Carrier, Out: `($x + strings.Repeat("z", 3))`},
	{Name: "Builder", Kind: Carrier, Body: `
		var b$n strings.Builder
		b$n.WriteString($x)
		b$n.WriteByte('.')
		fmt.Fprintf(&b$n, "%d", 3)`, Out: `b$n.String()`},
	{Name: "bytes and back", Kind: Carrier, Out: `string([]byte($x))`},
	{Name: "named string type", Kind: Carrier, Decl: `
		type topic$s string
		func (t topic$s) DLQ() topic$s { return t + ".dlq" }`, Out: `string(topic$s($x).DLQ())`},
	{Name: "append assign", Kind: Carrier, Body: `
		t$n := $x
		t$n += ".$w1"`, Out: `t$n`},
	{Name: "Cut", Kind: Carrier, Body: `_, t$n, _ := strings.Cut("a:"+$x, ":")`, Out: `t$n`},
	{Name: "CutPrefix", Kind: Carrier, Body: `
		t$n, ok$n := strings.CutPrefix($x, "no such prefix")
		if ok$n {
			t$n = $k1
		}`, Out: `t$n`},
	{Name: "HasPrefix", Kind: Carrier, Body: `
		t$n := $x
		if !strings.HasPrefix(t$n, "app.") {
			t$n = "app." + t$n
		}`, Out: `t$n`},
	{Name: "Itoa", Kind: Carrier, Out: `($x + "." + strconv.Itoa(12))`},
	{Name: "slice of string", Kind: Carrier, Out: `($x + "xyz")[:len($x)]`},
	{Name: "template by map", Kind: Carrier, Out: `strings.NewReplacer("{t}", $x).Replace("{t}.$w1")`},
}
