package undrained

import "github.com/IBM/sarama"

// Forwarder sends with a producer that other packages make.
type Forwarder struct{ producer sarama.AsyncProducer }

// NewForwarder may be called by anybody.
func NewForwarder(p sarama.AsyncProducer) *Forwarder { return &Forwarder{p} }

// Forward leaves it to them what becomes of the reports.
func (f *Forwarder) Forward(msg *sarama.ProducerMessage) { f.producer.Input() <- msg }
