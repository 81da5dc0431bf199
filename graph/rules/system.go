package rules

import (
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// System returns the rules over a whole system, sorted by ID.
func System() []Rule { return slices.Clone(system) }

var system = []Rule{
	{
		ID: "competing-services", Title: "Services take messages away from each other", Scope: ScopeSystem, Severity: graph.Error,
		What: "Two services consume one channel in the same consumer group, or the same queue, with handlers of their own. Services that run the same handler are instances of one worker and are not reported.",
		Why:  "Within a group, or on a queue, each message goes to one member. Either service misses what the other one got, and which one that is changes with every rebalance.",
		Bad:  "billing:   kafka.ReaderConfig{Topic: \"orders\", GroupID: \"shop\"}\nshipping:  kafka.ReaderConfig{Topic: \"orders\", GroupID: \"shop\"}",
		Good: "billing:   kafka.ReaderConfig{Topic: \"orders\", GroupID: \"billing\"}\nshipping:  kafka.ReaderConfig{Topic: \"orders\", GroupID: \"shipping\"}",
		Sources: []string{
			"https://kafka.apache.org/documentation/#intro_consumers",
			"https://www.rabbitmq.com/tutorials/tutorial-two-go",
			"https://docs.nats.io/nats-concepts/core-nats/queue",
		},
	},
	{
		ID: "encoding-mismatch", Title: "A consumer decodes otherwise than the producer encodes", Scope: ScopeSystem, Severity: graph.Error,
		What:    "The producer of a channel encodes a payload in one way, as JSON say, and a consumer of it decodes it in another, as protobuf. Reported where both are known.",
		Why:     "Decoding fails for every message, or gives garbage.",
		Bad:     "orders:   body, _ := json.Marshal(order)\nbilling:  err := proto.Unmarshal(msg.Value, &order)",
		Good:    "orders:   body, _ := proto.Marshal(order)\nbilling:  err := proto.Unmarshal(msg.Value, &order)",
		Sources: []string{"https://protobuf.dev/programming-guides/encoding/"},
	},
	{
		ID: "foreign-producer", Title: "A service publishes to a channel of another one", Scope: ScopeSystem, Severity: graph.Error,
		What:    "A service publishes to a channel for which the configuration declares another owner.",
		Why:     "Who owns an event decides what it means and when it changes. With two writers consumers get two meanings.",
		Bad:     "check:\n  owners: {orders.*: orders}\n\nbilling publishes to orders.paid",
		Good:    "check:\n  owners: {orders.*: orders, billing.*: billing}\n\nbilling publishes to billing.paid, orders reacts to it and publishes orders.paid",
		Sources: []string{"https://www.enterpriseintegrationpatterns.com/patterns/messaging/MessageChannel.html"},
	},
	{
		ID: "lost-on-restart", Title: "A restart of the broker loses what waits in a queue", Scope: ScopeSystem, Severity: graph.Warning,
		What:    "Messages without persistent delivery get into a durable queue, or persistent ones into a queue that is not durable, whichever service declares it. Queues that are exclusive or delete themselves are not reported, nor are answers. In one package not-persistent finds the same.",
		Why:     "Messages survive a restart of RabbitMQ only if the queue is durable and they are persistent. One without the other does not help.",
		Bad:     "orders:   ch.PublishWithContext(ctx, \"shop\", \"order.created\", false, false, amqp.Publishing{Body: body})\nmailer:   ch.QueueDeclare(\"mailer\", true, false, false, false, nil)",
		Good:    "orders:   ch.PublishWithContext(ctx, \"shop\", \"order.created\", false, false, amqp.Publishing{\n\tDeliveryMode: amqp.Persistent, Body: body,\n})",
		Sources: []string{"https://www.rabbitmq.com/docs/queues#durability", "https://www.rabbitmq.com/docs/publishers#message-properties"},
	},
	{
		ID: "near-miss", Title: "Two names that were meant to be one", Scope: ScopeSystem, Severity: graph.Error,
		What:    "One channel is only published to, another is only consumed, and their names differ by case, a separator, a plural or one letter. Names that differ by a digit or a short word are not compared: orders.v1 and orders.v2 differ on purpose.",
		Why:     "The broker takes both names. Messages go to the one, the consumer waits at the other, and nothing fails.",
		Bad:     "orders:   publishes to order.created\nbilling:  consumes orders.created",
		Good:    "const OrdersCreated = \"orders.created\" // one constant, used by both",
		Sources: []string{"https://kafka.apache.org/documentation/#brokerconfigs_auto.create.topics.enable"},
	},
	{
		ID: "no-dead-letter", Title: "No place for messages that nobody can handle", Scope: ScopeSystem, Severity: graph.Note,
		What: "A consumed channel has no dead-letter channel, although other channels of the system at the same broker have one.",
		Why:  "A message that can never be handled is either dropped, or delivered again and again while those behind it wait.",
		Bad:  "ch.QueueDeclare(\"mailer\", true, false, false, false, nil)",
		Good: "ch.QueueDeclare(\"mailer\", true, false, false, false, amqp.Table{\n\t\"x-dead-letter-exchange\": \"shop.dead\",\n})",
		Sources: []string{
			"https://www.rabbitmq.com/docs/dlx",
			"https://docs.nats.io/using-nats/developer/develop_jetstream/consumers#dead-letter-queues-type-functionality",
		},
	},
	{
		ID: "outside-stream", Title: "A consumer asks a stream for what it does not keep", Scope: ScopeSystem, Severity: graph.Error,
		What:    "A JetStream consumer's filter has no subject in common with those that its stream is declared with. Reported where all subjects of the stream are known.",
		Why:     "The server refuses to make such a consumer, or has never a message for it.",
		Bad:     "stream ORDERS keeps orders.>\nconsumer filters order.created",
		Good:    "stream ORDERS keeps orders.>\nconsumer filters orders.created",
		Sources: []string{"https://docs.nats.io/nats-concepts/jetstream/consumers#filtersubjects"},
	},
	{
		ID: "payload-mismatch", Title: "A consumer reads what the producer does not write", Scope: ScopeSystem, Severity: graph.Error,
		What:    "Producer and consumer of a channel decode the payload into types of their own, and a field has another kind on the other side, or a name that differs by case, a separator or one letter. Fields are compared as the encoding does: JSON names without regard to case, protobuf numbers. A field that only one side has is fine.",
		Why:     "encoding/json fails on another kind, and leaves a field of another name at its zero value without a word.",
		Bad:     "orders:   type Order struct { Total string `json:\"total\"` }\nbilling:  type Order struct { Total float64 `json:\"total\"` }",
		Good:    "both:     type Order struct { Total float64 `json:\"total\"` }",
		Sources: []string{"https://pkg.go.dev/encoding/json#Unmarshal", "https://protobuf.dev/programming-guides/proto3/#updating"},
	},
	{
		ID: "reaction-cycle", Title: "Events go round", Scope: ScopeSystem, Severity: graph.Note,
		What:    "A handler publishes an event which, through the handlers of others, makes it run again with the same type of event. Retries, and requests with their replies, are not reported.",
		Why:     "Unless something on the way ends it, one message keeps all of the services busy for ever.",
		Bad:     "stock:  on order.changed publishes stock.changed\norders: on stock.changed publishes order.changed",
		Good:    "orders: on stock.changed publishes order.changed only if the order really changed",
		Sources: []string{"https://www.enterpriseintegrationpatterns.com/ramblings/18_starbucks.html"},
	},
	{
		ID: "shared-group", Title: "One consumer group for different channels", Scope: ScopeSystem, Severity: graph.Warning,
		What:    "Members of one Kafka consumer group, or of one durable consumer of a JetStream stream, in several services consume different channels with different handlers.",
		Why:     "The group is rebalanced as a whole: whenever one service starts, stops or is slow, the others pause, too. Lag and offsets can no longer be told apart by service. A durable has one filter, and whoever came last has set it.",
		Bad:     "billing:  kafka.ReaderConfig{Topic: \"orders\", GroupID: \"shop\"}\nmailer:   kafka.ReaderConfig{Topic: \"users\", GroupID: \"shop\"}",
		Good:    "billing:  kafka.ReaderConfig{Topic: \"orders\", GroupID: \"billing\"}\nmailer:   kafka.ReaderConfig{Topic: \"users\", GroupID: \"mailer\"}",
		Sources: []string{"https://kafka.apache.org/documentation/#basic_ops_consumer_group"},
	},
	{
		ID: "stale-allow", Title: "An allowed finding that is not there any more", Scope: ScopeSystem, Severity: graph.Warning,
		What:    "An entry of check.allow in .flowvet.yaml, or a directive //flowvet:ignore for a rule of the system, covers no finding.",
		Why:     "It was right once. Now it hides the next finding of its kind, and tells readers of something that is gone.",
		Bad:     "check:\n  allow:\n    - {rule: unconsumed, channel: order.archived, reason: read by the data warehouse}\n\nand nobody publishes order.archived any more",
		Good:    "the entry is deleted",
		Sources: []string{"https://staticcheck.dev/docs/configuration/#ignoring-problems"},
	},
	{
		ID: "unconsumed", Title: "Published, but nobody consumes it", Scope: ScopeSystem, Severity: graph.Note,
		What:    "Services publish to a channel that no service of the system consumes. Reported only where the system shows both sides of the broker: there are flows, and no consumer's name is left to run time. Dead-letter channels and replies are not reported.",
		Why:     "Either it is work for nothing, or a consumer waits elsewhere: under another name, or in a repository that was not analyzed.",
		Bad:     "orders publishes order.archived, nobody consumes it",
		Good:    "check:\n  allow:\n    - rule: unconsumed\n      channel: order.archived\n      reason: read by the data warehouse",
		Sources: []string{"https://www.enterpriseintegrationpatterns.com/patterns/messaging/MessageChannel.html"},
	},
	{
		ID: "unfed-queue", Title: "A queue that nothing leads to", Scope: ScopeSystem, Severity: graph.Warning,
		What:    "A RabbitMQ queue is consumed, but no exchange is bound to it and nobody publishes to it by its name. Reported only where the system shows who publishes.",
		Why:     "The consumer starts, reports no error, and never gets a message.",
		Bad:     "ch.QueueDeclare(\"mailer\", ...)\nch.Consume(\"mailer\", ...)",
		Good:    "ch.QueueDeclare(\"mailer\", ...)\nch.QueueBind(\"mailer\", \"order.*\", \"shop\", false, nil)\nch.Consume(\"mailer\", ...)",
		Sources: []string{"https://www.rabbitmq.com/tutorials/amqp-concepts#bindings"},
	},
	{
		ID: "unkeyed", Title: "No key where order counts", Scope: ScopeSystem, Severity: graph.Warning,
		What:    "A service publishes without a key to a topic that the configuration lists as ordered.",
		Why:     "Kafka keeps the order within a partition, and messages without a key are spread over all of them.",
		Bad:     "check:\n  ordered: [orders.*]\n\nw.WriteMessages(ctx, kafka.Message{Value: body})",
		Good:    "check:\n  ordered: [orders.*]\n\nw.WriteMessages(ctx, kafka.Message{Key: []byte(order.ID), Value: body})",
		Sources: []string{"https://kafka.apache.org/documentation/#intro_concepts_and_terms"},
	},
	{
		ID: "unpublished", Title: "Consumed, but nobody publishes it", Scope: ScopeSystem, Severity: graph.Note,
		What:    "A service consumes a channel that no service of the system publishes to. Reported only where the system shows both sides of the broker: there are flows, and no producer's name is left to run time.",
		Why:     "The handler never runs, unless something outside of the system publishes.",
		Bad:     "billing consumes order.cancelled, which orders does not publish any more",
		Good:    "check:\n  allow:\n    - rule: unpublished\n      channel: order.cancelled\n      reason: published by the shop's old monolith",
		Sources: []string{"https://www.enterpriseintegrationpatterns.com/patterns/messaging/MessageChannel.html"},
	},
	{
		ID: "unroutable", Title: "A routing key that no binding takes", Scope: ScopeSystem, Severity: graph.Error,
		What:    "A message is published to an exchange with a key that none of the exchange's bindings takes. Reported where the exchange is bound in the analyzed code and all keys are known.",
		Why:     "RabbitMQ drops a message that no binding takes, and tells the publisher only if it asked for it with the mandatory flag.",
		Bad:     "ch.QueueBind(\"mailer\", \"order.*\", \"shop\", false, nil)\nch.PublishWithContext(ctx, \"shop\", \"orders.created\", false, false, msg)",
		Good:    "ch.QueueBind(\"mailer\", \"order.*\", \"shop\", false, nil)\nch.PublishWithContext(ctx, \"shop\", \"order.created\", false, false, msg)",
		Sources: []string{"https://www.rabbitmq.com/docs/publishers#unroutable"},
	},
}
