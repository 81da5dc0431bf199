module example.com/helpers

go 1.25.0

require (
	github.com/iancoleman/strcase v0.3.0
	github.com/nats-io/nats.go v1.48.0
	github.com/rabbitmq/amqp091-go v1.10.0
	github.com/samber/lo v1.50.0
	github.com/stoewer/go-strcase v1.3.1
)

require (
	github.com/klauspost/compress v1.18.0 // indirect
	github.com/nats-io/nkeys v0.4.11 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	golang.org/x/crypto v0.37.0 // indirect
	golang.org/x/sys v0.32.0 // indirect
	golang.org/x/text v0.24.0 // indirect
)
