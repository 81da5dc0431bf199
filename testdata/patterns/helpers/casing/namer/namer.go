// Package namer makes subjects of event types.
package namer

import (
	"fmt"
	"reflect"

	"github.com/iancoleman/strcase"
	"github.com/samber/lo"
	stoewer "github.com/stoewer/go-strcase"
)

// Snake is the event's type in snake case; digits are words.
func Snake(event any) string { return strcase.ToSnake(nameOf(event)) }

// Dotted has dots between the words.
func Dotted(event any) string { return "casing." + strcase.ToDelimited(nameOf(event), '.') }

// Kebab keeps digits with their letter.
func Kebab(event any) string { return fmt.Sprintf("casing.%s", stoewer.KebabCase(nameOf(event))) }

// Camel begins with a small letter.
func Camel(event any) string { return "casing." + lo.CamelCase(nameOf(event)) }

func nameOf(event any) string {
	t := reflect.TypeOf(event)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}
