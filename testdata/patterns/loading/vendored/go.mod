module example.com/vendored

go 1.25.0

require (
	example.org/company/bus v1.4.0
	github.com/nats-io/nats.go v1.48.0
)
