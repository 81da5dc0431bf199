package main

import (
	"context"
	"log"

	"example.com/builtins/generated/events"
	amqp "github.com/rabbitmq/amqp091-go"
)

func welcome(_ context.Context, msg events.UserCreated) { log.Printf("welcome %s", msg.Email) }

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	c, err := events.NewController(ch)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	if err := c.SubscribeUserCreated(ctx, welcome); err != nil {
		log.Fatal(err)
	}
	<-ctx.Done()
}
