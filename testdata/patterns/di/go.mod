module example.com/di

go 1.25.0

require (
	github.com/nats-io/nats.go v1.48.0
	github.com/rabbitmq/amqp091-go v1.10.0
	github.com/samber/do v1.6.0
	github.com/samber/do/v2 v2.0.0
	github.com/segmentio/kafka-go v0.4.51
	go.uber.org/dig v1.19.0
	go.uber.org/fx v1.24.0
)
