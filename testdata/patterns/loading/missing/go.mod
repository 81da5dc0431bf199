module example.com/missing

go 1.25.0

require (
	metrics.example.invalid/counters v1.2.3
	github.com/rabbitmq/amqp091-go v1.10.0
)
