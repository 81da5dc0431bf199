package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"

	"github.com/IBM/sarama"
)

type user struct{ Name string }

type team struct{ Name string }

type store struct{ users, teams []string }

func (*store) Setup(sarama.ConsumerGroupSession) error { return nil }

func (*store) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (s *store) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	var handle func(*sarama.ConsumerMessage) error
	if claim.Topic() == "claimtopic.users" {
		handle = s.user
	} else if claim.Topic() == "claimtopic.teams" {
		handle = s.team
	} else {
		return errors.New("unknown topic " + claim.Topic())
	}
	for msg := range claim.Messages() {
		if err := handle(msg); err != nil {
			return err
		}
		session.MarkMessage(msg, "")
	}
	return nil
}

func (s *store) user(msg *sarama.ConsumerMessage) error {
	var u user
	if err := json.Unmarshal(msg.Value, &u); err != nil {
		return err
	}
	s.users = append(s.users, u.Name)
	return nil
}

func (s *store) team(msg *sarama.ConsumerMessage) error {
	var t team
	if err := json.Unmarshal(msg.Value, &t); err != nil {
		return err
	}
	s.teams = append(s.teams, t.Name)
	return nil
}

func run(ctx context.Context, group sarama.ConsumerGroup) error {
	for ctx.Err() == nil {
		if err := group.Consume(ctx, []string{"claimtopic.users", "claimtopic.teams"}, &store{}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func main() {
	group, err := sarama.NewConsumerGroup([]string{"localhost:9092"}, "sync", sarama.NewConfig())
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(run(context.Background(), group))
}
