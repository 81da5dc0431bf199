// Command flowvet draws the event flow of Go services from their source: who
// publishes what on which Kafka topic, RabbitMQ exchange or NATS subject, and who
// consumes it.
//
//	flowvet [PATTERN | FOLDER]...        print a Mermaid diagram
//	flowvet graph [PATTERN | FOLDER]...  print the graph as JSON
//	flowvet explain WHAT [PATTERN | FOLDER]...
//	                                     say how a channel or flow was found
//	flowvet schema                       print the JSON Schema of the graph
//	flowvet version                      print the version
//
// Only the result goes to standard output. Problems go to standard error, one a
// line, and so does progress if that is a terminal. The exit code is 0 when the
// result was written, 2 for wrong use, and 3 when there is no result because
// nothing could be analyzed; 1 is kept for findings.
package main
