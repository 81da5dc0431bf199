package model

import (
	"github.com/flowvet/flowvet/graph"
)

// The words that the format knows, for messages in this order.
var (
	kinds       = words(graph.Topic, graph.Queue, graph.Exchange, graph.Subject, graph.Stream, graph.Bucket)
	modes       = words(graph.Sync, graph.Async, graph.Batch, graph.Transaction, graph.Request, graph.Reply)
	encodings   = []string{"json", "protobuf", "avro", "gob", "msgpack", "xml", "cloudevents", "text"}
	causes      = []string{"http", "grpc", "cron", "cli", "goroutine", "now", "once", "later"}
	roles       = []string{"ack", "nack", "commit", "flush", "close", "transaction", "lookup", "setting"}
	placeForms  = words(FormMessage, FormChan, FormValues, FormSlice, FormIter, FormSource, FormPayload, FormKey)
	withForms   = append(placeForms[:len(placeForms):len(placeForms)], words(FormDecoded, FormNothing, FormReflect)...)
	targetKinds = words(graph.Queue, graph.Exchange)
)

func words[T ~string](of ...T) []string {
	out := make([]string, len(of))
	for i, word := range of {
		out[i] = string(word)
	}
	return out
}

// usualKinds are those of the brokers whose endpoints do not have topics.
var usualKinds = map[string]struct{ publish, consume graph.Kind }{
	graph.RabbitMQ: {graph.Exchange, graph.Queue},
	graph.NATS:     {graph.Subject, graph.Subject},
}

// UsualKind is the kind of channel that an endpoint of a broker has, unless its
// model says otherwise.
func UsualKind(broker string, publish bool) graph.Kind {
	usual, ok := usualKinds[broker]
	switch {
	case !ok:
		return graph.Topic
	case publish:
		return usual.publish
	default:
		return usual.consume
	}
}

func (c *compiler) call(at where, call Call) (*CompiledCall, bool) {
	symbol, err := ParseSymbol(call.Call)
	if err != nil {
		c.errorf(at.in("call"), "%v", err)
		return nil, false
	}
	if call.Package != "" && !importPath(call.Package) {
		c.errorf(at.in("package"), "%q is not an import path", call.Package)
	}
	sc := scope{symbol: symbol, options: len(call.Options) > 0}
	out := &CompiledCall{Symbol: symbol, File: c.file, Role: call.Role}
	out.Each = c.expr(at.in("each"), call.Each, sc)
	sc.each = call.Each != ""
	out.When = c.expr(at.in("when"), call.When, sc)
	out.Publish = c.endpoint(at.in("publish"), call.Publish, sc, true)
	out.Consume = c.endpoint(at.in("consume"), call.Consume, sc, false)
	out.Declare = c.declare(at.in("declare"), call.Declare, sc)
	out.Bind = c.bind(at.in("bind"), call.Bind, sc)
	out.Make = c.attributesOf(at.in("make"), call.Make, sc)
	out.Set, out.SetOf = c.set(at, call, sc)
	out.Sends, out.SendsOn = c.sends(at, call, sc)
	out.Put = c.put(at.in("put"), call.Put, sc)
	for i, option := range call.Options {
		out.Options = append(out.Options, c.param(at.in("options", i), option, sc))
	}
	out.Returns = c.expr(at.in("returns"), call.Returns, sc)
	for i, d := range call.Deliver {
		out.Deliver = append(out.Deliver, c.deliver(at.in("deliver", i), d, sc))
	}
	for i, cb := range call.Calls {
		out.Calls = append(out.Calls, c.callback(at.in("calls", i), cb, sc))
	}
	out.Request = c.request(at.in("request"), call.Request, sc)
	out.Encode = c.codec(at.in("encode"), call.Encode, sc)
	out.Decode = c.codec(at.in("decode"), call.Decode, sc)
	c.oneOf(at.in("role"), "role", call.Role, roles)
	out.Requeue = c.expr(at.in("requeue"), call.Requeue, sc)
	out.Blocks = c.expr(at.in("blocks"), call.Blocks, sc)
	c.roles(at, out)
	return out, true
}

// roles checks that the call means something, and that its file may say so.
func (c *compiler) roles(at where, call *CompiledCall) {
	broker := call.Publish != nil || call.Consume != nil || call.Sends != nil || call.Declare != nil || call.Bind != nil
	other := call.Make != nil || call.Set != nil || call.Put != nil || call.Returns != nil || call.Deliver != nil ||
		call.Calls != nil || call.Encode != nil || call.Decode != nil || call.Role != "" || call.Blocks != nil || call.Request != nil
	if !broker && !other {
		c.errorf(at, "%s has no role", call.Symbol)
	}
	if broker && c.file.Broker == "" {
		c.errorf(at, "%s has an endpoint, but the file names no broker", call.Symbol)
	}
	if call.Decode != nil && call.Decode.Data == nil {
		c.errorf(at.in("decode"), "decode needs data")
	}
}

