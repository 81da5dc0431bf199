package rules

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
)

func TestRulesAreComplete(t *testing.T) {
	t.Run("code", func(t *testing.T) { complete(t, Code(), ScopeCode, Publishing, Consuming, Annotations) })
	t.Run("system", func(t *testing.T) { complete(t, System(), ScopeSystem, "") })
}

func complete(t *testing.T, rules []Rule, scope Scope, groups ...string) {
	t.Helper()
	if !slices.IsSortedFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the rules are not sorted by ID")
	}
	id := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for i, r := range rules {
		if !id.MatchString(r.ID) || i > 0 && rules[i-1].ID == r.ID {
			t.Errorf("%q is no ID of its own", r.ID)
		}
		for what, text := range map[string]string{"title": r.Title, "what": r.What, "why": r.Why, "bad example": r.Bad, "good example": r.Good} {
			if text == "" || strings.HasSuffix(text, "\n") {
				t.Errorf("%s: %s is %q", r.ID, what, text)
			}
		}
		if r.Scope != scope || !slices.Contains(groups, r.Group) || !slices.Contains([]graph.Severity{graph.Error, graph.Warning, graph.Note}, r.Severity) {
			t.Errorf("%s: scope %q, group %q, severity %q", r.ID, r.Scope, r.Group, r.Severity)
		}
		for _, s := range r.Sources {
			if !strings.HasPrefix(s, "https://") {
				t.Errorf("%s: %q is no address", r.ID, s)
			}
		}
		if len(r.Sources) == 0 {
			t.Errorf("%s: no source", r.ID)
		}
	}
}
