package findings

import (
	"encoding/json"
	"io"

	"github.com/flowvet/flowvet/graph"
)

// JSON writes the diagnostics as an object with the list `diagnostics`, each with a
// fingerprint that stays when lines move.
func JSON(w io.Writer, list []graph.Diagnostic) error {
	type finding struct {
		graph.Diagnostic
		Fingerprint string `json:"fingerprint"`
	}
	out := struct {
		Diagnostics []finding `json:"diagnostics"`
	}{[]finding{}}
	for i, print := range Fingerprints(list) {
		out.Diagnostics = append(out.Diagnostics, finding{list[i], print})
	}
	return encode(w, out)
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
