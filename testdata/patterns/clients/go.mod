module example.com/clients

go 1.26.0

require (
	gocloud.dev v0.41.0
	gocloud.dev/pubsub/kafkapubsub v0.41.0
	gocloud.dev/pubsub/natspubsub v0.41.0
	gocloud.dev/pubsub/rabbitpubsub v0.41.0
	github.com/cloudevents/sdk-go/v2 v2.16.2
	github.com/cloudevents/sdk-go/protocol/kafka_sarama/v2 v2.15.2
	github.com/cloudevents/sdk-go/protocol/nats/v2 v2.15.2
	github.com/RichardKnop/machinery v1.10.6
	github.com/wagslane/go-rabbitmq v0.15.0
	github.com/IBM/sarama v1.46.3
	github.com/nats-io/nats.go v1.48.0
	github.com/twmb/franz-go v1.22.2
	github.com/eclipse/paho.mqtt.golang v1.5.1
	github.com/confluentinc/confluent-kafka-go/v2 v2.11.1
	github.com/rabbitmq/amqp091-go v1.10.0
	github.com/cenkalti/backoff/v4 v4.3.0
	github.com/sony/gobreaker v1.0.0
	github.com/avast/retry-go/v4 v4.6.1
)
