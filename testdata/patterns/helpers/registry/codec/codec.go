// Package codec decodes messages whose type is named by a header.
package codec

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Codec decodes a message.
type Codec interface {
	Decode(kind string, data []byte) (any, error)
}

var types = map[string]reflect.Type{}

// Register makes a type known by its name.
func Register(samples ...any) {
	for _, s := range samples {
		types[reflect.TypeOf(s).Name()] = reflect.TypeOf(s)
	}
}

type jsonCodec struct{}

// JSON decodes JSON.
func JSON() Codec { return jsonCodec{} }

func (jsonCodec) Decode(kind string, data []byte) (any, error) {
	t, ok := types[kind]
	if !ok {
		return nil, fmt.Errorf("no type %q", kind)
	}
	event := newOf(t)
	if err := json.Unmarshal(data, event); err != nil {
		return nil, err
	}
	return event, nil
}

func newOf(t reflect.Type) any { return reflect.New(t).Interface() }
