package analyzer

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A program that is more than a round may take is cut and says so; what was found
// before stays.
func TestTooLargeIsTold(t *testing.T) {
	dir := t.TempDir()
	sites := writeWrappers(t, dir, 1)
	file := filepath.Join(dir, "app/main.go")
	code, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	body := strings.TrimSuffix(string(code), "}\n") + "\tf0(\"x\")\n}\n"
	const depth = 60
	for i := range depth {
		next := fmt.Sprintf("f%d", i+1)
		body += fmt.Sprintf("\nfunc f%d(s string) {\n", i)
		for j := range 40 {
			body += fmt.Sprintf("\tkept = append(kept, s+%q)\n", fmt.Sprint(j))
		}
		body += fmt.Sprintf("\t%[1]s(s + \"a\")\n\t%[1]s(s + \"b\")\n}\n", next)
	}
	body += fmt.Sprintf("\nfunc f%d(string) {}\n\nvar kept []string\n", depth)
	if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	result, err := Run(context.Background(), Config{Dir: dir, Args: []string{"./app"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(result.Graph.Endpoints); got != sites {
		t.Errorf("%d endpoints, want %d", got, sites)
	}
	if len(result.Problems) != 1 || !strings.Contains(result.Problems[0].String(), "too large to be evaluated to its end") {
		t.Errorf("problems %v", result.Problems)
	}
	t.Log(result.Stats)
}
