package deploy

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitWords(t *testing.T) {
	tests := map[string][]string{
		`go run ./cmd/a -x "b c" 'd "e'`: {"go", "run", "./cmd/a", "-x", "b c", `d "e`},
		"a && b; c | d":                  {"a", ";", "b", ";", "c", ";", "d"},
		"a \\\n b\nc # d\ne":             {"a", "b", ";", "c", ";", "e"},
		`a\ b ""`:                        {"a b", ""},
		`--build="go build -o x ."`:      {"--build=go build -o x ."},
		"":                               nil,
		`"open`:                          {"open"},
	}
	for text, want := range tests {
		if diff := cmp.Diff(want, splitWords(text)); diff != "" {
			t.Errorf("%q: -want +got:\n%s", text, diff)
		}
	}
}

func TestParseGo(t *testing.T) {
	tests := map[string]goCommand{
		"build -o /app ./cmd/x": {verb: "build", out: "/app", packages: []string{"./cmd/x"}, dir: "/src"},
		"build":                 {verb: "build", packages: []string{"."}, dir: "/src"},
		"build -tags a,b -trimpath -ldflags -s x": {verb: "build", packages: []string{"x"}, dir: "/src"},
		"build -o=x -mod=vendor ./a ./b":          {verb: "build", out: "x", packages: []string{"./a", "./b"}, dir: "/src"},
		"run ./cmd/x -config a.yaml":              {verb: "run", packages: []string{"./cmd/x"}, args: []string{"-config", "a.yaml"}, dir: "/src"},
		"run main.go wire.go serve":               {verb: "run", packages: []string{"main.go", "wire.go"}, args: []string{"serve"}, dir: "/src"},
		"-C sub run .":                            {verb: "run", packages: []string{"."}, dir: "/src/sub"},
		"build -C /abs -o x .":                    {verb: "build", out: "x", packages: []string{"."}, dir: "/abs"},
		"install ./...":                           {verb: "install", packages: []string{"./..."}, dir: "/src"},
	}
	for text, want := range tests {
		got, ok := parseGo(strings.Fields(text), "/src")
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(goCommand{})); diff != "" || !ok {
			t.Errorf("go %s: ok %v, -want +got:\n%s", text, ok, diff)
		}
	}
	if _, ok := parseGo([]string{"mod", "download"}, "/"); ok {
		t.Error("go mod builds something")
	}
}

func TestDockerBuild(t *testing.T) {
	name, b, ok := dockerBuild(strings.Fields("-t acme/x:1 --build-arg A=b -f docker/x.Dockerfile --target t --push ./svc"), "deploy")
	if !ok || name != "acme/x:1" || b.context != "deploy/svc" || b.file != "deploy/docker/x.Dockerfile" || b.target != "t" || b.args["A"] != "b" {
		t.Errorf("%q %+v %v", name, b, ok)
	}
}

func TestEnvironmentOf(t *testing.T) {
	for file, want := range map[string]string{
		"docker-compose.yml":                 "",
		"docker-compose.prod.yml":            "prod",
		"docker-compose-local.yaml":          "local",
		"deploy/staging/compose.yaml":        "staging",
		"deploy/staging/values-dev.yaml":     "dev",
		"k8s/overlays/production/patch.yaml": "prod",
		"latest/protest.yaml":                "",
		"docker-compose.infra.yml":           "",
		"test/e2e/docker-compose.yml":        "test",
	} {
		if got := environmentOf(file); got != want {
			t.Errorf("%s is in %q, want %q", file, got, want)
		}
	}
	if !isIn("deploy/eu1/compose.yaml", "EU1") || isIn("deploy/eu1/compose.yaml", "eu2") {
		t.Error("an environment of the repository's own")
	}
}

func TestProgramNames(t *testing.T) {
	modules := []module{{".", "github.com/acme/go-shop"}, {"services/order-svc", "github.com/acme/order/v2"}}
	for dir, want := range map[string]string{
		"cmd/worker":                    "worker shop shopworker",
		"cmd/order-worker":              "orderworker shop shoporderworker",
		"services/order-svc":            "order ordersvc",
		"services/order-svc/cmd/server": "order server",
		".":                             "shop",
		"internal/services/mail/cmd":    "mail shop shopmail cmd",
	} {
		p := newProgram(dir, "", modules)
		if got := strings.Join(p.names, " "); got != want {
			t.Errorf("%s is called %q, want %q", dir, got, want)
		}
	}
}

func TestSimilarity(t *testing.T) {
	modules := []module{{".", "github.com/acme/shop"}}
	orders := newProgram("cmd/orders", "", modules)
	tests := []struct{ better, worse string }{
		{"orders", "shop-orders"},
		{"orders-service", "shop"},
		{"shop-orders", "orders-consumer"},
		{"orders-http", "payments"},
		{"OrdersService", "orders-db"},
		{"orders", "orders-migrate"},
	}
	for _, tt := range tests {
		b, w := similarity(tokens(tt.better), orders), similarity(tokens(tt.worse), orders)
		if b <= w {
			t.Errorf("%s fits as %d, %s as %d", tt.better, b, tt.worse, w)
		}
	}
	for _, name := range []string{"orders-db", "web", "", "cmd", "reorders"} {
		if n := similarity(tokens(name), orders); n > 0 {
			t.Errorf("%q fits as %d", name, n)
		}
	}
}

func TestLayout(t *testing.T) {
	var l layout
	l.binaries = []binary{{"/bin/a", []string{"cmd/a"}}}
	for word, want := range map[string]bool{"a": true, "/bin/a": true, "./a": true, "b": false, "/a": false} {
		if _, ok := l.binary(word, "/bin"); ok != want {
			t.Errorf("binary %s: %v", word, ok)
		}
	}
	for _, tt := range []struct {
		p, dir, rest string
		ok           bool
	}{{"/a/b", "/a", "b", true}, {"/a", "/a", "", true}, {"/ab", "/a", "", false}, {"/a", "/", "a", true}} {
		if rest, ok := below(tt.p, tt.dir); ok != tt.ok || ok && rest != tt.rest {
			t.Errorf("below(%s, %s) = %s, %v", tt.p, tt.dir, rest, ok)
		}
	}
}

func TestWriteYAML(t *testing.T) {
	v := map[string]any{"b": []any{map[string]any{"n": "x: \"y\""}, int64(1), nil}, "a": map[string]any{}, "c": true}
	want := "\"a\":\n  {}\n\"b\":\n  -\n    \"n\": \"x: \\\"y\\\"\"\n  - 1\n  - null\n\"c\": true"
	if got := toYAML(v); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := indent(2, "a\n\nb"); got != "  a\n\n  b" {
		t.Errorf("indent: %q", got)
	}
	if !slices.Equal(tokens("OrderService_v2-HTTP.api"), []string{"order", "service", "v2", "http", "api"}) {
		t.Errorf("tokens: %q", tokens("OrderService_v2-HTTP.api"))
	}
}
