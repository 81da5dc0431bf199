package graph

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func channelIDs(d *Document) []string {
	return list(d.Channels, func(c Channel) string { return c.ID })
}

func TestChannelIDs(t *testing.T) {
	f := Facts{
		Endpoints: []EndpointFact{
			publish(RabbitMQ, "a orders/created"),
			publish(RabbitMQ, "a mail"),
			consume(RabbitMQ, "b created"),
			consume(RabbitMQ, "b {q.Name}"),
			consume(RabbitMQ, "c {q.Name}"),
			publish(Kafka, "a ${TOPIC}"),
			publish(Kafka, "b ${TOPIC}"),
			publish(Kafka, "b orders.{tenant}"),
			publish(NATS, "b $KV.discovery.orders"),
			consume("other:redis", "b "),
		},
		Bindings: []BindingFact{
			bind("b created created created"), // an exchange, a key and a queue of one name
			bind("b orders - {q.Name}"),
		},
		Declarations: []Declaration{exchangeOf("unused", "topic"), exchangeOf("orders", "topic")},
	}
	f.Endpoints[8].Kind = Bucket
	d := Assemble(system(f))
	encoded(t, d)
	want := []string{
		"kafka:${TOPIC}",
		"kafka:orders.{tenant}",
		"nats:$KV.discovery.orders",
		"other:redis:{unknown}@b/main.go",
		"rabbitmq:created",
		"rabbitmq:created#queue",
		"rabbitmq:mail",
		"rabbitmq:orders",
		"rabbitmq:orders/created",
		"rabbitmq:{q.Name}@b/main.go",
		"rabbitmq:{q.Name}@c/main.go",
	}
	if diff := cmp.Diff(want, channelIDs(d)); diff != "" {
		t.Errorf("channels (-want +got):\n%s", diff)
	}
	kinds := list(d.Channels, func(c Channel) Kind { return c.Kind })
	if diff := cmp.Diff([]Kind{Topic, Topic, Bucket, Topic, Exchange, Queue, Queue, Exchange, Exchange, Queue, Queue}, kinds); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	if c := d.Channels[3]; c.Name != "" || c.Resolution != Unknown {
		t.Errorf("a channel that is not known is %q, %s", c.Name, c.Resolution)
	}
	bound := []Binding{
		{RabbitMQ, "rabbitmq:created", "created", "rabbitmq:created#queue", []Position{{"b/main.go", 5}}},
		{RabbitMQ, "rabbitmq:orders", "", "rabbitmq:{q.Name}@b/main.go", []Position{{"b/main.go", 5}}},
	}
	if diff := cmp.Diff(bound, d.Bindings); diff != "" {
		t.Errorf("bindings (-want +got):\n%s", diff)
	}
}

// One service may have several queues without a name; the file tells them apart.
func TestServerNamedQueuesOfOneService(t *testing.T) {
	paid, sent := consume(RabbitMQ, "b {q.Name}"), consume(RabbitMQ, "b {q.Name}")
	paid.Trace = []Frame{{"b/paid.go", 1, "b.paid"}}
	sent.Trace = []Frame{{"b/sent.go", 1, "b.sent"}}
	toPaid, toSent, elsewhere := bind("b paid - {q.Name}"), bind("b sent - {q.Name}"), bind("b all - {q.Name}")
	toPaid.Position.File, toSent.Position.File = "b/paid.go", "b/sent.go"
	d := Assemble(system(Facts{
		Endpoints: []EndpointFact{publish(RabbitMQ, "a paid/"), publish(RabbitMQ, "a all/"), paid, sent},
		Bindings:  []BindingFact{toPaid, toSent, elsewhere},
	}))
	encoded(t, d)
	channel := map[string]string{}
	for _, e := range d.Endpoints {
		channel[e.ID] = e.Channel
	}
	got := map[string][]string{}
	for _, f := range d.Flows {
		for _, id := range f.Consume {
			got[f.Channel] = append(got[f.Channel], channel[id])
		}
	}
	for _, list := range got {
		sortedUnique(list, func(a, b string) int { return len(a) - len(b) })
	}
	if len(got["rabbitmq:paid/"]) != 1 || got["rabbitmq:paid/"][0] != "rabbitmq:{q.Name}@b/paid.go" || len(got["rabbitmq:all/"]) != 2 {
		t.Errorf("deliveries: %v", got)
	}
}

