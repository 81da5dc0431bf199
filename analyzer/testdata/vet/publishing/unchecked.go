package publishing

import (
	"context"

	"github.com/IBM/sarama"
	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
	kafkago "github.com/segmentio/kafka-go"
)

func unchecked(ctx context.Context, w *kafkago.Writer, p sarama.SyncProducer, ch *amqp.Channel, js nats.JetStreamContext, c *kafka.Producer, reports chan kafka.Event) {
	w.WriteMessages(ctx, kafkago.Message{Topic: "orders"})                       // want `the error of Writer.WriteMessages is not checked: the message may be lost \(unchecked-publish\)`
	p.SendMessage(&sarama.ProducerMessage{Topic: "orders"})                      // want `SyncProducer.SendMessage is not checked`
	go ch.PublishWithContext(ctx, "", "orders", false, false, amqp.Publishing{}) // want `Channel.PublishWithContext is not checked`
	defer js.Publish("orders", nil)                                              // want `JetStream.Publish is not checked`
	c.Produce(&kafka.Message{}, reports)                                         // want `Producer.Produce is not checked`
}

// What says that the error does not matter, answers, or reports otherwise, is fine.
//
// near miss: unchecked-publish
func checked(ctx context.Context, w *kafkago.Writer, p sarama.SyncProducer, m *nats.Msg, nc *nats.Conn) error {
	_ = w.WriteMessages(ctx, kafkago.Message{Topic: "orders"})
	m.Respond(nil)
	nc.Publish(m.Reply, nil)
	async := &kafkago.Writer{Async: true, Completion: func([]kafkago.Message, error) {}}
	async.WriteMessages(ctx, kafkago.Message{Topic: "orders"})
	_, _, err := p.SendMessage(&sarama.ProducerMessage{Topic: "orders"})
	return err
}
