package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"

	"github.com/IBM/sarama"
)

type order struct{ ID string }

type checkout struct {
	producer sarama.AsyncProducer
	overload int
}

func (c *checkout) place(w http.ResponseWriter, r *http.Request) {
	o := &order{ID: r.FormValue("id")}
	c.send(r.Context(), o)
	w.WriteHeader(http.StatusAccepted)
}

func (c *checkout) send(ctx context.Context, o *order) {
	body, err := json.Marshal(o)
	if err != nil {
		log.Println(err)
		return
	}
	m := sarama.ProducerMessage{Topic: "headerspan.orders", Value: sarama.ByteEncoder(body)}
	trace(ctx, &m)
	select {
	case c.producer.Input() <- &m:
	case <-ctx.Done():
		return
	}
	for range c.overload {
		go func(m sarama.ProducerMessage) {
			c.producer.Input() <- &m
		}(m)
	}
}

type traceKey struct{}

func trace(ctx context.Context, m *sarama.ProducerMessage) {
	id, _ := ctx.Value(traceKey{}).(string)
	for key, value := range map[string]string{"trace": id, "topic": m.Topic} {
		m.Headers = append(m.Headers, sarama.RecordHeader{Key: []byte(key), Value: []byte(value)})
	}
}

func main() {
	p, err := sarama.NewAsyncProducer([]string{"kafka:9092"}, sarama.NewConfig())
	if err != nil {
		log.Fatal(err)
	}
	c := &checkout{producer: p, overload: 3}
	http.HandleFunc("/orders", c.place)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
