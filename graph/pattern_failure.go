package graph

import "slices"

// deadLetters are channels with a declared dead-letter channel, and those that a
// handler publishes to what it cannot handle.
func deadLetters(s *shown, found func(pattern)) {
	consumers := map[string][]string{}
	for _, c := range s.consumers() {
		consumers[c.Channel] = append(consumers[c.Channel], c.ID)
	}
	for _, c := range s.doc.Channels {
		if c.DeadLetter != "" {
			found(pattern{consumers[c.ID], []string{c.ID, c.DeadLetter}, c.Declared})
		}
	}
	for _, p := range s.publishers() {
		for _, id := range s.causes[p.ID] {
			c := s.endpoints[id]
			if p.Channel != c.Channel && deadWords.MatchString(s.name(p.Channel)) {
				found(pattern{[]string{p.ID, id}, []string{c.Channel, p.Channel}, nil})
			}
		}
	}
}

// retries are messages that a handler publishes again where it failed, to a channel that
// leads back to it.
func retries(s *shown, found func(pattern)) {
	for _, p := range s.publishers() {
		for _, id := range s.causes[p.ID] {
			c := s.endpoints[id]
			back := s.leadsBack(p, c)
			named := retryWords.MatchString(s.name(p.Channel))
			if back != "" && (s.facts[p.ID].failing || named) {
				found(pattern{[]string{p.ID, id, back}, []string{c.Channel, p.Channel}, nil})
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

// maxCycle bounds the length of a cycle.
const maxCycle = 12

// cycles are reactions that lead back to where they started, through other handlers.
func cycles(s *shown, found func(pattern)) {
	for _, start := range s.consumers() {
		if way := s.wayBack(start.ID, start.ID, nil); way != nil {
			found(pattern{way, nil, nil})
		}
	}
}

// wayBack is the shortest way of reactions found from one consumer to another, as the
// endpoints on it. Each consumer on it comes after the first in the order of ids, so that
// a cycle is found once.
func (s *shown) wayBack(at, to string, way []string) []string {
	if len(way) > 2*maxCycle {
		return nil
	}
	for _, p := range s.reactions[at].Publish {
		if s.endpoints[p].Mode == Reply {
			continue
		}
		for _, next := range s.reaches[p] {
			switch {
			case next == at: // a retry
			case next == to && len(way) > 0:
				return append(slices.Clone(way), at, p)
			case next > to && !slices.Contains(way, next):
				if found := s.wayBack(next, to, append(slices.Clone(way), at, p)); found != nil {
					return found
				}
			}
		}
	}
	return nil
}
