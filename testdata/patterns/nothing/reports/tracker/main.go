package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

type click struct{ Page string }

type tracker struct {
	producer sarama.AsyncProducer
	errors   *kafka.Writer
}

func (t *tracker) track(_ http.ResponseWriter, r *http.Request) {
	value, err := json.Marshal(click{Page: r.URL.Path})
	if err != nil {
		t.complain(r.Context(), err)
		return
	}
	t.producer.Input() <- &sarama.ProducerMessage{Topic: "reports.clicks", Value: sarama.ByteEncoder(value)}
}

func (t *tracker) complain(ctx context.Context, reason error) {
	err := t.errors.WriteMessages(ctx, kafka.Message{Topic: "reports.errors", Value: []byte(reason.Error())})
	if err != nil {
		log.Print(err)
	}
}

func (t *tracker) reports() {
	for {
		select {
		case msg, ok := <-t.producer.Successes():
			if !ok {
				return
			}
			log.Printf("%s/%d/%d", msg.Topic, msg.Partition, msg.Offset)
		case failure, ok := <-t.producer.Errors():
			if !ok {
				return
			}
			log.Printf("%s: %v", failure.Msg.Topic, failure.Err)
		}
	}
}

func main() {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	producer, err := sarama.NewAsyncProducer([]string{"localhost:9092"}, config)
	if err != nil {
		log.Fatal(err)
	}
	t := &tracker{producer: producer, errors: &kafka.Writer{
		Addr:  kafka.TCP("localhost:9092"),
		Async: true,
		Completion: func(messages []kafka.Message, err error) {
			for _, m := range messages {
				log.Printf("%s: %v", m.Topic, err)
			}
		},
	}}
	go t.reports()
	http.HandleFunc("/", t.track)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
