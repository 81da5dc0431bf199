package render

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// protocols are the keys of AsyncAPI's bindings.
var protocols = map[string]string{graph.Kafka: "kafka", graph.RabbitMQ: "amqp", graph.NATS: "nats"}

// Versions of the bindings, https://github.com/asyncapi/bindings.
const (
	kafkaBinding = "0.5.0"
	amqpBinding  = "0.3.0"
	natsBinding  = "0.1.0"
)

// maxBinding is how long names may be in bindings for AMQP and NATS.
const maxBinding = 255

// openPart is what run time fills in a name: {hole} or ${REFERENCE}.
var openPart = regexp.MustCompile(`\$?\{([^{}]*)\}`)

// address is that of a channel, nil if all of it is decided at run time, and its
// parameters.
func address(c graph.Channel, e graph.Endpoint) (*string, map[string]apiParameter) {
	name := c.Name
	if e.Exchange != "" && c.Name != e.Exchange {
		name = cmp.Or(e.RoutingKey, c.Name)
	}
	if c.Resolution != graph.Exact && c.Resolution != graph.Pattern || name == "" {
		return nil, nil
	}
	if c.Resolution == graph.Exact {
		if strings.ContainsAny(name, "{}") { // would read as a parameter
			return nil, nil
		}
		return &name, nil
	}
	if strings.ContainsAny(openPart.ReplaceAllString(name, ""), "{}") { // tools would read them as parameters, too
		return nil, nil
	}
	parameters := map[string]apiParameter{}
	name = openPart.ReplaceAllStringFunc(name, func(part string) string {
		key := strings.Trim(strings.ReplaceAll(notInNames.ReplaceAllString(part, ""), ".", "_"), "_")
		key = cmp.Or(key, "part")
		parameters[key] = apiParameter{part + " in the code"}
		return "{" + key + "}"
	})
	if len(parameters) == 0 {
		return nil, nil
	}
	return &name, parameters
}

// channelBindings say what the broker knows of a channel.
func (a *api) channelBindings(u *use) map[string]any {
	c := u.channel
	switch c.Broker {
	case graph.Kafka:
		b := map[string]any{"bindingVersion": kafkaBinding}
		if c.Resolution == graph.Exact {
			b["topic"] = c.Name
		}
		for setting, key := range map[string]string{"partitions": "partitions", "replication": "replicas"} {
			if n, err := strconv.Atoi(c.Settings[setting]); err == nil && n > 0 {
				b[key] = n
			}
		}
		if policy := c.Settings["cleanup_policy"]; policy == "compact" || policy == "delete" {
			b["topicConfiguration"] = map[string]any{"cleanup.policy": []string{policy}}
		}
		return map[string]any{"kafka": b}
	case graph.RabbitMQ:
		return map[string]any{"amqp": a.amqp(u)}
	}
	return nil
}

// amqp says whether a channel is a queue or what an exchange gets with a routing key.
func (a *api) amqp(u *use) map[string]any {
	c := u.channel
	is, what, name, settings := "queue", "queue", c.Name, c.Settings
	if c.Kind == graph.Exchange {
		is, what = "routingKey", "exchange"
		if e := u.endpoints[0].Exchange; e != "" {
			name = e
			settings = a.channels[c.Broker+":"+e].Settings
		}
	}
	object := map[string]any{}
	if len(name) <= maxBinding && c.Resolution == graph.Exact {
		object["name"] = name
	}
	flags := map[string]string{"durable": "durable", "auto_delete": "autoDelete"}
	if what == "queue" {
		flags["exclusive"] = "exclusive"
	}
	for setting, key := range flags {
		if v, err := strconv.ParseBool(settings[setting]); err == nil {
			object[key] = v
		}
	}
	if t := settings["type"]; what == "exchange" && slices.Contains([]string{"topic", "direct", "fanout", "default", "headers"}, t) {
		object["type"] = t
	}
	return map[string]any{"is": is, what: object, "bindingVersion": amqpBinding}
}

// operationBindings say how the service talks to its broker.
func operationBindings(u *use) map[string]any {
	setting := func(name string) string {
		for _, e := range u.endpoints {
			if v := e.Settings[name]; v != "" {
				return v
			}
		}
		return ""
	}
	switch u.channel.Broker {
	case graph.Kafka:
		if len(u.groups) > 0 {
			group := map[string]any{"type": "string", "enum": u.groups}
			return map[string]any{"kafka": map[string]any{"groupId": group, "bindingVersion": kafkaBinding}}
		}
	case graph.NATS:
		if len(u.groups) == 1 && len(u.groups[0]) <= maxBinding {
			return map[string]any{"nats": map[string]any{"queue": u.groups[0], "bindingVersion": natsBinding}}
		}
	case graph.RabbitMQ:
		b := map[string]any{"bindingVersion": amqpBinding}
		if mode := setting("delivery_mode"); mode == "1" || mode == "2" {
			b["deliveryMode"], _ = strconv.Atoi(mode)
		}
		if auto, err := strconv.ParseBool(setting("auto_ack")); err == nil {
			b["ack"] = !auto
		}
		if len(b) > 1 {
			return map[string]any{"amqp": b}
		}
	}
	return nil
}
