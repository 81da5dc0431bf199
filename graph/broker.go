package graph

// delivery is a consumer that gets a message, as part of some of its services.
type delivery struct {
	to       *endpoint
	services []string
}

// router knows who gets what is published through one broker.
type router interface {
	// route calls yield for the consumers of what p publishes, in any order.
	route(p *endpoint, yield func(delivery))
}

// broker is what the graph knows of a broker.
type broker struct {
	kind   Kind // of a channel that does not say
	router func(Facts, []*endpoint) router
	local  bool // it does not leave the process
}

// brokers are the brokers that deliver by more than equal names. This is the
// place to add one, with a router of its own if none of these fits.
var brokers = map[string]broker{
	Kafka:          {kind: Topic, router: byName(wholeNames, kafkaExpression)},
	RabbitMQ:       {kind: Queue, router: newRabbitMQ},
	NATS:           {kind: Subject, router: newNATS},
	"other:mqtt":   {kind: Topic, router: byName(mqttTopics, optionExpression)},
	"other:redis":  {kind: Topic, router: byName(wholeNames, redisExpression)},
	"other:inproc": {kind: Topic, router: byName(wholeNames, optionExpression), local: true},
}

func brokerOf(name string) broker {
	if b, ok := brokers[name]; ok {
		return b
	}
	return broker{kind: Topic, router: byName(wholeNames, optionExpression)}
}
