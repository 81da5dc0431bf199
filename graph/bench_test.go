package graph

import (
	"fmt"
	"io"
	"testing"
	"time"
)

// largeSystem has services with five endpoints each, in domains of ten services:
// exact names, wildcards, patterns, regular expressions and exchanges.
func largeSystem(services int) Facts {
	var f Facts
	for i := range services {
		name := fmt.Sprintf("svc%d", i)
		domain, member := i/10, i%10
		next := fmt.Sprintf("d%d.s%d", domain, (member+1)%10)
		add := func(e EndpointFact) {
			e.Trace[0].Line = len(f.Endpoints)
			e.Event = Event{Type: "example.com/events.E" + name, Encoding: "json"}
			f.Endpoints = append(f.Endpoints, e)
		}
		in := consume(Kafka, fmt.Sprintf("%s d%d.s%d.created", name, domain, member))
		in.Reactions = []int{len(f.Endpoints) + 1}
		add(in)
		switch member % 3 {
		case 0:
			add(publish(Kafka, name+" "+next+".created"))
			add(publish(Kafka, name+" "+next+".{tenant}"))
		case 1:
			add(publish(NATS, name+" "+next+".created"))
			add(consume(NATS, fmt.Sprintf("%s d%d.*.created", name, domain)))
		case 2:
			add(publish(RabbitMQ, name+" events/"+next+".created"))
			add(consume(RabbitMQ, name+" {q.Name}"))
			f.Bindings = append(f.Bindings, bind(fmt.Sprintf("%s events d%d.# {q.Name}", name, domain)))
			declaration := exchangeOf("events", "topic")
			declaration.Services, declaration.Position = []string{name}, Position{name + "/main.go", 3}
			f.Declarations = append(f.Declarations, declaration)
		}
		add(publish(RabbitMQ, name+" jobs."+name))
		if member == 0 {
			add(consume(Kafka, fmt.Sprintf(`%s ^d%d\..*`, name, domain)))
		} else {
			add(consume(RabbitMQ, name+" jobs."+name))
		}
	}
	return system(f)
}

func BenchmarkAssemble(b *testing.B) {
	for _, services := range []int{100, 1000, 10000} {
		facts := largeSystem(services)
		b.Run(fmt.Sprintf("services=%d", services), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Assemble(facts)
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(len(facts.Endpoints)), "ns/endpoint")
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	d := Assemble(largeSystem(1000))
	b.ReportAllocs()
	for b.Loop() {
		if err := d.Encode(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTrie(b *testing.B) {
	t := newTrie[int](amqpTopics)
	for i := range 10000 {
		t.add(Name{Text: fmt.Sprintf("d%d.*.#", i)}, i)
	}
	b.ReportAllocs()
	for b.Loop() {
		t.match(Name{Text: "d77.orders.created", Resolution: Exact}, func(int) {})
	}
}

// Ten thousand services are a matter of seconds.
func TestAssembleScales(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	facts := largeSystem(10000)
	start := time.Now()
	d := Assemble(facts)
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %s", took)
	}
	checkReferences(t, d)
	if len(d.Endpoints) != len(facts.Endpoints) || len(d.Flows) < 10000 {
		t.Errorf("%d endpoints of %d, %d flows", len(d.Endpoints), len(facts.Endpoints), len(d.Flows))
	}
}
