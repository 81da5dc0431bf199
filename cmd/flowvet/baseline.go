package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render/findings"
)

const baselineSchema = "flowvet/baseline/v1"

// baseline is a file with the findings that were there when flowvet was adopted. Rule,
// file and message are for people; the fingerprint decides.
type baseline struct {
	Schema   string         `json:"schema"`
	Findings []knownFinding `json:"findings"`
}

type knownFinding struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	File        string `json:"file,omitempty"`
	Message     string `json:"message"`
}

// readBaseline reads a file of --write-baseline. No name is no baseline.
func readBaseline(file string) (*baseline, error) {
	if file == "" {
		return &baseline{}, nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, baselineMissing(file)
	}
	if err != nil {
		return nil, fmt.Errorf("read baseline: %w", err)
	}
	var b baseline
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return nil, badBaseline(file, err.Error())
	}
	if b.Schema != baselineSchema {
		return nil, badBaseline(file, fmt.Sprintf("its schema is %q", b.Schema))
	}
	return &b, nil
}

// writeBaseline makes the findings the known ones.
func writeBaseline(file string, found []graph.Diagnostic) error {
	b := baseline{Schema: baselineSchema, Findings: []knownFinding{}}
	for i, print := range findings.Fingerprints(found) {
		d := found[i]
		b.Findings = append(b.Findings, knownFinding{print, d.Rule, d.File, d.Message})
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(b); err != nil {
		return fmt.Errorf("write baseline: %w", err)
	}
	if err := checkOutput(file); err != nil {
		return err
	}
	return writeFiles([]output{{file, out.Bytes()}})
}

// subtract returns the findings that are not known, and how many known ones are gone.
func (b *baseline) subtract(found []graph.Diagnostic) (fresh []graph.Diagnostic, gone int) {
	known := map[string]bool{}
	for _, k := range b.Findings {
		known[k.Fingerprint] = true
	}
	for i, print := range findings.Fingerprints(found) {
		if known[print] {
			delete(known, print)
		} else {
			fresh = append(fresh, found[i])
		}
	}
	return fresh, len(known)
}
