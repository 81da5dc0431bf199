package main

import (
	"encoding/json"
	"log"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

type order struct{ ID string }

type returned struct{ ID string }

func ship(value []byte) error {
	var o order
	if err := json.Unmarshal(value, &o); err != nil {
		return err
	}
	log.Printf("ship %s", o.ID)
	return nil
}

func refund(value []byte) error {
	var r returned
	if err := json.Unmarshal(value, &r); err != nil {
		return err
	}
	log.Printf("refund %s", r.ID)
	return nil
}

func main() {
	config := &kafka.ConfigMap{"bootstrap.servers": "localhost:9092", "auto.offset.reset": "earliest"}
	if err := config.SetKey("group.id", "worker"); err != nil {
		log.Fatal(err)
	}
	c, err := kafka.NewConsumer(config)
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	if err := c.SubscribeTopics([]string{"poll.orders", "poll.returns"}, nil); err != nil {
		log.Fatal(err)
	}
	for {
		switch e := c.Poll(100).(type) {
		case *kafka.Message:
			var err error
			switch *e.TopicPartition.Topic {
			case "poll.orders":
				err = ship(e.Value)
			case "poll.returns":
				err = refund(e.Value)
			}
			if err != nil {
				log.Print(err)
			}
		case kafka.Error:
			log.Print(e)
		}
	}
}
