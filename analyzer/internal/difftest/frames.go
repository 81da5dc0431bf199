package difftest

// frames call a route.
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
		type runner$n interface{ Run() }
		type runnerFunc$n func()
		func (f runnerFunc$n) Run() { f() }`, Body: `
		var runners$n []runner$n
		runners$n = append(runners$n, runnerFunc$n($f))
		for i := 0; i < len(runners$n); i++ {
			runners$n[i].Run()
		}`},
}
