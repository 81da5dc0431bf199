package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// writeYAML writes a JSON value as YAML, in the same order. JSON strings are YAML
// strings, too; those that no version of YAML takes for anything else go without
// quotes.
func writeYAML(w io.Writer, data []byte) error {
	y := &yamlWriter{dec: json.NewDecoder(bytes.NewReader(data))}
	y.dec.UseNumber()
	if err := y.value(0, ""); err != nil {
		return fmt.Errorf("write YAML: %w", err)
	}
	_, err := io.WriteString(w, strings.TrimPrefix(y.text.String(), "\n"))
	return err
}

type yamlWriter struct {
	dec  *json.Decoder
	text strings.Builder
}

// value writes what comes next, which stands after a key or a dash. Blocks start with
// first, a line break and an indent or nothing at all after a dash.
func (y *yamlWriter) value(indent int, first string) error {
	token, err := y.dec.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'):
		return y.block(indent, first, "{}", func() error {
			key, err := y.dec.Token()
			if err != nil {
				return err
			}
			y.text.WriteString(yamlString(key.(string)) + ":") // keys of objects are strings
			return y.value(indent+1, "\n"+strings.Repeat("  ", indent+1))
		})
	case json.Delim('['):
		return y.block(indent, "\n"+strings.Repeat("  ", indent), "[]", func() error {
			y.text.WriteString("-")
			return y.value(indent+1, " ")
		})
	}
	y.text.WriteString(" " + yamlScalar(token) + "\n")
	return nil
}

// block writes the members of an object or a list.
func (y *yamlWriter) block(indent int, first, empty string, member func() error) error {
	if !y.dec.More() {
		y.text.WriteString(" " + empty + "\n")
	}
	for y.dec.More() {
		y.text.WriteString(first)
		first = strings.Repeat("  ", indent)
		if err := member(); err != nil {
			return err
		}
	}
	_, err := y.dec.Token() // the end
	return err
}

func yamlScalar(token json.Token) string {
	switch v := token.(type) {
	case string:
		return yamlString(v)
	case nil:
		return "null"
	default:
		return fmt.Sprint(v) // numbers and truth values
	}
}

var (
	yamlPlain = regexp.MustCompile(`^[A-Za-z$][A-Za-z0-9_./$-]*$`)
	// yamlWords are taken for something else by YAML 1.1 or 1.2.
	yamlWords = regexp.MustCompile(`(?i)^(y|yes|n|no|true|false|on|off|null|nan|inf)$`)
)

func yamlString(s string) string {
	if yamlPlain.MatchString(s) && !yamlWords.MatchString(s) {
		return s
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return "null" // strings always encode
	}
	return strings.NewReplacer("\x7f", `\x7f`, "\u0085", `\u0085`, "\ufeff", `\ufeff`).Replace(strings.TrimSuffix(b.String(), "\n"))
}