func (c *compiler) endpoint(at where, e *Endpoint, sc scope, publish bool) *CompiledEndpoint {
	if e == nil {
		return nil
	}
	c.oneOf(at.in("kind"), "kind", e.Kind, kinds)
	c.oneOf(at.in("mode"), "mode", e.Mode, modes)
	c.oneOf(at.in("encoding"), "encoding", e.Encoding, encodings)
	if e.Channel == "" && e.Exchange == "" && e.Stream == "" {
		c.errorf(at, "endpoint needs a channel, exchange or stream")
	}
	out := &CompiledEndpoint{
		Broker:   c.expr(at.in("broker"), e.Broker, sc),
		Kind:     graph.Kind(e.Kind),
		Channel:  c.expr(at.in("channel"), e.Channel, sc),
		Exchange: c.expr(at.in("exchange"), e.Exchange, sc),
		Key:      c.expr(at.in("key"), e.Key, sc),
		Stream:   c.expr(at.in("stream"), e.Stream, sc),
		Group:    c.expr(at.in("group"), e.Group, sc),
		Payload:  c.expr(at.in("payload"), e.Payload, sc),
		Headers:  c.expr(at.in("headers"), e.Headers, sc),
		Encoding: e.Encoding,
		Regexp:   c.expr(at.in("regexp"), e.Regexp, sc),
		Mode:     graph.Mode(e.Mode),
		Awaited:  e.Awaited,
		Settings: c.attributesOf(at.in("settings"), e.Settings, sc),
		Acked:    c.expr(at.in("acked"), e.Acked, sc),
		Buffered: c.expr(at.in("buffered"), e.Buffered, sc),
		Reports:  c.reports(at.in("reports"), e.Reports, sc),
	}
	if out.Kind == "" && e.Broker == "" {
		out.Kind = UsualKind(c.file.Broker, publish)
	}
	if prefix, ok := out.Regexp.Literal(); ok && prefix != "true" && prefix != "false" {
		out.Regexp, out.RegexpPrefix = nil, prefix
	}
	return out
}

func (c *compiler) reports(at where, r *Reports, sc scope) *CompiledReports {
	if r == nil {
		return nil
	}
	if r.To == "" && len(r.Read) == 0 {
		c.errorf(at, "reports need to or read")
	}
	return &CompiledReports{
		When: c.expr(at.in("when"), r.When, sc),
		To:   c.expr(at.in("to"), r.To, sc),
		Read: r.Read,
		Off:  c.expr(at.in("off"), r.Off, sc),
	}
}

func (c *compiler) put(at where, p *Put, sc scope) *CompiledPut {
	if p == nil {
		return nil
	}
	if p.Key == "" || p.Value == "" {
		c.errorf(at, "put needs a key and a value")
	}
	if p.Map == "" && sc.symbol.Recv == "" {
		c.errorf(at, "put of a function without receiver needs a map")
	}
	return &CompiledPut{
		Map:   c.expr(at.in("map"), p.Map, sc),
		Key:   c.expr(at.in("key"), p.Key, sc),
		Value: c.expr(at.in("value"), p.Value, sc),
	}
}

func (c *compiler) declare(at where, d *Declare, sc scope) *CompiledDeclare {
	if d == nil {
		return nil
	}
	c.oneOf(at.in("kind"), "kind", d.Kind, kinds)
	if d.Kind == "" || d.Name == "" {
		c.errorf(at, "declaration needs a kind and a name")
	}
	return &CompiledDeclare{
		Kind:       graph.Kind(d.Kind),
		Name:       c.expr(at.in("name"), d.Name, sc),
		Type:       c.expr(at.in("type"), d.Type, sc),
		Subjects:   c.expr(at.in("subjects"), d.Subjects, sc),
		DeadLetter: c.expr(at.in("dead_letter"), d.DeadLetter, sc),
		Settings:   c.attributesOf(at.in("settings"), d.Settings, sc),
	}
}

func (c *compiler) bind(at where, b *Bind, sc scope) *CompiledBind {
	if b == nil {
		return nil
	}
	c.oneOf(at.in("target_kind"), "target kind", b.TargetKind, targetKinds)
	if b.Source == "" || b.Target == "" {
		c.errorf(at, "binding needs a source and a target")
	}
	out := &CompiledBind{
		Source:     c.expr(at.in("source"), b.Source, sc),
		Key:        c.expr(at.in("key"), b.Key, sc),
		Target:     c.expr(at.in("target"), b.Target, sc),
		TargetKind: graph.Kind(b.TargetKind),
	}
	if out.TargetKind == "" {
		out.TargetKind = graph.Queue
	}
	return out
}

// set is what Set writes, and to which parameter.
func (c *compiler) set(at where, call Call, sc scope) ([]Attribute, int) {
	of := Receiver
	switch {
	case call.Of != "":
		of = c.param(at.in("of"), call.Of, sc)
	case len(call.Set) > 0 && sc.symbol.Recv == "":
		c.errorf(at.in("set"), "function without receiver needs of, the parameter that is set")
	}
	return c.attributesOf(at.in("set"), call.Set, sc), of
}

// sends is what is published through a Go channel, and the parameter that it is.
func (c *compiler) sends(at where, call Call, sc scope) (*CompiledEndpoint, int) {
	on := Result
	if call.SendsOn != "" {
		on = c.param(at.in("sends_on"), call.SendsOn, sc)
	}
	sc.sent = true
	return c.endpoint(at.in("sends"), call.Sends, sc, true), on
}

func (c *compiler) codec(at where, codec *Codec, sc scope) *CompiledCodec {
	if codec == nil {
		return nil
	}
	c.oneOf(at.in("encoding"), "encoding", codec.Encoding, encodings)
	if codec.Value == "" {
		c.errorf(at, "codec needs a value")
	}
	return &CompiledCodec{
		Value:    c.expr(at.in("value"), codec.Value, sc),
		Data:     c.expr(at.in("data"), codec.Data, sc),
		Encoding: codec.Encoding,
	}
}

func (c *compiler) param(at where, name string, sc scope) int {
	i := sc.symbol.param(name)
	if i < 0 {
		c.errorf(at, "%s has no parameter %q", sc.symbol, name)
	}
	return i
}
