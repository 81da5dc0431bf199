// Package messaging names what it publishes and consumes after Go types.
package messaging

import (
	"reflect"
	"strings"
	"unicode"
)

// NameOf is the name of a message's type, also behind a pointer.
func NameOf(message any) string {
	t := reflect.TypeOf(message)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return Snake(t.Name())
}

// NameFor is the name of the message type T.
func NameFor[T any]() string {
	var zero T
	return NameOf(zero)
}

// Snake writes a Go name in snake case.
func Snake(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 && (unicode.IsUpper(r) || unicode.IsDigit(r)) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
