module example.com/shop/billing

go 1.25.0

require (
	example.com/shop/platform v0.0.0
	github.com/rabbitmq/amqp091-go v1.10.0
	github.com/segmentio/kafka-go v0.4.51
)

require (
	github.com/klauspost/compress v1.18.0 // indirect
	github.com/pierrec/lz4/v4 v4.1.15 // indirect
)

replace example.com/shop/platform => ../platform
