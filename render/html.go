package render

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// The viewer is a page with its style and its script, which is in parts by what they
// do.
var (
	//go:embed viewer/page.html
	viewerPage string
	//go:embed viewer/style.css
	viewerStyle string
	//go:embed viewer/model.js
	viewerModel string
	//go:embed viewer/layout.js
	viewerLayout string
	//go:embed viewer/panel.js
	viewerPanel string
	//go:embed viewer/view.js
	viewerView string
)

// HTML writes a page that shows the document without a network: to pan, zoom, search
// and filter, with all that is known of what is selected. Its policy lets nothing be
// loaded and only its own script run.
func HTML(w io.Writer, doc *graph.Document, opt Options) error {
	data, err := viewerData(doc, opt.Source)
	if err != nil {
		return err
	}
	script := "'use strict';(() => {\n" + viewerModel + viewerLayout + viewerPanel + viewerView + "})();"
	_, err = strings.NewReplacer(
		"{{.Title}}", html.EscapeString(visible(title(doc))),
		"{{.ScriptHash}}", policyHash(script), "{{.StyleHash}}", policyHash(viewerStyle),
		"{{.Style}}", viewerStyle, "{{.Script}}", script, "{{.Data}}", data,
	).WriteString(w, viewerPage)
	return err
}

// viewerData is what the page's script reads, without anything that could end its
// element: <, > and &, and U+2028 and U+2029.
func viewerData(doc *graph.Document, source string) (string, error) {
	var plain, escaped bytes.Buffer
	if err := doc.Encode(&plain); err != nil {
		return "", err
	}
	data, err := json.Marshal(struct {
		Graph  json.RawMessage `json:"graph"`
		Source string          `json:"source"`
	}{plain.Bytes(), source})
	if err != nil {
		return "", fmt.Errorf("encode graph for the viewer: %w", err)
	}
	json.HTMLEscape(&escaped, data)
	return escaped.String(), nil
}

// policyHash is how a Content-Security-Policy names an inline script or style.
func policyHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
