// Package svc is a service.
package svc

// Sink takes events.
type Sink interface {
	Put(name string, v any) error
}

type note struct{ Text string }

// Service notes things.
type Service struct{ sink Sink }

// New returns a service.
func New(s Sink) *Service { return &Service{sink: s} }

// Note notes a text.
func (s *Service) Note(text string) error { return s.sink.Put("note", note{Text: text}) }
