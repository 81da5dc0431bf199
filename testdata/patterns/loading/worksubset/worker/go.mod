module example.com/worksubset/worker

go 1.25.0

require (
	example.com/worksubset/platform v0.0.0
	github.com/rabbitmq/amqp091-go v1.10.0
)

replace example.com/worksubset/platform => ../platform