func TestDeclarationsReachTheirChannels(t *testing.T) {
	declared := func(broker string, kind Kind, name string, line int, settings map[string]string) Declaration {
		return Declaration{Broker: broker, Kind: kind, Name: Name{Text: name}, Settings: settings, Position: Position{"infra.go", line}, Services: []string{"a"}}
	}
	stream := declared(NATS, Stream, "ORDERS", 3, map[string]string{"retention": "limits"})
	stream.Subjects = []Name{{Text: "ORDERS.*"}}
	exchange := declared(RabbitMQ, Exchange, "events", 6, map[string]string{"durable": "true"})
	exchange.Type = "topic"
	f := Facts{
		Endpoints: []EndpointFact{
			publish(Kafka, "a orders"), publish(NATS, "a ORDERS.created"), publish(NATS, "a $KV.discovery.x"),
			publish(RabbitMQ, "a events/x"), consume(RabbitMQ, "a {q.Name}"), consume(NATS, "a ORDERS.*"),
		},
		Declarations: []Declaration{
			declared(Kafka, Topic, "orders", 1, map[string]string{"partitions": "12"}),
			declared(Kafka, Topic, "orders", 2, map[string]string{"partitions": "3", "replication": "2"}),
			declared(Kafka, Topic, "unused", 2, nil),
			stream,
			declared(NATS, Bucket, "discovery", 4, map[string]string{"ttl": "1h"}),
			declared(RabbitMQ, Queue, "{q.Name}", 5, map[string]string{"exclusive": "true"}),
			exchange,
		},
	}
	d := Assemble(system(f))
	encoded(t, d)
	type declaration struct {
		Settings map[string]string
		Lines    []int
	}
	got := map[string]declaration{}
	for _, c := range d.Channels {
		got[c.ID] = declaration{c.Settings, list(c.Declared, func(p Position) int { return p.Line })}
	}
	want := map[string]declaration{
		"kafka:orders":                {map[string]string{"partitions": "12", "replication": "2"}, []int{1, 2}},
		"nats:ORDERS.created":         {map[string]string{"stream": "ORDERS", "retention": "limits"}, []int{}},
		"nats:ORDERS.*":               {map[string]string{"stream": "ORDERS", "retention": "limits"}, []int{}},
		"nats:$KV.discovery.x":        {map[string]string{"bucket": "discovery", "ttl": "1h"}, []int{}},
		"rabbitmq:events/x":           {map[string]string{"type": "topic", "durable": "true"}, []int{}},
		"nats:ORDERS":                 {map[string]string{"retention": "limits", "subjects": "ORDERS.*"}, []int{3}},
		"nats:discovery":              {map[string]string{"subjects": "$KV.discovery.>", "ttl": "1h"}, []int{4}},
		"rabbitmq:events":             {map[string]string{"type": "topic", "durable": "true"}, []int{6}},
		"rabbitmq:{q.Name}@a/main.go": {map[string]string{"exclusive": "true"}, []int{5}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("declarations (-want +got):\n%s", diff)
	}
}

func TestDeadLetters(t *testing.T) {
	queue := func(deadLetter string) Declaration {
		return Declaration{Broker: RabbitMQ, Kind: Queue, Name: Name{Text: "work"}, DeadLetter: Name{Text: deadLetter}}
	}
	tests := []struct {
		name    string
		declare []Declaration
		bind    []string
		want    string
	}{
		{"default exchange", []Declaration{queue("work.dlq")}, nil, "rabbitmq:work.dlq"},
		{"default exchange, written with a slash", []Declaration{queue("/work.dlq")}, nil, "rabbitmq:work.dlq"},
		{"through a binding", []Declaration{queue("dlx/dead"), exchangeOf("dlx", "direct")}, []string{"a dlx dead graveyard", "a dlx other elsewhere"}, "rabbitmq:graveyard"},
		{"through a fanout", []Declaration{queue("dlx"), exchangeOf("dlx", "fanout")}, []string{"a dlx - graveyard"}, "rabbitmq:graveyard"},
		{"with the key that the message had", []Declaration{queue("dlx/"), exchangeOf("dlx", "direct")}, []string{"a in k work", "a dlx k graveyard"}, "rabbitmq:graveyard"},
		{"several queues", []Declaration{queue("dlx/dead"), exchangeOf("dlx", "fanout")}, []string{"a dlx - one", "a dlx - two"}, "rabbitmq:dlx/dead"},
		{"nothing bound", []Declaration{queue("dlx/dead"), exchangeOf("dlx", "direct")}, nil, "rabbitmq:dlx/dead"},
		{"exchange with a slash", []Declaration{queue("a/b/dead"), exchangeOf("a/b", "direct")}, []string{"a a/b dead graveyard"}, "rabbitmq:graveyard"},
		{"a chain", []Declaration{queue("one"), {Broker: RabbitMQ, Kind: Queue, Name: Name{Text: "one"}, DeadLetter: Name{Text: "work"}}}, nil, "rabbitmq:one"},
		{"only run time knows", []Declaration{queue("{dlx}/{key}")}, nil, "rabbitmq:{dlx}/{key}@infra.go"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Facts{Endpoints: []EndpointFact{consume(RabbitMQ, "a work")}, Declarations: tt.declare}
			f.Declarations[0].Position.File = "infra.go"
			for _, b := range tt.bind {
				f.Bindings = append(f.Bindings, bind(b))
			}
			d := Assemble(system(f))
			encoded(t, d)
			for _, c := range d.Channels {
				if c.ID == "rabbitmq:work" && c.DeadLetter != tt.want {
					t.Errorf("dead letters go to %q, want %q", c.DeadLetter, tt.want)
				}
			}
		})
	}
	consumer := consume("other:pulsar", "a orders")
	consumer.Settings = map[string]string{"dead_letter": "orders-DLQ"}
	if d := Assemble(system(Facts{Endpoints: []EndpointFact{consumer}})); d.Channels[0].DeadLetter != "other:pulsar:orders-DLQ" {
		t.Errorf("a consumer's own dead letters: %q", d.Channels[0].DeadLetter)
	}
	topic := Declaration{Broker: Kafka, Kind: Topic, Name: Name{Text: "orders"}, DeadLetter: Name{Text: "orders.dlq"}}
	d := Assemble(system(Facts{Endpoints: []EndpointFact{consume(Kafka, "a orders")}, Declarations: []Declaration{topic}}))
	encoded(t, d)
	if diff := cmp.Diff([]string{"kafka:orders", "kafka:orders.dlq"}, channelIDs(d)); diff != "" || d.Channels[0].DeadLetter != "kafka:orders.dlq" {
		t.Errorf("kafka: %q %s", d.Channels[0].DeadLetter, diff)
	}
}

