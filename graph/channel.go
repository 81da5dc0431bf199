package graph

import (
	"cmp"
	"slices"
)

// channelKey is what makes a channel one. RabbitMQ's exchanges and queues have
// separate names; everywhere else a name is enough.
type channelKey struct {
	broker, name string
	exchange     bool
	file         string // where a private name stands
}

// channel is a channel on its way into the document.
type channel struct {
	key         channelKey
	name        Name
	kind        Kind
	id          string
	events      []string
	declared    declared
	settings    map[string]string
	deadLetters []Name // where consumers send what they cannot handle
	deadLetter  *channel
	exchange    Name            // of a channel that is an exchange and a key
	streams     []Name          // that consumers name, whether they keep the subject or not
	files       map[string]bool // that a private name is known in
}

// channels are all channels of a document by key, and in the order in which they
// came up.
type channels struct {
	byKey map[channelKey]*channel
	list  []*channel
	// private are channels whose names mean something within a service only.
	private map[privateKey][]*channel
}

// privateKey is what a private name means in a service, or in code that no
// service runs.
type privateKey struct {
	channelKey
	service string
}

func newChannels() *channels {
	return &channels{byKey: map[channelKey]*channel{}, private: map[privateKey][]*channel{}}
}

func keyOf(broker string, name Name, kind Kind) channelKey {
	return channelKey{broker: broker, name: name.Text, exchange: broker == RabbitMQ && kind == Exchange}
}

// at returns the channel with a name that stands in a file.
func (c *channels) at(broker string, name Name, kind Kind, file string) *channel {
	key := keyOf(broker, name, kind)
	if name.private() {
		key.file = file
	}
	ch := c.byKey[key]
	if ch == nil {
		ch = &channel{key: key, name: name, kind: kind, files: map[string]bool{}}
		c.byKey[key] = ch
		c.list = append(c.list, ch)
	}
	ch.kind = preferred(ch.kind, kind)
	if rank(name.resolution()) < rank(ch.name.resolution()) {
		ch.name.Resolution = name.resolution()
	}
	return ch
}

// meant returns the channels that a declaration or binding in a file, run by some
// services, means with a name. A private name means the channels of that name in
// the same services, those of the same file if there are any.
func (c *channels) meant(broker string, name Name, kind Kind, services []string, file string) []*channel {
	if !name.private() {
		return []*channel{c.at(broker, name, kind, file)}
	}
	var same, near []*channel
	for _, s := range orNone(services) {
		for _, ch := range c.private[privateKey{keyOf(broker, name, kind), s}] {
			same = append(same, ch)
			if ch.files[file] {
				near = append(near, ch)
			}
		}
	}
	if len(near) > 0 {
		return near
	}
	return same
}

// orNone is the services, or the one without a name that stands for none.
func orNone(services []string) []string {
	if len(services) == 0 {
		return []string{""}
	}
	return services
}

// know notes that some services know the channel by its private name, in a file.
func (c *channels) know(ch *channel, services []string, files ...string) {
	if !ch.name.private() {
		return
	}
	for _, file := range files {
		ch.files[file] = true
	}
	key := ch.key
	key.file = ""
	for _, s := range orNone(services) {
		if known := c.private[privateKey{key, s}]; !slices.Contains(known, ch) {
			c.private[privateKey{key, s}] = append(known, ch)
		}
	}
}

// addEndpoint gives an endpoint its channel.
func (c *channels) addEndpoint(e *endpoint) {
	kind := cmp.Or(e.Kind, brokerOf(e.Broker).kind)
	switch {
	case e.Exchange.Text != "":
		kind = Exchange
	case kind == Exchange:
		kind = brokerOf(e.Broker).kind
	}
	ch := c.at(e.Broker, e.Channel, kind, e.site().File)
	ch.exchange = e.Exchange
	if deadLetter := e.Settings["dead_letter"]; deadLetter != "" && e.Direction == Consume {
		ch.deadLetters = append(ch.deadLetters, Name{Text: deadLetter})
	}
	if e.Stream.Text != "" {
		ch.streams = append(ch.streams, e.Stream)
	}
	ch.events = append(ch.events, e.events...)
	c.know(ch, e.Services, list(e.Trace, func(f Frame) string { return f.File })...)
	e.channel = ch
}

// assignIDs names the channels: broker:name, with the file of a private name, and
// the kind of a queue that has the name of an exchange. Endpoints and bindings give
// the ids of queues, but only the names of exchanges: so those are the plain ones.
func (c *channels) assignIDs() {
	taken := map[string]bool{}
	assign := func(exchanges bool) {
		for _, ch := range c.list {
			if ch.key.exchange != exchanges {
				continue
			}
			ch.id = ch.key.broker + ":" + ch.key.name
			if ch.key.file != "" {
				ch.id += "@" + ch.key.file
			}
			for taken[ch.id] {
				ch.id += "#" + string(ch.kind)
			}
			taken[ch.id] = true
		}
	}
	assign(true)
	assign(false)
}

// document returns the channel as it stands in the document.
func (ch *channel) document() Channel {
	out := Channel{
		ID:         ch.id,
		Broker:     ch.key.broker,
		Kind:       ch.kind,
		Name:       ch.name.Text,
		Resolution: ch.name.resolution(),
		Events:     sortedUnique(ch.events, cmp.Compare[string]),
	}
	if out.Name == unnamed && out.Resolution == Unknown {
		out.Name = ""
	}
	if ch.deadLetter != nil {
		out.DeadLetter = ch.deadLetter.id
	}
	if len(ch.settings) > 0 {
		out.Settings = ch.settings
	}
	out.Declared = sortedUnique(slices.Clone(ch.declared.positions), comparePositions)
	return out
}

// kinds are in the order in which they are preferred where facts disagree.
var kinds = []Kind{Topic, Bucket, Subject, Stream, Queue, Exchange}

func preferred(a, b Kind) Kind {
	if slices.Index(kinds, a) <= slices.Index(kinds, b) {
		return a
	}
	return b
}

// resolutions are from the most to the least certain.
var resolutions = []Resolution{Exact, Pattern, Symbolic, Unknown}

func rank(r Resolution) int { return slices.Index(resolutions, r) }
