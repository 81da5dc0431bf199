package difftest

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed testdata
var fakes embed.FS

// A workspace is a module with one package a program, a main for each of them,
// which is what flowvet sees, and one main that runs them all.
type workspace struct {
	dir      string
	programs []string // package names
}

const goMod = `module example.com/difftest

go 1.25

require (
	example.com/outside v0.0.0
	github.com/segmentio/kafka-go v0.4.51
)

replace (
	example.com/outside => ./outside
	github.com/segmentio/kafka-go => ./kafka
)
`

const kafkaMod = `module github.com/segmentio/kafka-go

go 1.25

require example.com/outside v0.0.0
`

// newWorkspace writes the programs below dir.
func newWorkspace(dir string, plans []*Plan) (*workspace, error) {
	ws := &workspace{dir: dir}
	files := map[string][]byte{
		"go.mod":         []byte(goMod),
		"kafka/go.mod":   []byte(kafkaMod),
		"outside/go.mod": []byte("module example.com/outside\n\ngo 1.25\n"),
	}
	for _, name := range []string{"kafka", "outside"} {
		data, err := fakes.ReadFile("testdata/" + name + "/" + name + ".go.txt")
		if err != nil {
			return nil, err
		}
		files[name+"/"+name+".go"] = data
	}
	for i, p := range plans {
		name := fmt.Sprintf("p%d", i)
		src, err := p.Source(name)
		if err != nil {
			return nil, err
		}
		ws.programs = append(ws.programs, name)
		files["progs/"+name+"/"+name+".go"] = src
		files["progs/"+name+"/cmd/main.go"] = fmt.Appendf(nil, "package main\n\nimport \"example.com/difftest/progs/%[1]s\"\n\nfunc main() { %[1]s.Main() }\n", name)
	}
	files["run/main.go"] = ws.runner()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return nil, err
		}
	}
	return ws, nil
}

// runner is the main that runs all programs, each with a deadline.
func (ws *workspace) runner() []byte {
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"time\"\n\n")
	for _, p := range ws.programs {
		fmt.Fprintf(&b, "\t\"example.com/difftest/progs/%s\"\n", p)
	}
	b.WriteString(")\n\nfunc main() {\n")
	for _, p := range ws.programs {
		fmt.Fprintf(&b, "\trun(%q, %s.Main)\n", p, p)
	}
	b.WriteString(`}

func run(name string, main func()) {
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		main()
	}()
	select {
	case err := <-done:
		if err != nil && err != "x" {
			fmt.Fprintf(os.Stderr, "%s\t%v\n", name, err)
		}
	case <-time.After(5 * time.Second):
		fmt.Fprintf(os.Stderr, "%s\tdoes not end\n", name)
	}
}
`)
	return b.Bytes()
}

// use is one thing that a program did, or that flowvet says it does.
type use struct{ direction, channel, event string }

// run builds and runs the programs, once for each combination of inputs.
func (ws *workspace) run(ctx context.Context) (map[string]map[use]bool, error) {
	bin := filepath.Join(ws.dir, "run.bin")
	build := exec.CommandContext(ctx, "go", "build", "-ldflags=-s -w", "-gcflags=example.com/difftest/progs/...=-N -l", "-o", bin, "./run")
	build.Dir = ws.dir
	build.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, out)
	}
	seen := map[string]map[use]bool{}
	for bits := range 1 << maxBits {
		cmd := exec.CommandContext(ctx, bin)
		cmd.Env = append(os.Environ(), fmt.Sprintf("DIFFTEST_BITS=%d", bits))
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil || stderr.Len() > 0 {
			return nil, fmt.Errorf("run: %w\n%s", err, &stderr)
		}
		for line := range strings.Lines(string(out)) {
			f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if seen[f[0]] == nil {
				seen[f[0]] = map[use]bool{}
			}
			seen[f[0]][use{f[1], f[2], f[3]}] = true
		}
	}
	return seen, nil
}
