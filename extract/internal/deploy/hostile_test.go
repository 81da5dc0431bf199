package deploy

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// TestHostile reads repositories that would make a careless reader run for ever,
// eat all memory or panic.
func TestHostile(t *testing.T) {
	repeat := strings.Repeat
	chart := func(template string) map[string]string {
		return map[string]string{
			"c/Chart.yaml": "name: c\n", "c/values.yaml": "m: {a: x}\nl: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n",
			"c/templates/t.yaml": template,
		}
	}
	var stages, extends strings.Builder
	stages.WriteString("FROM x AS s0\nCOPY . /a\n")
	for i := 1; i < 60; i++ {
		fmt.Fprintf(&stages, "FROM s%d AS s%d\n%s", i-1, i, repeat(fmt.Sprintf("COPY --from=s%d / /d%d\n", i-1, i), 3))
	}
	extends.WriteString("services:\n")
	for i := range 500 {
		fmt.Fprintf(&extends, "  s%d:\n    extends: s%d\n    build: .\n", i, (i+1)%500)
	}
	tests := map[string]map[string]string{
		"stages that copy each other":   {"Dockerfile": stages.String() + "CMD [\"/a\"]\n"},
		"a long Dockerfile":             {"Dockerfile": "FROM x\n" + repeat("COPY **/*.go /a/\nRUN go build -o /x ./...\n", 50_000)},
		"variables that double":         {"Dockerfile": "FROM x\nENV A=xxxxxxxx\n" + repeat("ENV A=$A$A\n", 200) + "CMD [\"/a\"]\n"},
		"an instruction without an end": {"Dockerfile": "FROM x\nRUN <<EOF\nfoo \\"},
		"a script that calls itself":    {"Dockerfile": "FROM x\nCOPY . /\nCMD [\"/a.sh\"]\n", "a.sh": repeat("sh /a.sh\n", 5000)},
		"make that calls itself":        {"Makefile": "a:\n" + repeat("\tmake a\n", 5000)},
		"make variables that double":    {"Makefile": "A=xxxxxxxx\n" + repeat("A:=$(A)$(A)\n", 200) + "a:\n\tgo run ./$(A)\n"},
		"services that extend a circle": {"compose.yaml": extends.String()},
		"variables that name each other": {"k.yaml": "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: main\n    env:\n" +
			repeat("    - {name: A, value: $(B)$(B)}\n    - {name: B, value: $(A)$(A)}\n", 100)},
		"kustomizations in a circle": {
			"a/kustomization.yaml": "resources: [../b, ../b, .]\n", "b/kustomization.yaml": "resources: [../a, ../a]\n",
		},
		"a kustomization that climbs out":  {"kustomization.yaml": "resources: [../../../etc]\npatches: [{path: ../../x.yaml}]\n"},
		"a template that includes itself":  chart(`{{ define "x" }}{{ include "x" . }}{{ end }}{{ include "x" . }}`),
		"a template that calls itself":     chart(`{{ define "x" }}{{ template "x" . }}{{ end }}{{ template "x" . }}`),
		"a template of itself":             chart(`{{ tpl "{{ tpl . . }}" "{{ tpl . . }}" }}`),
		"loops in loops":                   chart(repeat("{{ range until 1000 }}", 20) + repeat("{{ end }}", 20)),
		"a loop over a large number":       chart("{{ range 1000000000 }}{{ end }}"),
		"texts that double":                chart("{{ $s := \"xxxxxxxx\" }}" + repeat("{{ $s = print $s $s }}", 100) + "{{ $s }}"),
		"lists that double":                chart("{{ $s := list 1 2 }}" + repeat("{{ $s = concat $s $s }}", 100) + "{{ len $s }}"),
		"maps in maps":                     chart("{{ $s := dict }}" + repeat(`{{ $s = dict "a" $s "b" $s }}`, 100) + "{{ toYaml $s }}{{ $s }}"),
		"a map in itself":                  chart(repeat(`{{ $_ := set .Values.m "m" .Values.m }}`, 100) + "{{ toYaml .Values.m }}{{ .Values.m }}{{ toJson .Values }}"),
		"a long pad":                       chart(`{{ printf "%999999d" 1 | nindent 999999999 }}{{ trunc -5 "x" }}{{ index .Values.l 99 }}`),
		"functions that are called wrong":  chart(`{{ set 1 2 3 }}`),
		"a file of the chart from outside": chart(`{{ .Files.Get "../../../../etc/passwd" }}`),
		"marks that are not ours":          chart("a: \ue0005\ue001\nb: \ue000999999999999999999\ue001\n"),
		"odd compose": {"compose.yaml": `services:
  a: 1
  b: [x]
  c: {build: [], environment: 3, command: {a: b}, volumes: [1, {source: {}}, ":", "a:"], env_file: {x: y}, extends: [1], configs: [null]}
  d: null
`},
		"odd manifests": {"k.yaml": "apiVersion: 1\nkind: [Pod]\nspec: {containers: 1}\n---\nkind: List\nitems: {a: 1}\n---\nkind: ConfigMap\ndata: [1]\n---\n- 1\n---\nkind: Pod\nspec: {containers: [1, {env: [1, {name: []}], envFrom: [x], volumeMounts: [y]}], volumes: z}\n"},
		"odd launch":    {".vscode/launch.json": `{"configurations": [1, {"type": "go", "program": 3, "args": {}, "env": []}]}`},
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			write(t, root, "go.mod", []byte("module example.com/x\n"))
			write(t, root, "main.go", []byte("package main\n"))
			for name, text := range files {
				write(t, root, name, []byte(text))
			}
			start := time.Now()
			out := describe(root, "resolve: a.yaml /etc/x.yaml ../../../etc/passwd /etc/passwd")
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if strings.Contains(out, "root:") || strings.Contains(out, "passwd: etc") {
				t.Errorf("left the root:\n%s", out)
			}
		})
	}
}

