package render

import "github.com/flowvet/flowvet/graph"

// durable reports whether the channel's messages are kept where the broker leaves that
// open: a durable queue, or a subject that a stream keeps. Kafka keeps all.
func (c *channel) durable() bool {
	switch c.Kind {
	case graph.Queue:
		return c.Settings["durable"] == "true"
	case graph.Subject:
		return c.Settings["stream"] != "" && c.Settings["storage"] != "memory"
	case graph.Stream, graph.Bucket:
		return c.Settings["storage"] != "memory"
	}
	return false
}

// addFailing marks the channels that messages end in when nobody can handle them, which
// are shown even if nobody reads them, and those that messages are tried again through.
func (o *overviewer) addFailing(doc *graph.Document) {
	for _, c := range doc.Channels {
		if _, ok := o.known[c.DeadLetter]; ok && o.channels[c.ID] != nil {
			dead := o.channel(c.DeadLetter, c.Broker)
			dead.marks = distinct(append(dead.marks, "dead letter"))
		}
	}
	for _, p := range doc.Patterns {
		for _, id := range p.Members {
			if c := o.channels[id]; c != nil && p.Kind == "retry" && !contains(c.marks, "dead letter") {
				c.marks = distinct(append(c.marks, "retry"))
			}
		}
	}
}
