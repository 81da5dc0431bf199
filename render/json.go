package render

import (
	"io"

	"github.com/flowvet/flowvet/graph"
)

// JSON writes the whole document.
func JSON(w io.Writer, doc *graph.Document) error {
	return doc.Encode(w)
}
