package findings

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden files")

var sample = []graph.Diagnostic{
	{Rule: "near-miss", Severity: graph.Error, Message: "orders publishes to topic order.created, billing consumes orders-created: one of the names is wrong",
		File: "orders/service.go", Line: 51, Column: 22, Related: []graph.Related{{Message: "consumed by billing", File: "billing/main.go", Line: 20, Column: 9}}},
	{Rule: "unconsumed", Severity: graph.Note, Message: "a, b: 100%\nof \x1b[31mhostile\x1b[0m ::error::text", File: "a b/#1,2:3.go", Line: 7},
	{Rule: "unconsumed", Severity: graph.Note, Message: "a, b: 100%\nof \x1b[31mhostile\x1b[0m ::error::text", File: "a b/#1,2:3.go", Line: 9},
	{Rule: "stale-allow", Severity: graph.Warning, Message: "no such rule in the catalogue, no place"},
}

var writers = map[string]func(io.Writer, []graph.Diagnostic) error{
	"text.txt": Text, "findings.json": JSON, "findings.sarif": SARIF, "github.txt": GitHub, "gitlab.json": GitLab,
}

func TestFormats(t *testing.T) {
	for file, write := range writers {
		for name, list := range map[string][]graph.Diagnostic{"": sample, "none-": nil} {
			t.Run(name+file, func(t *testing.T) {
				var b bytes.Buffer
				if err := write(&b, list); err != nil {
					t.Fatal(err)
				}
				golden := filepath.Join("testdata", name+file)
				if *update {
					if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), b.String()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
}

// A line feed or a command in a message must not become one of the output.
func TestLinesStayLines(t *testing.T) {
	for _, file := range []string{"text.txt", "github.txt"} {
		var b bytes.Buffer
		if err := writers[file](&b, sample[1:2]); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "\n"); n != 1 {
			t.Errorf("%s: %d lines: %q", file, n, b.String())
		}
	}
}

func TestSARIFIsValid(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]graph.Diagnostic{sample, nil} {
		var b bytes.Buffer
		if err := SARIF(&b, list); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Error(err)
		}
	}
}

func TestFingerprintsStayWhenLinesMove(t *testing.T) {
	moved := append([]graph.Diagnostic{}, sample...)
	for i := range moved {
		moved[i].Line += 10
	}
	if diff := cmp.Diff(Fingerprints(sample), Fingerprints(moved)); diff != "" {
		t.Error(diff)
	}
	seen := map[string]bool{}
	for _, print := range Fingerprints(sample) {
		if seen[print] {
			t.Errorf("%s is there twice", print)
		}
		seen[print] = true
	}
}

func TestGitLabReportIsWhatGitLabReads(t *testing.T) {
	var b bytes.Buffer
	if err := GitLab(&b, sample); err != nil {
		t.Fatal(err)
	}
	var issues []map[string]any
	if err := json.Unmarshal(b.Bytes(), &issues); err != nil {
		t.Fatal(err)
	}
	for _, issue := range issues {
		for _, key := range []string{"description", "check_name", "fingerprint", "severity", "location"} {
			if issue[key] == nil {
				t.Errorf("no %s in %v", key, issue)
			}
		}
	}
}
