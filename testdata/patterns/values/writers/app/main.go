package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"regexp"
	"strings"

	"github.com/nats-io/nats.go"
)

var capitals = regexp.MustCompile("[A-Z]+")

func lowered(s string) string {
	return strings.TrimPrefix(capitals.ReplaceAllStringFunc(s, func(m string) string { return "_" + strings.ToLower(m) }), "_")
}

func joined(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(p)
	}
	return b.String()
}

func fill(w io.Writer) { fmt.Fprint(w, "filled") }

func passed() string {
	var b bytes.Buffer
	b.WriteString("writers.")
	fill(&b)
	return b.String()
}

func buffered() string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	fmt.Fprintf(w, "writers.%d", 7)
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
	return b.String()
}

func again() string {
	var b strings.Builder
	b.WriteString("writers.no")
	b.Reset()
	b.WriteString("writers.yes")
	return b.String()
}

func read() string {
	var b strings.Builder
	b.WriteString("writers.read.")
	if _, err := io.Copy(&b, os.Stdin); err != nil {
		log.Fatal(err)
	}
	return b.String()
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	_, kind, _ := strings.Cut("kind=cut", "=")
	for _, s := range []string{joined("writers", "joined"), passed(), buffered(), again(), read(), "writers." + lowered("OrderPlaced"), "writers." + kind} {
		if err := nc.Publish(s, nil); err != nil {
			log.Fatal(err)
		}
	}
}
