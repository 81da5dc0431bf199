package graph

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFlows(t *testing.T) {
	type names = []string
	tests := []struct {
		name    string
		broker  string
		publish names
		consume names
		bind    names
		declare []Declaration
		change  func(*Facts)
		want    names
	}{
		// Kafka
		{name: "same topic", broker: Kafka, publish: names{"a orders"}, consume: names{"b orders", "c order"}, want: names{"a -orders-> b"}},
		{name: "own topic", broker: Kafka, publish: names{"a orders"}, consume: names{"a orders"}, want: names{"a -orders-> a"}},
		{name: "librdkafka expression", broker: Kafka, publish: names{"a orders.created", "a my.orders.x"}, consume: names{`b ^orders\.`}, want: names{"a -orders.created-> b"}},
		{
			name: "franz-go expression", broker: Kafka, publish: names{"a orders.created", "a billing"}, consume: names{`b orders\.(created|paid)`},
			change: func(f *Facts) { f.Endpoints[2].Regexp = true },
			want:   names{"a -orders.created-> b"},
		},
		{name: "expression with braces", broker: Kafka, publish: names{"a a12", "a a1"}, consume: names{`b ^a[0-9]{2}$`},
			change: func(f *Facts) { f.Endpoints[2].Channel.Resolution = Exact }, want: names{"a -a12-> b"}},
		{name: "broken expression", broker: Kafka, publish: names{"a orders"}, consume: names{"b ^orders(", "c ^a{9999999}"}},
		{name: "pattern against expression", broker: Kafka, publish: names{"a orders.{tenant}", "a {topic}"}, consume: names{`b ^orders\..*`}, want: names{"a -orders.{tenant}-> b"}},
		{name: "expression with a reference", broker: Kafka, publish: names{"a dev.orders"}, consume: names{`b ^${ENV}\.orders$`, "c ^${ENV}"}, want: names{"a -dev.orders-> b"}},
		{name: "expression takes no symbols", broker: Kafka, publish: names{"a ${TOPIC}", "a {topic}"}, consume: names{`b ^.*`}},
		{name: "pattern and name", broker: Kafka, publish: names{"a orders.{tenant}"}, consume: names{"b orders.eu", "c orders.eu.west", "d billing.eu"}, want: names{"a -orders.{tenant}-> b", "a -orders.{tenant}-> c"}},
		{name: "name and pattern", broker: Kafka, publish: names{"a orders-prod"}, consume: names{"b orders-{env}", "c {x}", "d {env}-orders"}, want: names{"a -orders-prod-> b"}},
		{name: "two patterns", broker: Kafka, publish: names{"a orders.{tenant}"}, consume: names{"b orders.{id}", "c {x}.{tenant}", "d orders.{a}.{b}"}, want: names{"a -orders.{tenant}-> b"}},
		{name: "symbols", broker: Kafka, publish: names{"a ${TOPIC}"}, consume: names{"b ${TOPIC}", "c ${OTHER}", "d orders", "e {TOPIC}"}, want: names{"a -${TOPIC}-> b"}},
		{name: "holes", broker: Kafka, publish: names{"a {topic}", "a orders"}, consume: names{"b {topic}"}},
		{name: "reference inside", broker: Kafka, publish: names{"a ${ENV}.orders"}, consume: names{"b ${ENV}.orders", "c dev.orders", "d ${OTHER}.orders", "e dev.billing"}, want: names{"a -${ENV}.orders-> b", "a -${ENV}.orders-> c"}},

		// NATS
		{name: "star", broker: NATS, publish: names{"a orders.created", "a orders.created.eu", "a orders"}, consume: names{"b orders.*"}, want: names{"a -orders.created-> b"}},
		{name: "greater", broker: NATS, publish: names{"a orders", "a orders.x", "a orders.x.y"}, consume: names{"b orders.>"}, want: names{"a -orders.x-> b", "a -orders.x.y-> b"}},
		{name: "everything", broker: NATS, publish: names{"a orders", "a {msg.Reply}"}, consume: names{"b >"}, want: names{"a -orders-> b"}},
		{name: "publishing to wildcards", broker: NATS, publish: names{"a orders.*"}, consume: names{"b orders.*", "c orders.created", "d orders.>"}, want: names{"a -orders.*-> b", "a -orders.*-> d"}},
		{name: "hole is a token", broker: NATS, publish: names{"a orders.{tenant}"}, consume: names{"b orders.*", "c orders.eu", "d orders.eu.west", "e *.*", "f *.*.*"},
			want: names{"a -orders.{tenant}-> b", "a -orders.{tenant}-> c", "a -orders.{tenant}-> e"}},
		{name: "holes with dots in their names", broker: NATS, publish: names{"a orders.{evt.Type}"}, consume: names{"b orders.{e}", "c orders.*.*"}, want: names{"a -orders.{evt.Type}-> b"}},
		{name: "nothing in common", broker: NATS, publish: names{"a {env}.created"}, consume: names{"b orders.*", "c orders.created", "d *.created"},
			want: names{"a -{env}.created-> c", "a -{env}.created-> d"}},
		{name: "key-value", broker: NATS, publish: names{"a $KV.discovery.services.orders", "a $KV.other.services.orders"}, consume: names{"b $KV.discovery.services.*", "c $KV.discovery.>"},
			want: names{"a -$KV.discovery.services.orders-> b", "a -$KV.discovery.services.orders-> c"}},
		{name: "reply", broker: NATS, publish: names{"a inbox"}, consume: names{"b inbox"}, change: func(f *Facts) { f.Endpoints[0].Mode = Reply }},
		{name: "stream without filter", broker: NATS, publish: names{"a ORDERS.created", "a BILLING.paid", "a x"}, consume: names{"b "},
			declare: []Declaration{{Broker: NATS, Kind: Stream, Name: Name{Text: "ALL"}, Subjects: []Name{{Text: "ORDERS.*"}, {Text: "BILLING.>"}}}},
			change:  func(f *Facts) { f.Endpoints[3].Stream = Name{Text: "ALL"} },
			want:    names{"a -BILLING.paid-> b", "a -ORDERS.created-> b"}},
		{name: "stream without subjects", broker: NATS, publish: names{"a ORDERS"}, consume: names{"b "},
			declare: []Declaration{{Broker: NATS, Kind: Stream, Name: Name{Text: "ORDERS"}}},
			change:  func(f *Facts) { f.Endpoints[1].Stream = Name{Text: "ORDERS"} },
			want:    names{"a -ORDERS-> b"}},
		{name: "filter in a stream", broker: NATS, publish: names{"a ORDERS.created", "a ORDERS.x.y"}, consume: names{"b ORDERS.>"},
			declare: []Declaration{{Broker: NATS, Kind: Stream, Name: Name{Text: "ORDERS"}, Subjects: []Name{{Text: "ORDERS.*"}}}},
			change:  func(f *Facts) { f.Endpoints[2].Stream = Name{Text: "ORDERS"} },
			want:    names{"a -ORDERS.created-> b"}},
		{name: "stream that nobody declares", broker: NATS, publish: names{"a ORDERS.created"}, consume: names{"b ORDERS.*", "c "},
			change: func(f *Facts) { f.Endpoints[1].Stream = Name{Text: "X"}; f.Endpoints[2].Stream = Name{Text: "X"} },
			want:   names{"a -ORDERS.created-> b"}},

		// RabbitMQ
		{name: "default exchange", broker: RabbitMQ, publish: names{"a mail"}, consume: names{"b mail", "c mails"}, want: names{"a -mail-> b"}},
		{name: "direct", broker: RabbitMQ, publish: names{"a orders/created", "a orders/paid"}, consume: names{"b q"}, bind: names{"b orders created q"},
			declare: []Declaration{exchangeOf("orders", "direct")}, want: names{"a -orders/created-> b"}},
		{name: "direct takes stars as they stand", broker: RabbitMQ, publish: names{"a orders/created"}, consume: names{"b q"}, bind: names{"b orders * q"},
			declare: []Declaration{exchangeOf("orders", "direct")}},
		{name: "topic", broker: RabbitMQ, publish: names{"a e/video.get.action", "a e/audio.get", "a e/video"}, consume: names{"b q1", "c q2", "d q3"},
			bind: names{"b e video.# q1", "c e *.get q2", "d e #.action q3"}, declare: []Declaration{exchangeOf("e", "topic")},
			want: names{"a -e/audio.get-> c", "a -e/video-> b", "a -e/video.get.action-> b", "a -e/video.get.action-> d"}},
		{name: "fanout", broker: RabbitMQ, publish: names{"a paid"}, consume: names{"b q1", "c q2"}, bind: names{"b paid - q1", "c paid ignored q2"},
			declare: []Declaration{exchangeOf("paid", "fanout")}, change: func(f *Facts) { f.Endpoints[0].Exchange = Name{Text: "paid"} },
			want: names{"a -paid-> b", "a -paid-> c"}},
		{name: "headers", broker: RabbitMQ, publish: names{"a h/x"}, consume: names{"b q"}, bind: names{"b h - q"}, declare: []Declaration{exchangeOf("h", "headers")}, want: names{"a -h/x-> b"}},
		{name: "unknown type of a plugin", broker: RabbitMQ, publish: names{"a d/x.y"}, consume: names{"b q"}, bind: names{"b d x.# q"},
			declare: []Declaration{{Broker: RabbitMQ, Kind: Exchange, Name: Name{Text: "d"}, Type: "x-delayed-message"}},
			want:    names{"a -d/x.y-> b"}},
		{name: "unknown type with wildcards", broker: RabbitMQ, publish: names{"a e/x.y"}, consume: names{"b q"}, bind: names{"b e x.* q"}, want: names{"a -e/x.y-> b"}},
		{name: "unknown type without", broker: RabbitMQ, publish: names{"a e/x.y", "a e/x"}, consume: names{"b q"}, bind: names{"b e x.y q"}, want: names{"a -e/x.y-> b"}},
		{name: "predeclared", broker: RabbitMQ, publish: names{"a amq.fanout/x", "a amq.topic/x.y", "a amq.direct/z"}, consume: names{"b q", "c q2"},
			bind: names{"b amq.fanout - q", "b amq.direct z q", "c amq.topic *.y q2"}, want: names{"a -amq.direct/z-> b", "a -amq.fanout/x-> b", "a -amq.topic/x.y-> c"}},
		{name: "exchange to exchange", broker: RabbitMQ, publish: names{"a in/eu.order", "a in/us.order"}, consume: names{"b q"},
			bind: names{"a in eu.# @mid", "a mid - @out", "b out *.order q", "b out # @in"}, declare: []Declaration{exchangeOf("in", "topic"), exchangeOf("mid", "fanout"), exchangeOf("out", "topic")},
			want: names{"a -in/eu.order-> b"}},
		{name: "cycle", broker: RabbitMQ, publish: names{"a x/k"}, consume: names{"b q"}, bind: names{"a x k @y", "a y k @x", "a y k q"}, want: names{"a -x/k-> b"}},
		{name: "exchange named as the queue", broker: RabbitMQ, publish: names{"a created/created"}, consume: names{"b created"}, bind: names{"b created created created"}, want: names{"a -created/created-> b"}},
		{name: "exchange is no queue", broker: RabbitMQ, publish: names{"a created"}, consume: names{"b created"}, change: func(f *Facts) { f.Endpoints[0].Exchange = Name{Text: "created"} }},
		{name: "key of run time", broker: RabbitMQ, publish: names{"a e/{key}"}, consume: names{"b q1", "c q2", "d q3"}, bind: names{"b e # q1", "c e * q2", "d e order.created q3"},
			declare: []Declaration{exchangeOf("e", "topic")}, want: names{"a -e/{key}-> b"}},
		{name: "key with a hole", broker: RabbitMQ, publish: names{"a e/order.{status}"}, consume: names{"b q1", "c q2", "d q3"}, bind: names{"b e order.created q1", "c e payment.created q2", "d e order.*.eu q3"},
			declare: []Declaration{exchangeOf("e", "topic")}, want: names{"a -e/order.{status}-> b"}},
		{name: "exchange of run time", broker: RabbitMQ, publish: names{"a {d.Exchange}/{d.RoutingKey}"}, consume: names{"b q"}, bind: names{"b paid # q"}},
		{name: "configured exchange", broker: RabbitMQ, publish: names{"a ${EXCHANGE}/created"}, consume: names{"b q", "c q2"}, bind: names{"b ${EXCHANGE} created q", "c other created q2"}, want: names{"a -${EXCHANGE}/created-> b"}},
		{name: "server-named queues are one for each service", broker: RabbitMQ, publish: names{"a paid/x", "a sent/x"}, consume: names{"b {q.Name}", "c {q.Name}", "d {q.Name}"},
			bind: names{"b paid x {q.Name}", "c sent x {q.Name}"}, want: names{"a -paid/x-> b", "a -sent/x-> c"}},
		{name: "server-named queue in a shared helper", broker: RabbitMQ, publish: names{"a paid/x", "a sent/x"}, consume: names{"b {q.Name}", "c {q.Name}"},
			bind: names{"b paid x {q.Name}", "c sent x {q.Name}"},
			change: func(f *Facts) {
				helper := []Frame{{File: "lib/bus.go", Line: 3, Function: "lib.Subscribe"}}
				f.Endpoints[2].Trace, f.Endpoints[3].Trace = helper, helper
			},
			want: names{"a -paid/x-> b", "a -sent/x-> c"}},
		{name: "queues without a name", broker: RabbitMQ, publish: names{"a paid/x"}, consume: names{"b ", "c "}, bind: names{"b paid x q"},
			change: func(f *Facts) { f.Bindings[0].Target = Name{} }, want: names{"a -paid/x-> b"}},

		// others
		{name: "mqtt", broker: "other:mqtt", publish: names{"a home/kitchen/temp"}, consume: names{"b home/+/temp", "c home/#", "d home/+"}, want: names{"a -home/kitchen/temp-> b", "a -home/kitchen/temp-> c"}},
		{name: "redis", broker: "other:redis", publish: names{"a Shop-Bloom", "a orders:eu", "a orders.eu", "a {topic}"}, consume: names{"a Shop-Bloom", "b orders:*", "c o[qr]ders?e*", "d [", "e *{x}"},
			want: names{"a -Shop-Bloom-> a", "a -orders.eu-> c", "a -orders:eu-> b", "a -orders:eu-> c"}},
		{name: "pulsar", broker: "other:pulsar", publish: names{"a orders-eu"}, consume: names{"b orders-.*", "c ^orders-.*"}, change: func(f *Facts) { f.Endpoints[1].Regexp = true }, want: names{"a -orders-eu-> b"}},
		{name: "in process", broker: "other:inproc", publish: names{"a orders", "b orders"}, consume: names{"a orders"}, want: names{"a -orders-> a"}},
		{name: "brokers stay apart", broker: "other:sqs", publish: names{"a orders"}, consume: names{"b orders"}, change: func(f *Facts) { f.Endpoints[1].Broker = "other:sns" }},
		{name: "services that nobody runs", broker: Kafka, publish: names{"a orders"}, consume: names{"b orders"}, change: func(f *Facts) { f.Endpoints[1].Services = nil }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Facts{Declarations: tt.declare}
			for i, p := range tt.publish {
				f.Endpoints = append(f.Endpoints, publish(tt.broker, p))
				f.Endpoints[i].Trace[0].Line += i
			}
			for _, c := range tt.consume {
				f.Endpoints = append(f.Endpoints, consume(tt.broker, c))
			}
			for _, b := range tt.bind {
				f.Bindings = append(f.Bindings, bind(b))
			}
			if tt.change != nil {
				tt.change(&f)
			}
			d := Assemble(system(f))
			encoded(t, d)
			if diff := cmp.Diff(append([]string{}, tt.want...), drawn(d)); diff != "" {
				t.Errorf("flows (-want +got):\n%s", diff)
			}
		})
	}
}
