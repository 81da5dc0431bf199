package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// careless is added to a module of the example, which itself has no mistakes.
const careless = `package notify

import (
	"context"

	"github.com/segmentio/kafka-go"
)

func careless(ctx context.Context, w *kafka.Writer) {
	w.WriteMessages(ctx, kafka.Message{Topic: "orders"})
	//flowvet:ignore early-ack nothing is acknowledged here
	_ = w.WriteMessages(ctx, kafka.Message{Topic: "orders"})
}
`

const carelessFindings = `careless.go:10:17: the error of Writer.WriteMessages is not checked: the message may be lost (unchecked-publish)
careless.go:11:2: nothing is ignored here: no finding of early-ack is left (bad-directive)
`

// vetted is the example with the tool that go vet runs. The tool differs each time, so
// nothing that another one found is in the build cache.
type vetted struct {
	t    *testing.T
	shop string
	tool string
}

func newVetted(t *testing.T) *vetted {
	t.Helper()
	dir := t.TempDir()
	v := &vetted{t: t, shop: filepath.Join(dir, "shop"), tool: filepath.Join(dir, "flowvet")}
	if out, err := exec.Command("go", "build", "-ldflags=-X=main.of="+strconv.FormatInt(time.Now().UnixNano(), 36), "-o", v.tool, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.CopyFS(v.shop, os.DirFS("../../testdata/shop")); err != nil {
		t.Fatal(err)
	}
	return v
}

// run runs the go command in a module of the example, and returns what it printed.
func (v *vetted) run(module string, args ...string) (stdout, stderr string, code int) {
	v.t.Helper()
	var out, errs strings.Builder
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = filepath.Join(v.shop, module), append(os.Environ(), "GOWORK=off"), &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		v.t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// vetLines are the lines of go vet that are neither about packages nor downloads.
func vetLines(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "go: ") {
			out.WriteString(line)
		}
	}
	return out.String()
}

func TestGoVetFindsTheSameWithColdAndWarmCache(t *testing.T) {
	v := newVetted(t)
	for _, cache := range []string{"cold", "warm"} {
		if out, errs, code := v.run("notify", "vet", "-vettool="+v.tool, "./..."); code != 0 {
			t.Fatalf("%s cache: the example has findings, exit code %d:\n%s%s", cache, code, out, errs)
		}
	}
	file := filepath.Join(v.shop, "notify", "careless.go")
	if err := os.WriteFile(file, []byte(careless), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, cache := range []string{"cold", "warm"} {
		_, errs, code := v.run("notify", "vet", "-vettool="+v.tool, ".")
		if diff := cmp.Diff(carelessFindings, vetLines(errs)); diff != "" || code != 1 {
			t.Errorf("%s cache: exit code %d (-want +have):\n%s", cache, code, diff)
		}
	}
	v.json()
	v.chosen()
	v.fix(file)
}

// json holds the output of go vet -json.
func (v *vetted) json() {
	out, errs, code := v.run("notify", "vet", "-json", "-vettool="+v.tool, ".")
	var found map[string]map[string][]struct{ Category, Posn, Message string }
	if err := json.NewDecoder(strings.NewReader(vetLines(out + errs))).Decode(&found); err != nil || code != 0 {
		v.t.Fatalf("exit code %d, %v:\n%s%s", code, err, out, errs)
	}
	var categories []string
	for _, d := range found["example.com/shop/notify"]["flowvet"] {
		categories = append(categories, d.Category)
		if !strings.Contains(d.Posn, "careless.go:") {
			v.t.Errorf("%s stands at %s", d.Category, d.Posn)
		}
	}
	if diff := cmp.Diff([]string{"unchecked-publish", "bad-directive"}, categories); diff != "" {
		v.t.Errorf("-json (-want +have):\n%s", diff)
	}
}

// chosen holds the flag that chooses rules.
func (v *vetted) chosen() {
	if _, errs, code := v.run("notify", "vet", "-vettool="+v.tool, "-flowvet.rules=-unchecked-publish,-bad-directive", "."); code != 0 {
		v.t.Errorf("rules that are left out are reported:\n%s", errs)
	}
}

// fix holds go fix, which Go has since 1.26.
func (v *vetted) fix(file string) {
	if out, _ := exec.Command("go", "help", "fix").Output(); !strings.Contains(string(out), "-fixtool") {
		v.t.Log("this Go has no go fix -fixtool")
		return
	}
	_, errs, _ := v.run("notify", "fix", "-fixtool="+v.tool, ".")
	data, err := os.ReadFile(file)
	if err != nil {
		v.t.Fatal(err)
	}
	if want := strings.Replace(careless, "\t//flowvet:ignore early-ack nothing is acknowledged here\n", "", 1); string(data) != want && strings.Contains(string(data), "//flowvet") {
		v.t.Errorf("go fix left the directive that ignores nothing:\n%s\n%s", data, errs)
	}
}
