package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// DecodeError says what of a file is no document.
type DecodeError struct {
	Line, Column int    // from 1; 0 if it is no place in the text
	Path         string // of the JSON value, as endpoints[3].trace[0].line; "" is the whole
	Message      string
}

// Error is line:column, path and message, as far as they are known.
func (e *DecodeError) Error() string {
	var parts []string
	if e.Line > 0 {
		parts = append(parts, fmt.Sprintf("%d:%d", e.Line, e.Column))
	}
	if e.Path != "" {
		parts = append(parts, e.Path)
	}
	return strings.Join(append(parts, e.Message), ": ")
}

// Decode reads a document that Encode wrote. What it refuses, it says with a
// *DecodeError: another schema, fields that the schema does not have, values of another
// type, ids that are missing, used twice or of nothing, and what comes after the
// document.
func Decode(r io.Reader) (*Document, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var d Document
	err = dec.Decode(&d)
	if err != nil || d.Schema != Schema {
		return nil, explainDecoding(data, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, at(data, dec.InputOffset(), "", "there is something after the document")
	}
	if err := d.verify(); err != nil {
		return nil, err
	}
	return d.withLists(), nil
}

// explainDecoding finds out why a text is no document. The schema comes first, since
// another one explains all else.
func explainDecoding(data []byte, cause error) error {
	var head struct{ Schema json.RawMessage }
	var schema string
	if json.Unmarshal(data, &head) == nil && json.Unmarshal(head.Schema, &schema) == nil && schema != Schema {
		return &DecodeError{Path: "schema", Message: fmt.Sprintf("is %q, and %q is what this flowvet reads", schema, Schema)}
	}
	l := locator{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	l.dec.UseNumber()
	if err := l.value(reflect.TypeFor[Document](), ""); err != nil {
		return err
	}
	if len(head.Schema) == 0 {
		return &DecodeError{Path: "schema", Message: fmt.Sprintf("is missing; %q is what this flowvet reads", Schema)}
	}
	return &DecodeError{Message: cause.Error()}
}

func at(data []byte, offset int64, path, message string) *DecodeError {
	before := data[:min(int(offset), len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	return &DecodeError{line, len(before) - bytes.LastIndexByte(before, '\n'), path, message}
}

// locator reads JSON beside the type that it should have, to find the first value that
// does not fit, which encoding/json does not say.
type locator struct {
	data []byte
	dec  *json.Decoder
}

func (l *locator) value(t reflect.Type, path string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := l.next(path)
	if err != nil || token == nil { // null stands for nothing
		return err
	}
	want, ok := jsonTypes[t.Kind()]
	if is := jsonType(token); !ok || is != want {
		return at(l.data, l.dec.InputOffset(), path, fmt.Sprintf("is %s instead of %s", is, want))
	}
	switch t.Kind() {
	case reflect.Slice:
		for i := 0; l.dec.More(); i++ {
			if err := l.value(t.Elem(), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	case reflect.Struct, reflect.Map:
		for l.dec.More() {
			if err := l.member(t, path); err != nil {
				return err
			}
		}
	case reflect.Int:
		if _, err := token.(json.Number).Int64(); err != nil {
			return at(l.data, l.dec.InputOffset(), path, "is no whole number")
		}
		return nil
	default:
		return nil
	}
	_, err = l.next(path) // the end of the object or array
	return err
}

func (l *locator) next(path string) (json.Token, error) {
	token, err := l.dec.Token()
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return nil, at(l.data, int64(len(l.data)), path, "the file ends too early")
	case err != nil:
		return nil, at(l.data, l.dec.InputOffset(), path, "is no JSON: "+err.Error())
	}
	return token, nil
}

// member reads a key of an object and its value.
func (l *locator) member(t reflect.Type, path string) error {
	token, err := l.next(path)
	if err != nil {
		return err
	}
	key, _ := token.(string) // JSON has no other keys
	inner := strings.TrimPrefix(path+"."+key, ".")
	if t.Kind() == reflect.Map {
		return l.value(t.Elem(), inner)
	}
	var keys []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if strings.EqualFold(name, key) { // as encoding/json does
			return l.value(t.Field(i).Type, inner)
		}
		keys = append(keys, name)
	}
	message := "is no key that is known here"
	if near := nearestOf(key, keys); near != "" {
		message += ", but " + near + " is"
	}
	return at(l.data, l.dec.InputOffset(), inner, message)
}

// nearestOf returns the word that is written most like another, "" if none is.
func nearestOf(word string, words []string) string {
	best := slices.MinFunc(words, func(a, b string) int { return distance(word, a) - distance(word, b) })
	if distance(word, best) > max(2, len(word)/3) {
		return ""
	}
	return best
}

// jsonTypes are what the kinds of the document's types are in JSON.
var jsonTypes = map[reflect.Kind]string{
	reflect.Struct: "an object", reflect.Map: "an object", reflect.Slice: "an array",
	reflect.String: "a string", reflect.Int: "a number", reflect.Bool: "true or false",
}

func jsonType(token json.Token) string {
	switch t := token.(type) {
	case json.Delim:
		if t == '[' {
			return "an array"
		}
		return "an object"
	case string:
		return "a string"
	case bool:
		return "true or false"
	}
	return "a number"
}
