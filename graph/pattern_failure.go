package graph

import "slices"

// deadLetters are channels with a declared dead-letter channel, and those that a
// handler publishes to what it cannot handle.
func deadLetters(s *shown, found func(pattern)) {
	consumers := map[string][]string{}
	for _, c := range s.consumers {
		consumers[c.Channel] = append(consumers[c.Channel], c.ID)
	}
	for _, c := range s.doc.Channels {
		if c.DeadLetter != "" {
			found(pattern{consumers[c.ID], []string{c.ID, c.DeadLetter}, c.Declared, nil})
		}
	}
	for _, p := range s.publishers {
		for _, id := range s.causes[p.ID] {
			c := s.endpoints[id]
			if p.Channel != c.Channel && deadWords.MatchString(s.name(p.Channel)) {
				found(pattern{[]string{p.ID, id}, []string{c.Channel, p.Channel}, nil, common(p.Services, c.Services)})
			}
		}
	}
}

// retries are messages that a handler publishes again where it failed, to a channel that
// leads back to it.
func retries(s *shown, found func(pattern)) {
	for _, p := range s.publishers {
		for _, id := range s.causes[p.ID] {
			c := s.endpoints[id]
			back := s.leadsBack(p, c)
			named := retryWords.MatchString(s.name(p.Channel))
			if back != "" && (s.facts[p.ID].failing || named) {
				found(pattern{[]string{p.ID, id, back}, []string{c.Channel, p.Channel}, nil, common(p.Services, c.Services)})
			}
		}
	}
}

// leadsBack is the consumer by which a message that the handler of c publishes comes
// back to its service: c itself, or one of a retry channel.
func (s *shown) leadsBack(p, c Endpoint) string {
	if slices.Contains(s.reaches[p.ID], c.ID) || s.channels[p.Channel].DeadLetter == c.Channel {
		return c.ID
	}
	for _, id := range s.reaches[p.ID] {
		if share(s.endpoints[id].Services, c.Services) && retryWords.MatchString(s.name(p.Channel)) && slices.Contains(s.reactions[id].Publish, p.ID) == (s.endpoints[id].Handler == c.Handler) {
			return id
		}
	}
	return ""
}

// cycles are reactions that lead back to where they started, through other handlers: the
// strongly connected parts of what reacts to what.
func cycles(s *shown, found func(pattern)) {
	c := &components{shown: s, order: map[string]int{}, low: map[string]int{}, open: map[string]bool{}, found: found}
	for _, e := range s.consumers {
		if c.order[e.ID] == 0 {
			c.visit(e.ID)
		}
	}
}

// components finds strongly connected parts by Tarjan's algorithm.
type components struct {
	*shown
	order, low map[string]int
	open       map[string]bool
	stack      []string
	found      func(pattern)
}

func (c *components) visit(id string) {
	c.order[id] = len(c.order) + 1
	c.low[id] = c.order[id]
	c.stack, c.open[id] = append(c.stack, id), true
	c.next(id, func(_, next string) {
		if c.order[next] == 0 {
			c.visit(next)
			c.low[id] = min(c.low[id], c.low[next])
		} else if c.open[next] {
			c.low[id] = min(c.low[id], c.order[next])
		}
	})
	if c.low[id] != c.order[id] {
		return
	}
	first := len(c.stack) - 1 // a part is at the end of the stack
	for c.stack[first] != id {
		first--
	}
	part := slices.Clone(c.stack[first:])
	c.stack = c.stack[:first]
	for _, member := range part {
		c.open[member] = false
	}
	if len(part) > 1 { // one that leads to itself only is a retry
		c.report(part)
	}
}

// next are the consumers that the reactions of one lead to, each with the endpoint that
// publishes to it. Replies end where they began.
func (c *components) next(id string, do func(publish, next string)) {
	for _, p := range c.reactions[id].Publish {
		if c.endpoints[p].Mode == Reply {
			continue
		}
		for _, next := range c.reaches[p] {
			do(p, next)
		}
	}
}

func (c *components) report(part []string) {
	in := map[string]bool{}
	for _, id := range part {
		in[id] = true
	}
	members := slices.Clone(part)
	for _, id := range part {
		c.next(id, func(p, next string) {
			if in[next] {
				members = append(members, p)
			}
		})
	}
	c.found(pattern{union(members, nil), nil, nil, nil})
}
