package graph

import (
	"cmp"
	"slices"
)

// nats delivers by subject. A consumer of a JetStream stream gets what matches
// its filter among the subjects of the stream.
type nats struct {
	subjects *trie[*endpoint]
	// streams have the subjects of those streams that the code declares in full.
	streams map[string]*trie[struct{}]
}

func newNATS(facts Facts, consumers []*endpoint) router {
	n := &nats{newTrie[*endpoint](natsSubjects), map[string]*trie[struct{}]{}}
	for _, c := range consumers {
		n.subjects.add(c.Channel, c)
	}
	for stream, subjects := range streamSubjects(facts.Declarations) {
		if slices.ContainsFunc(subjects, func(s Name) bool { return s.resolution() != Exact }) {
			continue
		}
		n.streams[stream] = newTrie[struct{}](natsSubjects)
		for _, s := range subjects {
			n.streams[stream].add(s, struct{}{})
		}
	}
	return n
}

func (n *nats) route(p *endpoint, yield func(delivery)) {
	kept := map[string]bool{} // by stream: whether it has the subject
	n.subjects.match(p.Channel, func(c *endpoint) {
		if stream := n.streams[c.Stream.Text]; stream != nil {
			has, ok := kept[c.Stream.Text]
			if !ok {
				stream.match(p.Channel, func(struct{}) { has = true })
				kept[c.Stream.Text] = has
			}
			if !has {
				return
			}
		}
		yield(delivery{c, c.Services})
	})
}

// streamSubjects returns the subjects of the declared streams by name. A stream
// without subjects has its own name as subject, a key-value bucket its keys.
func streamSubjects(declarations []Declaration) map[string][]Name {
	streams := map[string][]Name{}
	for _, d := range declarations {
		if d.isStream() {
			streams[d.streamName()] = append(streams[d.streamName()], d.streamSubjects()...)
		}
	}
	for _, d := range declarations {
		if d.isStream() && len(streams[d.streamName()]) == 0 {
			streams[d.streamName()] = []Name{d.Name}
		}
	}
	for stream, subjects := range streams {
		streams[stream] = sortedUnique(subjects, compareNames)
	}
	return streams
}

// isStream says that the declaration is a JetStream stream, or a bucket, which is
// one underneath.
func (d Declaration) isStream() bool {
	return d.Broker == NATS && (d.Kind == Stream || d.Kind == Bucket) && !d.Name.private()
}

func (d Declaration) streamName() string {
	if d.Kind == Bucket {
		return "KV_" + d.Name.Text
	}
	return d.Name.Text
}

func (d Declaration) streamSubjects() []Name {
	if d.Kind == Bucket && len(d.Subjects) == 0 {
		return []Name{{Text: "$KV." + d.Name.Text + ".>", Resolution: d.Name.Resolution}}
	}
	return d.Subjects
}

func compareNames(a, b Name) int {
	return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Resolution, b.Resolution))
}
