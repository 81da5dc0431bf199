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

require (
	github.com/klauspost/compress v1.18.0 // indirect
	github.com/nats-io/nkeys v0.4.11 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	github.com/pierrec/lz4/v4 v4.1.15 // indirect
	github.com/samber/go-type-to-string v1.8.0 // indirect
	go.uber.org/multierr v1.10.0 // indirect
	go.uber.org/zap v1.26.0 // indirect
	golang.org/x/crypto v0.37.0 // indirect
	golang.org/x/sys v0.32.0 // indirect
)
