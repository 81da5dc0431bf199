// Package graph holds the event flow of a system: who publishes, who consumes,
// and what the brokers in between make of it.
//
// Extraction hands over Facts, program by program. They name channels the way
// the code does. Assemble joins them, gives services and endpoints ids that
// last, and sends every published name through a model of its broker: Kafka's
// topics and regular expressions, RabbitMQ's exchanges and bindings, NATS's
// subjects and streams. What comes out is a Document, the contract that
// renderers, rules and other tools read. Its JSON Schema is JSONSchema.
//
// # Names that are not known
//
// A name may have {holes} that only run time fills and ${REFERENCES} to
// configuration that nothing checked in decides. Such a name matches what it may
// be, never everything: orders.{tenant} fits orders.eu and orders.{id}, since
// they have a literal part in common; ${TOPIC} is the same as ${TOPIC}; and a
// name that is nothing but holes is a channel of its own wherever it stands, as
// the queue that RabbitMQ names itself is.
package graph
