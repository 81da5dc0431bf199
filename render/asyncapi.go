package render

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// AsyncAPI writes an AsyncAPI 3.0 document as YAML: of the system, in which every
// operation is tagged with its service, or of Options.Service from its own point of
// view. A service that is not there is a *graph.NotFoundError.
func AsyncAPI(w io.Writer, doc *graph.Document, opt Options) error {
	var b bytes.Buffer
	if err := AsyncAPIJSON(&b, doc, opt); err != nil {
		return err
	}
	return writeYAML(w, b.Bytes())
}

// AsyncAPIJSON writes what AsyncAPI does, as JSON.
func AsyncAPIJSON(w io.Writer, doc *graph.Document, opt Options) error {
	known := func(s graph.Service) bool { return s.ID == opt.Service }
	if opt.Service != "" && !slices.ContainsFunc(doc.Services, known) {
		return &graph.NotFoundError{Name: opt.Service}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(newAPI(doc, opt.Service)); err != nil {
		return fmt.Errorf("encode AsyncAPI: %w", err)
	}
	return nil
}

// The objects of https://www.asyncapi.com/docs/reference/specification/v3.0.0.
// Extensions are what the specification has no place for.
type (
	apiDocument struct {
		AsyncAPI   string                   `json:"asyncapi"`
		Info       apiInfo                  `json:"info"`
		Servers    map[string]apiServer     `json:"servers,omitempty"`
		Channels   map[string]*apiChannel   `json:"channels,omitempty"`
		Operations map[string]*apiOperation `json:"operations,omitempty"`
		Components *apiComponents           `json:"components,omitempty"`
	}
	apiInfo struct {
		Title       string `json:"title"`
		Version     string `json:"version"`
		Description string `json:"description,omitempty"`
	}
	apiServer struct {
		Host      string                  `json:"host"`
		Protocol  string                  `json:"protocol"`
		Variables map[string]apiParameter `json:"variables"`
	}
	apiParameter struct {
		Description string `json:"description,omitempty"`
	}
	apiChannel struct {
		Address    *string                 `json:"address"` // null if it is not known
		Title      string                  `json:"title,omitempty"`
		Servers    []apiRef                `json:"servers,omitempty"`
		Messages   map[string]apiRef       `json:"messages,omitempty"`
		Parameters map[string]apiParameter `json:"parameters,omitempty"`
		Bindings   map[string]any          `json:"bindings,omitempty"`
		Extension  map[string]any          `json:"x-flowvet,omitempty"`
	}
	apiOperation struct {
		Action    string         `json:"action"`
		Channel   apiRef         `json:"channel"`
		Title     string         `json:"title,omitempty"`
		Tags      []apiTag       `json:"tags,omitempty"`
		Messages  []apiRef       `json:"messages,omitempty"`
		Reply     *apiReply      `json:"reply,omitempty"`
		Bindings  map[string]any `json:"bindings,omitempty"`
		Extension map[string]any `json:"x-flowvet,omitempty"`
	}
	apiReply struct {
		Address  *apiAddress `json:"address,omitempty"`
		Channel  *apiRef     `json:"channel,omitempty"`
		Messages []apiRef    `json:"messages,omitempty"`
	}
	apiAddress struct {
		Location    string `json:"location"`
		Description string `json:"description,omitempty"`
	}
	apiTag struct {
		Name string `json:"name"`
	}
	apiRef struct {
		Ref string `json:"$ref"`
	}
	apiComponents struct {
		Messages map[string]*apiMessage          `json:"messages,omitempty"`
		Schemas  map[string]*graph.PayloadSchema `json:"schemas,omitempty"`
	}
	apiMessage struct {
		Name        string         `json:"name"`
		Title       string         `json:"title,omitempty"`
		Description string         `json:"description,omitempty"`
		ContentType string         `json:"contentType,omitempty"`
		Payload     *apiRef        `json:"payload,omitempty"`
		Extension   map[string]any `json:"x-flowvet,omitempty"`
	}
)

// api builds an AsyncAPI document.
type api struct {
	apiDocument
	doc      *graph.Document
	channels map[string]graph.Channel
	names    map[string]string   // keys of messages by Go type
	replies  map[string][]string // endpoints that reply, by the endpoint that is replied to
	byID     map[string]graph.Endpoint
}

func newAPI(doc *graph.Document, service string) *apiDocument {
	a := &api{doc: doc, channels: map[string]graph.Channel{}, byID: map[string]graph.Endpoint{}}
	a.AsyncAPI = "3.0.0"
	a.Info = apiInfo{title(doc), "0.0.0", "What services send and receive, inferred from Go source by flowvet. Code has no version of it."}
	if service != "" {
		a.Info.Title = service
	}
	a.Servers, a.Channels, a.Operations = map[string]apiServer{}, map[string]*apiChannel{}, map[string]*apiOperation{}
	a.Components = &apiComponents{map[string]*apiMessage{}, map[string]*graph.PayloadSchema{}}
	for _, c := range doc.Channels {
		a.channels[c.ID] = c
	}
	for _, e := range doc.Endpoints {
		a.byID[e.ID] = e
	}
	a.names = messageNames(doc)
	a.findReplies()
	for _, u := range uses(doc) {
		if service == "" || u.service == service {
			a.operation(u)
		}
	}
	return &a.apiDocument
}

// actions are seen from the service, as directions are.
var actions = map[graph.Direction]string{graph.Publish: "send", graph.Consume: "receive"}

// operation adds what a service does with a channel. A reply is part of the operation
// that it answers.
func (a *api) operation(u *use) {
	if u.endpoints[0].Mode == graph.Reply && u.channel.Resolution != graph.Exact {
		return
	}
	channel, action := a.channel(u), actions[u.direction]
	op := &apiOperation{
		Action: action, Channel: apiRef{"#/channels/" + channel}, Title: u.service + " " + action + "s " + nameOr(u.channel),
		Tags: []apiTag{{u.service}}, Bindings: operationBindings(u), Extension: map[string]any{},
	}
	var functions, handlers, keys, sources, types []string
	for _, e := range u.endpoints {
		functions, handlers, keys = append(functions, e.Function), append(handlers, e.Handler), append(keys, e.Key)
		if len(e.Trace) > 0 {
			sources = append(sources, place(e.Trace[0].File, e.Trace[0].Line))
		}
		if e.Event != nil {
			types = append(types, e.Event.Type)
		}
		op.Reply = cmp.Or(op.Reply, a.reply(e))
	}
	for _, t := range named(types) {
		op.Messages = append(op.Messages, apiRef{"#/channels/" + channel + "/messages/" + a.names[t]})
	}
	for name, values := range map[string][]string{"functions": functions, "handlers": handlers, "keys": keys, "sources": sources} {
		if values = named(values); len(values) > 0 {
			op.Extension[name] = values
		}
	}
	a.Operations[componentName(u.service+"."+action+"."+channel)] = op
}

// named are the distinct texts that are not empty.
func named(list []string) []string {
	return slices.DeleteFunc(distinct(list), func(s string) bool { return s == "" })
}

// findReplies links endpoints with those that reply: a reaction says it of the
// consumer, and a flow leads from who asks to the consumer.
func (a *api) findReplies() {
	a.replies = map[string][]string{}
	for _, r := range a.doc.Reactions {
		for _, id := range r.Publish {
			if a.byID[id].Mode == graph.Reply {
				a.replies[r.Consume] = append(a.replies[r.Consume], id)
			}
		}
	}
	for _, f := range a.doc.Flows {
		for _, from := range f.Publish {
			for _, to := range f.Consume {
				if a.byID[from].Mode == graph.Request {
					a.replies[from] = append(a.replies[from], a.replies[to]...)
				}
			}
		}
	}
}

// reply describes what answers an endpoint, nil if nothing does.
func (a *api) reply(e graph.Endpoint) *apiReply {
	replies := distinct(a.replies[e.ID])
	if len(replies) == 0 && e.Mode != graph.Request {
		return nil
	}
	r := &apiReply{Address: &apiAddress{"$message.header#/reply", "the address that whoever asks waits at"}}
	for _, id := range replies {
		answer := a.byID[id]
		u := &use{channel: a.channels[answer.Channel], endpoints: []graph.Endpoint{answer}, direction: graph.Publish}
		channel := a.channel(u)
		r.Channel = cmp.Or(r.Channel, &apiRef{"#/channels/" + channel})
		if answer.Event != nil && answer.Event.Type != "" && r.Channel.Ref == "#/channels/"+channel {
			r.Messages = append(r.Messages, apiRef{r.Channel.Ref + "/messages/" + a.names[answer.Event.Type]})
		}
	}
	return r
}

// channel adds the channel of a use with what passes there, and returns its key.
func (a *api) channel(u *use) string {
	c := u.channel
	key := componentName(strings.Replace(strings.TrimPrefix(c.ID, "other:"), ":", ".", 1))
	ch := a.Channels[key]
	if ch == nil {
		server := a.server(c.Broker)
		ch = &apiChannel{Title: nameOr(c), Servers: []apiRef{{"#/servers/" + server}}, Messages: map[string]apiRef{}, Extension: map[string]any{}}
		ch.Address, ch.Parameters = address(c, u.endpoints[0])
		ch.Bindings = a.channelBindings(u)
		ch.Extension["kind"] = c.Kind
		for name, value := range map[string]string{"name": c.Name, "resolution": string(c.Resolution), "dead_letter": c.DeadLetter} {
			if value != "" {
				ch.Extension[name] = value
			}
		}
		if len(c.Settings) > 0 {
			ch.Extension["settings"] = c.Settings
		}
		a.Channels[key] = ch
	}
	for _, e := range u.endpoints {
		if e.Event != nil && e.Event.Type != "" {
			ch.Messages[a.names[e.Event.Type]] = apiRef{"#/components/messages/" + a.message(e.Event)}
		}
	}
	return key
}

// server adds the broker. Where it runs is not in the document.
func (a *api) server(broker string) string {
	name := strings.TrimPrefix(broker, "other:")
	key := componentName(name)
	protocol, ok := protocols[broker]
	if !ok {
		protocol = name
	}
	a.Servers[key] = apiServer{"{host}", protocol, map[string]apiParameter{"host": {"where " + brokerName(broker) + " runs"}}}
	return key
}