// Facts need not have everything: what is missing follows from the rest.
func TestChannelsFromWhatIsThere(t *testing.T) {
	routed, keyed, amiss := publish(RabbitMQ, "a "), publish(RabbitMQ, "a "), publish(RabbitMQ, "a odd")
	routed.Exchange, routed.RoutingKey = Name{Text: "orders"}, Name{Text: "{status}"}
	keyed.RoutingKey = Name{Text: "mail"}
	amiss.Kind = Exchange // without an exchange it is a queue
	stream, kind := consume(NATS, "a "), consume(NATS, "a odd")
	stream.Stream, kind.Kind = Name{Text: "ORDERS"}, Stream
	named := publish(NATS, "a odd")
	unbound := bind("b orders - {q.Name}") // nobody consumes that queue
	d := Assemble(system(Facts{
		Endpoints: []EndpointFact{routed, keyed, amiss, stream, kind, named},
		Bindings:  []BindingFact{unbound},
	}))
	encoded(t, d)
	got := map[string]Channel{}
	for _, c := range d.Channels {
		got[c.ID] = Channel{Kind: c.Kind, Resolution: c.Resolution}
	}
	want := map[string]Channel{
		"nats:ORDERS":                 {Kind: Stream, Resolution: Exact},
		"nats:odd":                    {Kind: Subject, Resolution: Exact},
		"rabbitmq:mail":               {Kind: Queue, Resolution: Exact},
		"rabbitmq:odd":                {Kind: Queue, Resolution: Exact},
		"rabbitmq:orders":             {Kind: Exchange, Resolution: Exact},
		"rabbitmq:orders/{status}":    {Kind: Exchange, Resolution: Pattern},
		"rabbitmq:{q.Name}@b/main.go": {Kind: Queue, Resolution: Symbolic},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("channels (-want +got):\n%s", diff)
	}
}
