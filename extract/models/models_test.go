package models

import (
	"testing"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// Files must stand alone, or For could not choose among them.
func TestEachFileCompilesAlone(t *testing.T) {
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, err := model.Compile([]*model.File{f}); err != nil {
			t.Errorf("%s: %v", f.Library, err)
		}
	}
}

func TestBuiltin(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		path             string
		modelled, client bool
	}{
		{"github.com/IBM/sarama", true, true},
		{"example.com/shop/vendor/github.com/IBM/sarama", true, true},
		{"github.com/twmb/franz-go/pkg/kadm", true, true}, // only Call.Package names it
		{"github.com/dnwe/otelsarama", true, false},
		{"encoding/json", true, false},
		{"github.com/IBM/sarama/mocks", false, false},
		{"fmt", false, false},
	}
	for _, tt := range tests {
		if got := set.Modelled(tt.path); got != tt.modelled {
			t.Errorf("Modelled(%s) = %v", tt.path, got)
		}
		if got := set.Client(tt.path); got != tt.client {
			t.Errorf("Client(%s) = %v", tt.path, got)
		}
	}
}

func TestForReadsWhatIsNamed(t *testing.T) {
	set, err := For(map[string]bool{"github.com/IBM/sarama": true, "database/sql": true})
	if err != nil {
		t.Fatal(err)
	}
	if !set.Client("github.com/IBM/sarama") || set.Client("database/sql") || set.Store("database/sql", "DB", "Begin") == nil {
		t.Error("what is named is not modelled")
	}
	if set.Modelled("github.com/segmentio/kafka-go") {
		t.Error("kafka-go is not named, but modelled")
	}
}

func TestSignature(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	calls := model.Pick(set.Lookup("github.com/segmentio/kafka-go", "Writer", "WriteMessages"), 2, true, []string{"ctx", "msgs"})
	if len(calls) != 1 || calls[0].Publish.Channel.String() != "it.Topic | recv.Topic" {
		t.Errorf("WriteMessages: %v", calls)
	}
}

func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFor(b *testing.B) {
	paths := map[string]bool{"github.com/IBM/sarama": true, "encoding/json": true}
	for b.Loop() {
		if _, err := For(paths); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkForNothing(b *testing.B) {
	paths := map[string]bool{"example.com/shop": true}
	for b.Loop() {
		if _, err := For(paths); err != nil {
			b.Fatal(err)
		}
	}
}
