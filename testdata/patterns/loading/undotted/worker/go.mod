module worker

go 1.25.0

require (
	common v0.0.0
	github.com/rabbitmq/amqp091-go v1.10.0
)

replace common => ../common
