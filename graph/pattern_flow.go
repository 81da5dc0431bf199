package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// requestReplies are requests with who answers them.
func requestReplies(s *shown, found func(pattern)) {
	for _, p := range s.publishers {
		if p.Mode != Request {
			continue
		}
		members := []string{p.ID}
		for _, c := range s.reaches[p.ID] {
			members = append(members, c)
			for _, r := range s.reactions[c].Publish {
				if s.endpoints[r].Mode == Reply {
					members = append(members, r)
				}
			}
		}
		found(pattern{members, []string{p.Channel}, nil, nil})
	}
}

// fanOuts are channels of which several groups, or queues, each get every message.
func fanOuts(s *shown, found func(pattern)) {
	receivers := map[string]map[string]string{} // by channel and group: a consumer
	for _, p := range s.publishers {
		if p.Mode == Request || p.Mode == Reply {
			continue
		}
		for _, id := range s.reaches[p.ID] {
			c := s.endpoints[id]
			if receivers[p.Channel] == nil {
				receivers[p.Channel] = map[string]string{}
			}
			group := s.group(c)
			receivers[p.Channel][group] = min(id, cmp.Or(receivers[p.Channel][group], id))
		}
	}
	for _, c := range s.doc.Channels {
		if groups := receivers[c.ID]; len(groups) > 1 {
			var members []string
			for _, id := range groups {
				members = append(members, id)
			}
			found(pattern{union(members, nil), []string{c.ID}, nil, nil})
		}
	}
}

// group tells those apart who each get a message of their own: a queue, a consumer
// group, else a service.
func (s *shown) group(c Endpoint) string {
	if c.Broker == RabbitMQ {
		return c.Channel
	}
	return cmp.Or(c.Group, strings.Join(c.Services, ","))
}

// competingConsumers are those that share the messages of a queue or group: several
// services, or several workers of one.
func competingConsumers(s *shown, found func(pattern)) {
	shared := map[string][]Endpoint{}
	for _, c := range s.consumers {
		if c.Broker == RabbitMQ && s.channels[c.Channel].Kind == Queue || c.Group != "" {
			key := c.Channel + "\x00" + c.Group
			shared[key] = append(shared[key], c)
		}
		if workers(c) > 1 {
			found(pattern{[]string{c.ID}, []string{c.Channel}, nil, nil})
		}
	}
	for _, c := range s.consumers {
		same := shared[c.Channel+"\x00"+c.Group]
		var ids, services []string
		for _, e := range same {
			ids, services = append(ids, e.ID), append(services, e.Services...)
		}
		if services = union(services, nil); len(services) > 1 && s.channels[c.Channel].Resolution == Exact {
			found(pattern{ids, []string{c.Channel}, nil, nil})
		}
	}
}

// workers is how many a consumer is said to have.
func workers(c Endpoint) int {
	most := 0
	for _, key := range []string{"workers", "concurrency", "consumers"} {
		if n, err := strconv.Atoi(c.Settings[key]); err == nil {
			most = max(most, n)
		}
	}
	return most
}

// firstOffsets are the values with which clients say: from the beginning.
var firstOffsets = []string{"earliest", "first", "-2", "oldest", "smallest", "all", "beginning"}

// startPolicies are JetStream's for a start at a sequence or time.
var startPolicies = []string{"3", "4"}

// replays are consumers that read what was published before: from the first message, a
// sequence or a time. A group starts there only when it is new.
func replays(s *shown, found func(pattern)) {
	for _, c := range s.consumers {
		if c.Group != "" && c.Broker != NATS {
			continue
		}
		first := slices.Contains(firstOffsets, strings.ToLower(c.Settings["offset_reset"])) || slices.Contains(firstOffsets, strings.ToLower(c.Settings["offset"]))
		if first || slices.Contains(startPolicies, c.Settings["deliver_policy"]) {
			found(pattern{[]string{c.ID}, []string{c.Channel}, nil, nil})
		}
	}
}

// sagas are chains of reactions over three services or more, in which one tells those
// before it that it failed, and they take back what they did.
func sagas(s *shown, found func(pattern)) {
	for _, p := range s.publishers {
		for _, id := range s.reaches[p.ID] {
			c := s.endpoints[id]
			if share(c.Services, p.Services) {
				continue
			}
			for _, undo := range s.reactions[id].Publish {
				if s.undoes(s.endpoints[undo]) {
					s.saga(p, c, s.endpoints[undo], found)
				}
			}
		}
	}
}

// saga is one where c, which reacts to p, publishes undo to the service of p, and another
// service takes part: it gets what is published in reaction to that.
func (s *shown) saga(p, c, undo Endpoint, found func(pattern)) {
	members := []string{p.ID, c.ID, undo.ID}
	services := slices.Concat(p.Services, c.Services)
	back := false
	for _, id := range s.reaches[undo.ID] {
		first := s.endpoints[id]
		if !share(first.Services, p.Services) || len(s.reactions[id].Publish)+len(s.reactions[id].Stores) == 0 {
			continue
		}
		back = true
		members = append(members, id)
		for _, next := range s.reactions[id].Publish {
			if s.endpoints[next].Mode == Reply || !s.undoes(s.endpoints[next]) {
				continue
			}
			for _, other := range s.reaches[next] {
				members, services = append(members, next, other), append(services, s.endpoints[other].Services...)
			}
		}
	}
	for _, next := range s.reactions[c.ID].Publish { // the chain goes on when nothing fails
		for _, other := range s.reaches[next] {
			if next != undo.ID && len(s.reactions[other].Publish) > 0 {
				members, services = append(members, next, other), append(services, s.endpoints[other].Services...)
			}
		}
	}
	if back && len(union(services, nil)) >= 3 {
		found(pattern{union(members, nil), nil, nil, nil})
	}
}
