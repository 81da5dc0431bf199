package rules

import "github.com/flowvet/flowvet/graph"

// The groups of code rules.
const (
	Publishing  = "publishing"
	Consuming   = "consuming"
	Annotations = "annotations"
)

// Code are the rules that look at one package at a time, by ID.
func Code() []Rule { return codeRules }

var codeRules = []Rule{
	{
		ID: "auto-ack", Title: "Acknowledged on delivery, although handling can fail", Scope: ScopeCode, Group: Consuming, Severity: graph.Warning,
		What:    "Messages are consumed with automatic acknowledgement, or committed by the read itself, and handling one can fail. Queues that belong to one connection, and consumers that only answer, are not reported.",
		Why:     "The broker forgets the message when it is handed out. If handling it fails, or the process stops meanwhile, it is lost.",
		Bad:     "msgs, err := ch.Consume(\"mailer\", \"\", true, false, false, false, nil)\nfor d := range msgs {\n\tif err := send(d.Body); err != nil {\n\t\tlog.Print(err)\n\t}\n}",
		Good:    "msgs, err := ch.Consume(\"mailer\", \"\", false, false, false, false, nil)\nfor d := range msgs {\n\tif err := send(d.Body); err != nil {\n\t\td.Nack(false, false) // to the dead-letter exchange\n\t\tcontinue\n\t}\n\td.Ack(false)\n}",
		Sources: []string{"https://www.rabbitmq.com/docs/confirms#acknowledgement-modes", "https://pkg.go.dev/github.com/segmentio/kafka-go#Reader.ReadMessage"},
	},
	{
		ID: "bad-directive", Title: "A directive that cannot be understood", Scope: ScopeCode, Group: Annotations, Severity: graph.Error,
		What:    "A comment //flowvet:… has an unknown word or key, lacks what it needs, or stands where it says nothing; or a //flowvet:ignore ignores nothing.",
		Why:     "It looks as if it did something.",
		Bad:     "//flowvet:publish broker=kafka topic=orders",
		Good:    "//flowvet:publish broker=kafka name=orders",
		Sources: []string{"https://pkg.go.dev/cmd/compile#hdr-Compiler_Directives"},
	},
	{
		ID: "consumer-stops", Title: "One bad message ends the consumer", Scope: ScopeCode, Group: Consuming, Severity: graph.Warning,
		What:    "A loop that receives messages ends when one of them cannot be decoded or handled, in a goroutine that tells nobody. Loops whose function returns the error, sends it on a Go channel or ends the program are not reported.",
		Why:     "The process goes on running and looks healthy, but nothing is consumed any more.",
		Bad:     "go func() {\n\tfor d := range msgs {\n\t\tif err := handle(d); err != nil {\n\t\t\tlog.Print(err)\n\t\t\treturn\n\t\t}\n\t}\n}()",
		Good:    "go func() {\n\tfor d := range msgs {\n\t\tif err := handle(d); err != nil {\n\t\t\tlog.Print(err)\n\t\t\td.Nack(false, false)\n\t\t\tcontinue\n\t\t}\n\t\td.Ack(false)\n\t}\n}()",
		Sources: []string{"https://www.rabbitmq.com/docs/consumers#message-ack-modes-and-dead-lettering"},
	},
	{
		ID: "directive-mismatch", Title: "A directive contradicts the code", Scope: ScopeCode, Group: Annotations, Severity: graph.Error,
		What:    "A directive names another broker, channel or direction than the call that it stands at, or another channel than the constant.",
		Why:     "One of the two is out of date, and readers believe the comment.",
		Bad:     "//flowvet:publish name=orders\nw.WriteMessages(ctx, kafka.Message{Topic: \"payments\", Value: body})",
		Good:    "w.WriteMessages(ctx, kafka.Message{Topic: \"payments\", Value: body})",
		Sources: []string{"https://pkg.go.dev/cmd/compile#hdr-Compiler_Directives"},
	},
	{
		ID: "dual-write", Title: "Stored and published without an outbox", Scope: ScopeCode, Group: Publishing, Severity: graph.Note, Off: true,
		What:    "A function writes to a store and then publishes.",
		Why:     "Nothing makes the two happen together. If the process stops in between, or publishing fails, the store has what no consumer hears of.",
		Bad:     "db.ExecContext(ctx, \"INSERT INTO orders …\")\nw.WriteMessages(ctx, kafka.Message{Value: body})",
		Good:    "tx.ExecContext(ctx, \"INSERT INTO orders …\")\ntx.ExecContext(ctx, \"INSERT INTO outbox …\") // a relay publishes it\ntx.Commit()",
		Sources: []string{"https://microservices.io/patterns/data/transactional-outbox.html"},
	},
	{
		ID: "early-ack", Title: "Acknowledged before the work is done", Scope: ScopeCode, Group: Consuming, Severity: graph.Warning,
		What:    "A message is acknowledged, or its offset committed, and only then handled by something that can fail.",
		Why:     "If handling fails, or the process stops meanwhile, the broker does not deliver the message again.",
		Bad:     "d.Ack(false)\nif err := ship(d.Body); err != nil {\n\tlog.Print(err)\n}",
		Good:    "if err := ship(d.Body); err != nil {\n\td.Nack(false, false)\n\treturn\n}\nd.Ack(false)",
		Sources: []string{"https://www.rabbitmq.com/docs/confirms#consumer-acknowledgements", "https://pkg.go.dev/github.com/segmentio/kafka-go#hdr-Explicit_Commits"},
	},
	{
		ID: "handled-unread", Title: "Handled although it could not be read", Scope: ScopeCode, Group: Consuming, Severity: graph.Error,
		What:    "Decoding a message fails, the error is at most logged, and what was to be decoded is handled all the same.",
		Why:     "What is handled then is empty, or half of what was sent: an order without customer and items is stored.",
		Bad:     "if err := json.Unmarshal(d.Body, &order); err != nil {\n\tlog.Print(err)\n}\nerr = ship(order)",
		Good:    "if err := json.Unmarshal(d.Body, &order); err != nil {\n\tlog.Print(err)\n\td.Nack(false, false) // to the dead-letter exchange\n\tcontinue\n}\nerr = ship(order)",
		Sources: []string{"https://pkg.go.dev/encoding/json#Unmarshal"},
	},
	{
		ID: "no-deadline", Title: "A call that may block for ever", Scope: ScopeCode, Group: Publishing, Severity: graph.Warning,
		What:    "A call that ends only when its context does is given context.Background() or context.TODO(). Calls that have a time limit of their own are not reported.",
		Why:     "When the broker cannot be reached, or nobody answers, the caller hangs.",
		Bad:     "err := client.ProduceSync(context.Background(), record).FirstErr()",
		Good:    "ctx, cancel := context.WithTimeout(ctx, 10*time.Second)\ndefer cancel()\nerr := client.ProduceSync(ctx, record).FirstErr()",
		Sources: []string{"https://pkg.go.dev/github.com/twmb/franz-go/pkg/kgo#RecordDeliveryTimeout", "https://pkg.go.dev/github.com/nats-io/nats.go#Conn.RequestWithContext"},
	},
	{
		ID: "not-persistent", Title: "Messages that a restart of the broker loses", Scope: ScopeCode, Group: Publishing, Severity: graph.Warning,
		What:    "Persistent messages are published to a queue that is declared without durable, or messages without delivery mode to a durable one, where both stand in one package.",
		Why:     "Messages survive a restart of RabbitMQ only if the queue is durable and they are persistent. One without the other does not help.",
		Bad:     "q, err := ch.QueueDeclare(\"mailer\", true, false, false, false, nil)\nch.PublishWithContext(ctx, \"\", q.Name, false, false, amqp.Publishing{Body: body})",
		Good:    "q, err := ch.QueueDeclare(\"mailer\", true, false, false, false, nil)\nch.PublishWithContext(ctx, \"\", q.Name, false, false, amqp.Publishing{\n\tDeliveryMode: amqp.Persistent, Body: body,\n})",
		Sources: []string{"https://www.rabbitmq.com/docs/queues#durability", "https://www.rabbitmq.com/tutorials/tutorial-two-go#message-durability"},
	},
	{
		ID: "publish-in-transaction", Title: "Published before the transaction is committed", Scope: ScopeCode, Group: Publishing, Severity: graph.Warning,
		What:    "A message is published between the begin and the commit of a database transaction.",
		Why:     "If the transaction is rolled back, consumers have heard of what never happened. And they may ask for it before it is committed.",
		Bad:     "tx, err := db.BeginTx(ctx, nil)\ntx.ExecContext(ctx, \"INSERT INTO orders …\")\nw.WriteMessages(ctx, kafka.Message{Value: body})\ntx.Commit()",
		Good:    "tx, err := db.BeginTx(ctx, nil)\ntx.ExecContext(ctx, \"INSERT INTO orders …\")\ntx.ExecContext(ctx, \"INSERT INTO outbox …\") // a relay publishes it\ntx.Commit()",
		Sources: []string{"https://microservices.io/patterns/data/transactional-outbox.html"},
	},
	{
		ID: "requeue-loop", Title: "A bad message is requeued for ever", Scope: ScopeCode, Group: Consuming, Severity: graph.Error,
		What:    "A message that cannot be decoded is given back to the broker to be delivered again. Where the package declares a queue with a delivery limit, RabbitMQ dead-letters it in the end, and nothing is reported.",
		Why:     "It cannot be decoded the next time either: it comes back at once, again and again, and keeps the consumer busy. JetStream's limit on deliveries ends that, but only by leaving the message where nobody looks.",
		Bad:     "if err := json.Unmarshal(d.Body, &order); err != nil {\n\td.Nack(false, true)\n\tcontinue\n}",
		Good:    "if err := json.Unmarshal(d.Body, &order); err != nil {\n\td.Nack(false, false) // to the dead-letter exchange\n\tcontinue\n}",
		Sources: []string{"https://www.rabbitmq.com/docs/nack", "https://docs.nats.io/nats-concepts/jetstream/consumers#maxdeliver"},
	},
	{
		ID: "swallowed-error", Title: "Acknowledged although handling failed", Scope: ScopeCode, Group: Consuming, Severity: graph.Warning,
		What:    "Handling a message fails, the error is at most logged, and the message is acknowledged all the same, after that or in the very branch. Messages that cannot be decoded are not meant: acknowledging them is one way to be rid of them. Nor is a handler that deals with its failures itself, such as by a dead-letter channel, or code that tells one failure from another.",
		Why:     "The message is lost, and nothing but a line in a log says so.",
		Bad:     "if err := ship(d.Body); err != nil {\n\tlog.Print(err)\n}\nd.Ack(false)",
		Good:    "if err := ship(d.Body); err != nil {\n\tlog.Print(err)\n\td.Nack(false, false)\n\treturn\n}\nd.Ack(false)",
		Sources: []string{"https://www.rabbitmq.com/docs/confirms#consumer-acknowledgements"},
	},
	{
		ID: "unbounded-prefetch", Title: "The broker sends as much as there is", Scope: ScopeCode, Group: Consuming, Severity: graph.Note,
		What:    "A queue is consumed with acknowledgements on a channel that the package opened, handling can fail, and no prefetch limit is set in the package.",
		Why:     "RabbitMQ pushes the whole queue to the first consumer: it needs memory for all of it, and other instances get nothing.",
		Bad:     "ch, err := conn.Channel()\nmsgs, err := ch.Consume(\"mailer\", \"\", false, false, false, false, nil)",
		Good:    "ch, err := conn.Channel()\nerr = ch.Qos(20, 0, false)\nmsgs, err := ch.Consume(\"mailer\", \"\", false, false, false, false, nil)",
		Sources: []string{"https://www.rabbitmq.com/docs/consumer-prefetch", "https://www.rabbitmq.com/docs/confirms#channel-qos-prefetch"},
	},
	{
		ID: "unchecked-publish", Title: "Nobody looks whether publishing failed", Scope: ScopeCode, Group: Publishing, Severity: graph.Warning,
		What:    "A publishing call, or one of a function that hands what it is given to one, is a statement: its error is not used. Assigning it to _ says that it does not matter, and is not reported; nor are answers.",
		Why:     "The message may not have been sent, and nothing tells.",
		Bad:     "w.WriteMessages(ctx, kafka.Message{Value: body})",
		Good:    "if err := w.WriteMessages(ctx, kafka.Message{Value: body}); err != nil {\n\treturn fmt.Errorf(\"publish order: %w\", err)\n}",
		Sources: []string{"https://pkg.go.dev/github.com/segmentio/kafka-go#Writer.WriteMessages", "https://pkg.go.dev/github.com/rabbitmq/amqp091-go#Channel.PublishWithContext"},
	},
	{
		ID: "undrained-producer", Title: "Nobody reads the reports of an asynchronous producer", Scope: ScopeCode, Group: Publishing, Severity: graph.Warning,
		What:    "An asynchronous producer reports failures on a Go channel or to a callback, and the package neither reads the one, sets the other, nor turns reports off.",
		Why:     "Failed messages are lost without a trace; producers that report on a Go channel stop when it is full.",
		Bad:     "p, err := sarama.NewAsyncProducer(addrs, conf)\np.Input() <- msg",
		Good:    "p, err := sarama.NewAsyncProducer(addrs, conf)\ngo func() {\n\tfor err := range p.Errors() {\n\t\tlog.Print(err)\n\t}\n}()\np.Input() <- msg",
		Sources: []string{"https://pkg.go.dev/github.com/IBM/sarama#AsyncProducer", "https://pkg.go.dev/github.com/segmentio/kafka-go#Writer", "https://docs.confluent.io/kafka-clients/go/current/overview.html#go-code-examples"},
	},
	{
		ID: "unflushed-producer", Title: "The last messages are lost when the program ends", Scope: ScopeCode, Group: Publishing, Severity: graph.Warning,
		What:    "A function makes an asynchronous producer for its own use, publishes, and returns without flushing or closing it. Servers, which have no end, are not reported.",
		Why:     "The producer sends in the background. What it has not sent when the program ends is gone.",
		Bad:     "p, err := kafka.NewProducer(conf)\np.Produce(msg, nil)",
		Good:    "p, err := kafka.NewProducer(conf)\ndefer p.Close()\ndefer p.Flush(10_000)\np.Produce(msg, nil)",
		Sources: []string{"https://pkg.go.dev/github.com/confluentinc/confluent-kafka-go/v2/kafka#hdr-Producer", "https://pkg.go.dev/github.com/twmb/franz-go/pkg/kgo#Client.Flush"},
	},
	{
		ID: "unresolved-name", Title: "A name that only run time knows", Scope: ScopeCode, Group: Annotations, Severity: graph.Note, Off: true,
		What:    "The name of a channel is an entry of a map or an element of a list that the package does not fill itself. Names that come from a parameter, a field or the configuration are not reported: others decide those.",
		Why:     "The diagram shows a hole where the name should be.",
		Bad:     "w.WriteMessages(ctx, kafka.Message{Topic: rows[i].Topic, Value: body})",
		Good:    "//flowvet:publish name=orders.{region}\nw.WriteMessages(ctx, kafka.Message{Topic: rows[i].Topic, Value: body})",
		Sources: []string{"https://pkg.go.dev/cmd/compile#hdr-Compiler_Directives"},
	},
}
