package graph

import (
	"cmp"
	"slices"
	"strings"
)

// declared is what the declarations of one channel say together. Where they
// disagree, the first by position counts.
type declared struct {
	kind       Kind
	name       Name
	settings   map[string]string
	positions  []Position
	stream     bool
	subjects   []Name
	deadLetter Declaration
}

func (d *declared) add(from Declaration) {
	if d.settings == nil {
		d.kind, d.name, d.settings = from.Kind, from.Name, map[string]string{}
	}
	d.positions = append(d.positions, from.Position)
	setAbsent(d.settings, "type", from.Type)
	for key, value := range from.Settings {
		setAbsent(d.settings, key, value)
	}
	if d.deadLetter.DeadLetter.Text == "" {
		d.deadLetter = from
	}
	if from.isStream() {
		d.stream = true
		d.subjects = sortedUnique(append(d.subjects, from.streamSubjects()...), compareNames)
	}
}

// subjectsOrName returns the subjects of a stream, none of anything else.
func (d *declared) subjectsOrName() []Name {
	if d.stream && len(d.subjects) == 0 {
		return []Name{d.name}
	}
	return d.subjects
}

func setAbsent(settings map[string]string, key, value string) {
	if value != "" && settings[key] == "" {
		settings[key] = value
	}
}

// declarer adds what the code declares to the channels that something uses.
type declarer struct {
	channels *channels
	rabbit   *rabbitMQ
	byKey    map[channelKey]*declared
	streams  *trie[*declared]
	inbound  map[string][]Name // the keys that queues are bound with, by queue
}

// declare gives the channels their declarations, and adds the exchanges, streams
// and dead-letter channels that they lead to.
func (c *channels) declare(facts Facts, rabbit *rabbitMQ) {
	d := &declarer{c, rabbit, map[channelKey]*declared{}, newTrie[*declared](natsSubjects), map[string][]Name{}}
	for _, b := range facts.Bindings {
		if b.TargetKind != Exchange {
			d.inbound[b.Target.Text] = append(d.inbound[b.Target.Text], b.Key)
		}
	}
	for _, declaration := range facts.Declarations {
		d.add(declaration)
	}
	for _, stream := range d.byKey {
		for _, subject := range stream.subjectsOrName() {
			d.streams.add(subject, stream)
		}
	}
	// The list grows by what the channels lead to.
	for i := 0; i < len(c.list); i++ {
		d.complete(c.list[i])
	}
}

func (d *declarer) add(from Declaration) {
	if from.Name.private() {
		for _, ch := range d.channels.meant(from.Broker, from.Name, from.Kind, from.Services, from.Position.File) {
			ch.declared.add(from)
		}
		return
	}
	key := keyOf(from.Broker, from.Name, from.Kind)
	if d.byKey[key] == nil {
		d.byKey[key] = &declared{}
	}
	d.byKey[key].add(from)
}

// complete gives a channel its own declarations and the settings of the exchange
// or streams that it goes through.
func (d *declarer) complete(ch *channel) {
	if own := d.byKey[ch.key]; own != nil {
		ch.declared = *own
	}
	ch.settings = map[string]string{}
	for key, value := range ch.declared.settings {
		setAbsent(ch.settings, key, value)
	}
	setAbsent(ch.settings, "subjects", strings.Join(list(ch.declared.subjects, func(n Name) string { return n.Text }), ","))
	for _, through := range d.through(ch) {
		d.channels.at(ch.key.broker, through.name, through.kind, "")
		for key, value := range through.settings {
			setAbsent(ch.settings, key, value)
		}
		if through.kind != Exchange {
			setAbsent(ch.settings, string(through.kind), through.name.Text)
		}
	}
	for _, name := range ch.streams {
		if d.byKey[keyOf(NATS, name, Stream)] != nil {
			d.channels.at(NATS, name, Stream, "")
		}
	}
	ch.deadLetter = d.deadLetter(ch)
}

// through returns the declared exchange that is part of a channel's name, or the
// streams that keep its messages.
func (d *declarer) through(ch *channel) []*declared {
	var found []*declared
	if exchange := d.byKey[keyOf(RabbitMQ, ch.exchange, Exchange)]; exchange != nil && ch.exchange.Text != ch.key.name {
		found = append(found, exchange)
	}
	if ch.key.broker == NATS {
		d.streams.match(ch.name, func(s *declared) { found = append(found, s) })
	}
	slices.SortFunc(found, func(a, b *declared) int { return compareNames(a.name, b.name) })
	return found
}

// deadLetter returns the channel that messages end in which nobody can handle.
func (d *declarer) deadLetter(ch *channel) *channel {
	broker, from := ch.key.broker, ch.declared.deadLetter
	switch {
	case from.DeadLetter.Text != "" && broker == RabbitMQ:
		return d.deadLetterQueue(from)
	case from.DeadLetter.Text != "":
		return d.channels.at(broker, from.DeadLetter, brokerOf(broker).kind, from.Position.File)
	case len(ch.deadLetters) > 0:
		name := slices.MinFunc(ch.deadLetters, compareNames)
		return d.channels.at(broker, name, brokerOf(broker).kind, ch.key.file)
	}
	return nil
}

// deadLetterQueue returns the one queue that a dead-letter exchange leads to, or
// else the exchange.
func (d *declarer) deadLetterQueue(of Declaration) *channel {
	file := of.Position.File
	exchange, key, ok := splitExchange(of.DeadLetter, d.rabbit.knows)
	if !ok || exchange.Text == "" {
		return d.channels.at(RabbitMQ, Name{Text: cmp.Or(key.Text, exchange.Text)}, Queue, file)
	}
	keys := []Name{key}
	if key.Text == "" { // messages keep the key that they came with
		keys = append(keys, d.inbound[of.Name.Text]...)
	}
	queues := map[string]Name{}
	for _, k := range keys {
		d.rabbit.bound(exchange, k, func(b *BindingFact) { queues[b.Target.Text] = b.Target })
	}
	if len(queues) == 1 {
		for _, queue := range queues {
			if !queue.private() {
				return d.channels.at(RabbitMQ, queue, Queue, file)
			}
		}
	}
	ch := d.channels.at(RabbitMQ, exchange.join(key), Exchange, file)
	ch.exchange = exchange
	return ch
}