// FuzzDeploy reads anything as each kind of file.
func FuzzDeploy(f *testing.F) {
	for _, seed := range []string{
		"FROM a AS b\nARG X=1\nCOPY --from=b --chown=a . ./x/\nRUN cd a && go build -o /x/ ./... \\\n # c\n && ls\nENTRYPOINT [\"sh\", \"-c\", \"exec go run .\"]\n",
		"services:\n  main:\n    build: {context: ., args: [A=b, C]}\n    command: go run . -x ${A:-b}\n    environment: [A=$B, C]\n    volumes: ['.:/x']\n",
		"apiVersion: v1\nkind: Pod\nmetadata: {name: main}\nspec:\n  containers:\n  - {name: main, env: [{name: A, value: $(B)}], args: [-x]}\n",
		"A := b\nexport C = $(A)\ninclude .env\nrun: x\n\t@cd a; A=b go run ./$(A) > x\n",
		"{{ range $k, $v := .Values }}{{ $k }}: {{ $v | quote | nindent 2 }}{{ end }}{{ include \"x\" . }}{{ nope 1 }}\n",
		"web: go run . -a 'b c'\n",
		"[Service]\nExecStart=/a \\\n b\nEnvironment=A=b \"C=d e\"\n",
		"{\"configurations\": [{\"type\": \"go\", \"program\": \"${workspaceFolder}\", \"args\": [\"a\"]}]}",
	} {
		f.Add(seed)
	}
	root := f.TempDir()
	write(f, root, "go.mod", []byte("module example.com/x\n"))
	write(f, root, "main.go", []byte("package main\n"))
	names := []string{
		"Dockerfile", "compose.yaml", "k8s/pod.yaml", "Makefile", "Procfile", "x.service", ".vscode/launch.json",
		"overlay/kustomization.yaml", "chart/Chart.yaml", "chart/values.yaml", "chart/templates/t.yaml", ".air.toml", "skaffold.yaml",
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range names {
			write(t, root, name, []byte(text))
		}
		describe(root, "resolve: a.yaml")
	})
}

// FuzzShell splits anything.
func FuzzShell(f *testing.F) {
	f.Add(`a "b c" 'd' \e; f && g | h # i`)
	f.Fuzz(func(t *testing.T, text string) {
		n := 0
		for _, c := range commands(splitWords(text)) {
			n += len(c)
			parseGo(c, "/x")
			dockerBuild(c, ".")
		}
		if n > len(text)+1 {
			t.Fatalf("%d words of %d bytes", n, len(text))
		}
	})
}

func BenchmarkUnits(b *testing.B) {
	root := b.TempDir()
	write(b, root, "go.mod", []byte("module example.com/acme/shop\n"))
	var compose strings.Builder
	compose.WriteString("x-common: &common {BROKERS: kafka}\nservices:\n")
	for i := range 30 {
		name := fmt.Sprintf("svc%d", i)
		write(b, root, "cmd/"+name+"/main.go", []byte("package main\n"))
		fmt.Fprintf(&compose, "  %s:\n    build: {context: ., args: {NAME: %s}}\n    environment: {<<: *common, TOPIC: t%d}\n", name, name, i)
	}
	write(b, root, "compose.yaml", []byte(compose.String()))
	write(b, root, "Dockerfile", []byte("FROM golang AS b\nARG NAME\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd/$NAME\nFROM scratch\nCOPY --from=b /app /app\nCMD [\"/app\"]\n"))
	for i := range 300 {
		write(b, root, fmt.Sprintf("internal/p%d/p.go", i), []byte("package p\n"))
	}
	for b.Loop() {
		s := Open(config.Open(root))
		for i := range 30 {
			if v, _ := s.Units(fmt.Sprintf("cmd/svc%d", i), "", "")[0].Env("TOPIC"); v.Text != fmt.Sprintf("t%d", i) {
				b.Fatal(v)
			}
		}
	}
}
