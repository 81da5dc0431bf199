package main

import (
	"context"
	"encoding/json"
	"log"

	"example.com/handlers/claimwrapper/tracing"
	"github.com/IBM/sarama"
)

type order struct{ ID string }

type handler struct{ orders map[string]order }

func (*handler) Setup(sarama.ConsumerGroupSession) error { return nil }

func (*handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (h *handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case msg, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			var o order
			if err := json.Unmarshal(msg.Value, &o); err != nil {
				log.Print(err)
			}
			h.orders[o.ID] = o
			session.MarkMessage(msg, "")
		case <-session.Context().Done():
			return nil
		}
	}
}

func main() {
	group, err := sarama.NewConsumerGroup([]string{"localhost:9092"}, "orders", sarama.NewConfig())
	if err != nil {
		log.Fatal(err)
	}
	h := tracing.Wrap(&handler{orders: map[string]order{}}, "orders")
	for {
		if err := group.Consume(context.Background(), []string{"claims.orders"}, h); err != nil {
			log.Fatal(err)
		}
	}
}
