// The model: nodes and links of the graph document in the page.
const { graph: doc, source } = JSON.parse(document.getElementById('data').textContent);
const list = (v) => v ?? [];
const short = (type) => type.replace(/[^\s[\](){}*,]*[./]/g, '');
const brokerName = (b) => ({ kafka: 'Kafka', rabbitmq: 'RabbitMQ', nats: 'NATS' })[b] ?? b.replace(/^other:/, '');
const eventOf = (e) => (e.event?.type ? short(e.event.type) : '');

const nodes = new Map(); // by kind and id
const links = new Map(); // by ends
const endpoints = new Map(list(doc.endpoints).map((e) => [e.id, e]));

function node(kind, id, label, more) {
  const key = kind + ' ' + id;
  if (!nodes.has(key)) nodes.set(key, { key, kind, id, label: label || id, events: new Set(), brokers: new Set(), links: [], ...more });
  return nodes.get(key);
}

function link(from, to, event, uncertain, kind) {
  if (from === to) return;
  const key = from.key + '\n' + to.key;
  let l = links.get(key);
  if (!l) {
    l = { from, to, events: new Set(), uncertain, kind };
    links.set(key, l);
    from.links.push(l);
    to.links.push(l);
  }
  if (event) l.events.add(event);
}

const channelInfo = new Map(list(doc.channels).map((c) => [c.id, c]));
function channelNode(id, broker) {
  const c = channelInfo.get(id) ?? { id, broker, kind: 'channel', name: id, resolution: 'unknown' };
  const n = node('channel', c.id, c.name || 'unknown ' + c.kind, { channel: c, uncertain: c.resolution !== 'exact' });
  n.brokers.add(c.broker);
  for (const t of list(c.events)) n.events.add(short(t));
  return n;
}

for (const e of doc.endpoints) {
  if (e.services.length === 0) continue;
  if (e.mode === 'reply' && channelInfo.get(e.channel)?.resolution !== 'exact') continue;
  const c = channelNode(e.channel, e.broker);
  for (const id of e.services) {
    const s = node('service', id);
    s.brokers.add(e.broker);
    const event = eventOf(e);
    if (event) { s.events.add(event); c.events.add(event); }
    if (e.direction === 'publish') { s.publishes = true; link(s, c, event, c.uncertain, 'publishes'); } else { s.consumes = true; link(c, s, event, c.uncertain, 'consumes'); }
  }
}
for (const f of list(doc.flows)) {
  for (const id of f.consume) {
    const to = endpoints.get(id)?.channel;
    const a = nodes.get('channel ' + f.channel), b = nodes.get('channel ' + to);
    if (a && b) for (const event of a.events.size === 1 ? a.events : ['']) link(a, b, event, a.uncertain || b.uncertain, 'routes to');
  }
}
for (const c of list(doc.channels)) {
  const a = nodes.get('channel ' + c.id);
  if (a && c.dead_letter) link(a, channelNode(c.dead_letter, c.broker), '', true, 'dead letters to');
}
for (const s of list(doc.stores)) {
  for (const a of s.access) {
    const from = nodes.get('service ' + a.service);
    if (from) link(from, node('store', s.id, s.id, { store: s }), '', false, 'uses');
  }
}
for (const i of list(doc.integrations)) {
  const from = nodes.get('service ' + i.service);
  if (from && i.kind.endsWith('-client')) link(from, node('external', i.name, i.name, { integration: i }), '', false, 'calls');
}
for (const n of nodes.values()) {
  n.role = n.kind === 'service' ? (n.publishes ? (n.consumes ? 'process' : 'publisher') : 'consumer') : n.kind;
}
for (const n of nodes.values()) { // what stands beside belongs to the brokers and events of its services
  if (n.kind === 'store' || n.kind === 'external') {
    for (const l of n.links) { for (const b of l.from.brokers) n.brokers.add(b); for (const e of l.from.events) n.events.add(e); }
  }
}

// Colours of events; those that are on most links come first.
const palette = ['#8e44ad', '#00897b', '#d81b60', '#b28704', '#5c6bc0', '#8d6e63', '#0097a7', '#827717', '#e64a19', '#388e3c'];
const seen = new Map();
for (const l of links.values()) for (const e of l.events) seen.set(e, (seen.get(e) ?? 0) + 1);
const allEvents = [...seen.keys()].sort();
const colored = [...allEvents].sort((a, b) => seen.get(b) - seen.get(a) || (a < b ? -1 : 1)).slice(0, palette.length);
const colorOf = (events) => { const i = events.size === 1 ? colored.indexOf([...events][0]) : -1; return i < 0 ? null : palette[i]; };
const allBrokers = [...new Set(list(doc.channels).map((c) => c.broker))].sort();

// around is a node with what it is linked to; of channels on the way the other end, too.
function around(n) {
  const near = new Set([n]);
  const walk = (at, depth, forward) => {
    for (const l of at.links) {
      const next = forward ? (l.from === at ? l.to : null) : (l.to === at ? l.from : null);
      if (!next || near.has(next)) continue;
      near.add(next);
      if (next.kind === 'channel') walk(next, depth, forward);
      else if (depth > 1) walk(next, depth - 1, forward);
    }
  };
  walk(n, 1, true);
  walk(n, 1, false);
  return near;
}
