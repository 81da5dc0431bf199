// Command stock decodes messages by a helper of its own.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/segmentio/kafka-go"
)

type count struct {
	Item string
	Left int
}

type move struct{ Item, From, To string }

// decode fills what it is given a pointer to.
func decode(value []byte, into any) error {
	if err := json.Unmarshal(value, into); err != nil {
		return errors.New("not decoded")
	}
	return nil
}

// parse fills what the interface holds: JSON goes through the pointer to it.
func parse(into any, value []byte) error {
	return json.Unmarshal(value, &into)
}

func counts(r *kafka.Reader) {
	for {
		m, err := r.ReadMessage(context.Background())
		if err != nil {
			return
		}
		var c count
		if err := decode(m.Value, &c); err != nil {
			continue
		}
		fmt.Println(c.Item, c.Left)
	}
}

type mover interface{ moved(*move) error }

type printer struct{}

func (printer) moved(m *move) error {
	_, err := fmt.Println(m.Item, m.From, m.To)
	return err
}

type keeper struct{ by mover }

func (k *keeper) moves(r *kafka.Reader) {
	for {
		m, err := r.ReadMessage(context.Background())
		if err != nil {
			return
		}
		to := new(move)
		if err := parse(to, m.Value); err != nil {
			continue
		}
		if err := k.by.moved(to); err != nil {
			fmt.Println(err)
		}
	}
}

func main() {
	brokers := []string{"localhost:9092"}
	go counts(kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, Topic: "outparam.counts"}))
	k := &keeper{printer{}}
	k.moves(kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, Topic: "outparam.moves"}))
}
