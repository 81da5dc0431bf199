//go:build ignore

// Generates queue names.
package main

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	var ch *amqp.Channel
	ch.PublishWithContext(context.Background(), "", "tags.ignored", false, false, amqp.Publishing{})
}
