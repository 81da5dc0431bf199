module example.com/names

go 1.25.0

require (
	github.com/IBM/sarama v1.46.3
	github.com/nats-io/nats.go v1.48.0
	github.com/rabbitmq/amqp091-go v1.10.0
	github.com/segmentio/kafka-go v0.4.51
)
