module example.com/runs

go 1.25.0

require (
	github.com/nats-io/nats.go v1.48.0
	github.com/rabbitmq/amqp091-go v1.10.0
	github.com/segmentio/kafka-go v0.4.51
	golang.org/x/sync v0.17.0
)

require (
	github.com/google/wire v0.5.0
	github.com/klauspost/compress v1.18.1 // indirect
	github.com/nats-io/nkeys v0.4.11 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	github.com/pierrec/lz4/v4 v4.1.22 // indirect
	github.com/stretchr/testify v1.11.1 // indirect
	golang.org/x/crypto v0.43.0 // indirect
	golang.org/x/net v0.46.0 // indirect
	golang.org/x/sys v0.37.0 // indirect
)
