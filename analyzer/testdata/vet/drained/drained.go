// Package drained reads the reports somewhere.
package drained

import (
	"log"

	"github.com/IBM/sarama"
)

type publisher struct{ p sarama.AsyncProducer }

func newPublisher(addrs []string) (*publisher, error) {
	p, err := sarama.NewAsyncProducer(addrs, nil)
	if err != nil {
		return nil, err
	}
	out := &publisher{p}
	go out.drain()
	return out, nil
}

func (p *publisher) drain() {
	for err := range p.p.Errors() {
		log.Print(err)
	}
}

func (p *publisher) publish(msg *sarama.ProducerMessage) { p.p.Input() <- msg }
