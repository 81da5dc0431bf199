package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	tries = 5
	pause = time.Second
)

type broker struct {
	conn *nats.Conn
	left int
	wait time.Duration
}

// open gives up after the last try.
func open(url string) (*broker, error) {
	b := &broker{left: tries, wait: pause}

	var err error
	for b.left > 0 {
		b.conn, err = nats.Connect(url)
		if err == nil {
			break
		}
		log.Printf("no connection, %d tries left", b.left)
		time.Sleep(b.wait)
		b.left--
	}
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	return b, nil
}

type sink struct{ name, subject string }

var sinks = []sink{
	{"audit", "attempts.audit"},
	{"metrics", ""},
}

// auditSubject is that of the first sink which is switched on.
func auditSubject() string {
	subject := ""
	for _, s := range sinks {
		if os.Getenv(strings.ToUpper(s.name)) != "" {
			subject = s.subject
			break
		}
	}
	return subject
}

type created struct{ ID string }

func main() {
	b, err := open(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	data, err := json.Marshal(created{ID: "1"})
	if err != nil {
		log.Fatal(err)
	}
	if err := b.conn.Publish("attempts.created", data); err != nil {
		log.Print(err)
	}
	if subject := auditSubject(); subject != "" {
		if err := b.conn.Publish(subject, []byte("1")); err != nil {
			log.Print(err)
		}
	}
}
