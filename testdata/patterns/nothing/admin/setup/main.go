package main

import (
	"context"
	"log"
	"net"
	"strconv"

	"github.com/IBM/sarama"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
)

var topics = []kafka.TopicConfig{
	{Topic: "admin.orders", NumPartitions: 12, ReplicationFactor: 3},
	{Topic: "admin.payments", NumPartitions: 6, ReplicationFactor: 3},
}

func create(ctx context.Context) error {
	conn, err := kafka.DialContext(ctx, "tcp", "localhost:9092")
	if err != nil {
		return err
	}
	defer conn.Close()
	controller, err := conn.Controller()
	if err != nil {
		return err
	}
	admin, err := kafka.Dial("tcp", net.JoinHostPort(controller.Host, strconv.Itoa(controller.Port)))
	if err != nil {
		return err
	}
	defer admin.Close()
	if err := admin.CreateTopics(topics...); err != nil {
		return err
	}
	partitions, err := conn.ReadPartitions("admin.orders")
	if err != nil {
		return err
	}
	log.Printf("%d partitions", len(partitions))
	return nil
}

func clean() error {
	admin, err := sarama.NewClusterAdmin([]string{"localhost:9092"}, sarama.NewConfig())
	if err != nil {
		return err
	}
	defer admin.Close()
	all, err := admin.ListTopics()
	if err != nil {
		return err
	}
	for name := range all {
		log.Print(name)
	}
	return admin.DeleteTopic("admin.old")
}

func declare(ctx context.Context) error {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		return err
	}
	defer conn.Close()
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	if _, err := ch.QueueDeclare("admin.jobs", true, false, false, false, nil); err != nil {
		return err
	}
	if _, err := ch.QueuePurge("admin.jobs", false); err != nil {
		return err
	}
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		return err
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	stream, err := js.CreateStream(ctx, jetstream.StreamConfig{Name: "ADMIN", Subjects: []string{"admin.>"}})
	if err != nil {
		return err
	}
	info, err := stream.Info(ctx)
	if err != nil {
		return err
	}
	log.Printf("%d messages", info.State.Msgs)
	return stream.Purge(ctx)
}

func main() {
	ctx := context.Background()
	for _, err := range []error{create(ctx), clean(), declare(ctx)} {
		if err != nil {
			log.Fatal(err)
		}
	}
}
