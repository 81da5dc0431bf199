package render

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph/rules"
	"github.com/google/go-cmp/cmp"
)

func TestRuleReferenceIsCurrent(t *testing.T) {
	const page = "../docs/rules.md"
	var b bytes.Buffer
	if err := RuleReference(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(page, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("docs/rules.md is stale; go test ./render -update writes it (-have +want):\n%s", diff)
	}
}

func TestRuleSaysAllThereIs(t *testing.T) {
	for _, r := range rules.All() {
		var b bytes.Buffer
		if err := Rule(&b, r); err != nil {
			t.Fatal(err)
		}
		flat := strings.Join(strings.Fields(b.String()), " ")
		for _, part := range append([]string{r.ID, r.Title, r.What, r.Why, r.Bad, r.Good}, r.Sources...) {
			if !strings.Contains(flat, strings.Join(strings.Fields(part), " ")) {
				t.Errorf("%s: %q is missing", r.ID, part)
			}
		}
	}
}
