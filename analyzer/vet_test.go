package analyzer

import (
	"bytes"
	"encoding/gob"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/flowvet/flowvet/extract/local"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
)

// fixtures is a module of packages that use real clients, with the findings in want
// comments.
func fixtures(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("testdata/vet")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "mod", "download")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("the clients cannot be had: %v\n%s", err, out)
	}
	return dir
}

func TestRulesFindMistakesAndNoNearMisses(t *testing.T) {
	every, err := WithRules("all")
	if err != nil {
		t.Fatal(err)
	}
	found, missed := map[string]bool{}, map[string]bool{}
	for _, r := range analysistest.Run(t, fixtures(t), every, "./...") {
		nearMisses(t, r.Pass, r.Action.Diagnostics, missed)
		for _, d := range r.Action.Diagnostics {
			found[d.Category] = true
			if !strings.Contains(d.Message, "("+d.Category+")") || !strings.HasSuffix(d.URL, "#"+d.Category) {
				t.Errorf("%q does not name its rule %s", d.Message, d.Category)
			}
		}
	}
	for _, r := range rules.Code() {
		if !found[r.ID] || !missed[r.ID] {
			t.Errorf("%s: a fixture has a mistake is %v, one has a near miss %v", r.ID, found[r.ID], missed[r.ID])
		}
	}
}

// nearMiss begins the line of a function's comment that says which rules all but find
// something in it.
const nearMiss = "near miss: "

// nearMisses notes the rules that all but find something in a function of a package, and
// complains if they do.
func nearMisses(t *testing.T, pass *analysis.Pass, found []analysis.Diagnostic, missed map[string]bool) {
	for _, f := range pass.Files {
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			for line := range strings.Lines(fn.Doc.Text()) {
				list, ok := strings.CutPrefix(strings.TrimSpace(line), nearMiss)
				for _, rule := range strings.Fields(list) {
					if !ok {
						continue
					}
					missed[rule] = true
					if slices.ContainsFunc(found, func(d analysis.Diagnostic) bool { return d.Category == rule && fn.Pos() <= d.Pos && d.Pos < fn.End() }) {
						t.Errorf("%s: %s finds what is only nearly so", fn.Name.Name, rule)
					}
				}
			}
		}
	}
}

func TestFixesSettleFindings(t *testing.T) {
	every, err := WithRules("all")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.RunWithSuggestedFixes(t, fixtures(t), every, "./fixes")
}

func TestPassesReportTheirOwnRules(t *testing.T) {
	tests := []struct {
		group, chosen string
		want, not     []string
	}{
		{"", "", []string{"early-ack", "no-deadline", crash}, []string{"dual-write"}},
		{"", "all,-early-ack", []string{"dual-write", "no-deadline"}, []string{"early-ack"}},
		{"", "dual-write", []string{"dual-write", "early-ack"}, []string{"unresolved-name"}},
		{rules.Consuming, "", []string{"early-ack", crash}, []string{"no-deadline", "bad-directive"}},
	}
	for _, tt := range tests {
		c := &choice{group: tt.group}
		if err := c.Set(tt.chosen); err != nil {
			t.Fatal(err)
		}
		for _, id := range tt.want {
			if !c.reports(id) {
				t.Errorf("group %q with %q does not report %s", tt.group, tt.chosen, id)
			}
		}
		for _, id := range tt.not {
			if c.reports(id) {
				t.Errorf("group %q with %q reports %s", tt.group, tt.chosen, id)
			}
		}
	}
	if err := new(choice).Set("erly-ack"); err == nil {
		t.Error("an unknown rule can be chosen")
	}
}

func TestFactsSurviveGob(t *testing.T) {
	relay := local.Relay{Direction: graph.Publish, Broker: graph.Kafka, Name: "orders", Param: 2}
	facts := []analysis.Fact{&relayFact{relay}, &packageFact{[]string{"example.com/a", "example.com/b"}}}
	if len(facts) != len(checker.FactTypes) {
		t.Errorf("%d facts are tested, of %d", len(facts), len(checker.FactTypes))
	}
	for _, fact := range facts {
		var b bytes.Buffer
		gob.Register(fact)
		if err := gob.NewEncoder(&b).Encode(&fact); err != nil {
			t.Fatal(err)
		}
		var got analysis.Fact
		if err := gob.NewDecoder(&b).Decode(&got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, fact) {
			t.Errorf("%v became %v", fact, got)
		}
	}
}

// A package whose types are missing makes the checks panic.
func TestCrashIsOneDiagnostic(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", "package a\n\nfunc f() {}\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg := types.NewPackage("example.com/a", "a")
	pkg.SetImports([]*types.Package{types.NewPackage("github.com/segmentio/kafka-go", "kafka")})
	found, err := check(&analysis.Pass{
		Fset: fset, Pkg: pkg, Files: []*ast.File{f},
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
	})
	list, _ := found.([]local.Finding)
	if err != nil || len(list) != 1 || list[0].Rule != crash || !strings.Contains(list[0].Message, "package example.com/a") {
		t.Errorf("%v, %v", found, err)
	}
}
