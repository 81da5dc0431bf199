// The panel: what is known of the selection, with its trace and provenance.
function sourceLink(file, line) {
  if (!file) return '';
  const path = file.replace(/^\/+/, '').split('/').map(encodeURIComponent).join('/');
  return el('a', { href: source + path + (line ? '#L' + line : ''), rel: 'noreferrer' }, line ? `${file}:${line}` : file);
}
const jump = (n) => el('button', { class: 'link', click: () => select(n, true) }, n.label);
function facts(rows) {
  const dl = el('dl');
  for (const [name, value] of rows) if (value) dl.append(el('dt', {}, name), el('dd', {}, value));
  return dl;
}
const settings = (all) => Object.entries(all ?? {}).map(([k, v]) => `${k}=${v}`).join(', ');
function steps(title, all, line) {
  return all?.length ? el('div', {}, el('p', { class: 'soft' }, title), el('ol', {}, ...all.map((s) => el('li', {}, ...line(s))))) : null;
}

function endpointDetails(e, other) {
  return el('details', {}, el('summary', {}, `${e.direction === 'publish' ? 'publishes' : 'consumes'} ${other}`),
    facts([['event', e.event?.type], ['encoding', e.event?.encoding], ['function', e.function], ['handler', e.handler], ['group', e.group], ['key', e.key],
      ['exchange', e.exchange], ['routing key', e.routing_key], ['mode', e.mode], ['settings', settings(e.settings)], ['client', e.client]]),
    steps('Calls, from the business call to the client library\u2019s', e.trace, (f) => [sourceLink(f.file, f.line), el('br'), el('code', {}, f.function)]),
    steps('Where the name comes from', e.provenance, (s) => [el('code', {}, [s.kind, s.text].filter(Boolean).join(' ')), ' ', sourceLink(s.file, s.line)]));
}

function linked(title, all) {
  return all.length ? [el('h3', {}, title), ...all.map((n) => el('p', {}, jump(n)))] : [];
}
function schemas(types) {
  const known = list(doc.events).filter((t) => types.has(t.type) && t.schema);
  return known.length ? [el('h3', {}, 'Schemas'), ...known.map((t) => el('details', {}, el('summary', {}, short(t.type) + (t.version ? ` (version ${t.version})` : '')),
    el('pre', { tabindex: 0 }, JSON.stringify(t.schema, null, 2))))] : [];
}

function showPanel(n) {
  panel.hidden = !n;
  if (!n) return;
  const own = n.kind === 'service' ? doc.endpoints.filter((e) => e.services.includes(n.id)) : n.kind === 'channel' ? doc.endpoints.filter((e) => e.channel === n.id) : [];
  const types = new Set([...own.map((e) => e.event?.type), ...list(n.channel?.events)]);
  const c = n.channel, service = list(doc.services).find((s) => n.kind === 'service' && s.id === n.id);
  panel.replaceChildren(
    el('button', { class: 'close', title: 'Close (Escape)', 'aria-label': 'Close', click: () => select(null) }, '\u00d7'),
    el('h2', {}, n.label),
    el('p', { class: 'soft' }, c ? `${brokerName(c.broker)} ${c.kind}` + (n.uncertain ? ', named at run time' : '') : n.kind),
    facts([['package', service?.package], ['folder', service ? sourceLink(service.dir) : ''], ['name is', c?.resolution], ['settings', settings(c?.settings)], ['dead letters', c?.dead_letter],
      ['events', [...n.events].sort().join(', ')], ['kind', n.integration?.kind], ['where', n.integration ? sourceLink(n.integration.file, n.integration.line) : ''], ['client', n.store?.client]]),
    ...list(c?.declared).map((p) => el('p', {}, 'declared ', sourceLink(p.file, p.line))),
    ...list(n.store?.access).map((a) => el('p', {}, `${a.service} ${a.operation}s `, sourceLink(a.file, a.line))),
    ...linked('From', n.links.filter((l) => l.to === n).map((l) => l.from)),
    ...linked('To', n.links.filter((l) => l.from === n).map((l) => l.to)),
    ...(own.length ? [el('h3', {}, 'Endpoints'), ...own.map((e) => endpointDetails(e, c ? `in ${e.services.join(', ') || 'no service'}` : channelInfo.get(e.channel)?.name || e.channel))] : []),
    ...schemas(types));
  panel.scrollTop = 0;
}
