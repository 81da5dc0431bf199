package main

import (
	"context"
	"fmt"
	"os"

	"github.com/IBM/sarama"
)

type log struct{ lines int }

func (*log) Setup(sarama.ConsumerGroupSession) error { return nil }

func (*log) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (l *log) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		l.lines++
		fmt.Printf("%d %s %s\n", l.lines, msg.Topic, msg.Value)
		session.MarkMessage(msg, "")
	}
	return nil
}

func topics(audit string) []string {
	list := []string{"append.orders"}
	if os.Getenv("WITH_REFUNDS") != "" {
		list = append(list, "append.refunds")
	}
	if audit == "all" || audit == "security" {
		list = append(list, "append.logins", "append.failures")
	}
	return list
}

func main() {
	group, err := sarama.NewConsumerGroup([]string{"localhost:9092"}, "auditor", sarama.NewConfig())
	if err != nil {
		panic(err)
	}
	defer group.Close()
	for {
		if err := group.Consume(context.Background(), topics(os.Getenv("AUDIT")), &log{}); err != nil {
			panic(err)
		}
	}
}
