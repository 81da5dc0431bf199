// The view: drawing, selection, search and filters. Names from the document only ever
// become text nodes and attributes of shapes.
const byId = (id) => document.getElementById(id);
const svg = byId('graph'), panel = byId('panel'), results = byId('results');
const NS = 'http://www.w3.org/2000/svg';

function el(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(attributes ?? {})) typeof v === 'function' ? e.addEventListener(k, v) : e.setAttribute(k, v);
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}
function shape(name, attributes, parent) {
  const e = document.createElementNS(NS, name);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  parent?.append(e);
  return e;
}

const ruler = document.createElement('canvas').getContext('2d');
ruler.font = '500 12.5px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
for (const n of nodes.values()) {
  n.text = n.label.length > 42 ? n.label.slice(0, 41) + '\u2026' : n.label;
  n.w = Math.max(64, ruler.measureText(n.text).width + 40);
  n.h = 34;
}

// outlines by kind of channel and node, around the middle.
const outlines = {
  topic: (w, h) => `M${h / 2 - w / 2} ${-h / 2}H${w / 2 - h / 2}A${h / 2} ${h / 2} 0 0 1 ${w / 2 - h / 2} ${h / 2}H${h / 2 - w / 2}A${h / 2} ${h / 2} 0 0 1 ${h / 2 - w / 2} ${-h / 2}Z`,
  exchange: (w, h) => `M${-w / 2} 0L${12 - w / 2} ${-h / 2}H${w / 2 - 12}L${w / 2} 0L${w / 2 - 12} ${h / 2}H${12 - w / 2}Z`,
  subject: (w, h) => `M${12 - w / 2} ${-h / 2}H${w / 2}L${w / 2 - 12} ${h / 2}H${-w / 2}Z`,
  queue: (w, h) => `M${-w / 2} ${-h / 2}H${w / 2}V${h / 2}H${-w / 2}ZM${7 - w / 2} ${-h / 2}V${h / 2}M${w / 2 - 7} ${-h / 2}V${h / 2}`,
  store: (w, h) => `M${-w / 2} ${4 - h / 2}C${-w / 2} ${-h / 2 - 4} ${w / 2} ${-h / 2 - 4} ${w / 2} ${4 - h / 2}V${h / 2 - 4}C${w / 2} ${h / 2 + 4} ${-w / 2} ${h / 2 + 4} ${-w / 2} ${h / 2 - 4}ZM${-w / 2} ${4 - h / 2}C${-w / 2} ${12 - h / 2} ${w / 2} ${12 - h / 2} ${w / 2} ${4 - h / 2}`,
  box: (w, h) => `M${8 - w / 2} ${-h / 2}H${w / 2 - 8}Q${w / 2} ${-h / 2} ${w / 2} ${8 - h / 2}V${h / 2 - 8}Q${w / 2} ${h / 2} ${w / 2 - 8} ${h / 2}H${8 - w / 2}Q${-w / 2} ${h / 2} ${-w / 2} ${h / 2 - 8}V${8 - h / 2}Q${-w / 2} ${-h / 2} ${8 - w / 2} ${-h / 2}Z`,
};
outlines.stream = outlines.bucket = outlines.store;

const state = { broker: '', event: '', only: false, selected: null, x: 0, y: 0, k: 1 };
let layer = null, box = null; // what is drawn, and what is around it

function shownNodes() {
  const fits = (n) => (!state.broker || n.brokers.has(state.broker)) && (!state.event || n.events.has(state.event));
  const near = state.only && state.selected ? around(state.selected) : null;
  return new Set([...nodes.values()].filter((n) => fits(n) && (!near || near.has(n))));
}

function draw() {
  const shown = shownNodes();
  const edges = [...links.values()].filter((l) => shown.has(l.from) && shown.has(l.to) && (!state.event || l.events.size === 0 || l.events.has(state.event)));
  arrangeOnce(shown, edges);
  layer = shape('g', {});
  for (const l of edges) drawEdge(l);
  for (const n of shown) drawNode(n);
  svg.replaceChildren(layer);
  box = boxOf(shown, edges);
  svg.classList.toggle('many', shown.size > 250);
  byId('count').textContent = shown.size === 0 ? 'Nothing to show' : `${[...shown].filter((n) => n.kind === 'service').length} services, ${[...shown].filter((n) => n.kind === 'channel').length} channels`;
  mark();
  fit();
}

// arrangeOnce keeps the places of everything, since every filter ends with it.
let places = null;
function arrangeOnce(shown, edges) {
  const whole = shown.size === nodes.size && edges.length === links.size;
  if (whole && places) { for (const [of, at] of places) Object.assign(of, at); return; }
  arrange(shown, edges);
  if (whole) places = [...[...shown].map((n) => [n, { x: n.x, y: n.y }]), ...edges.map((l) => [l, { bends: l.bends }])];
}

// boxOf is around all that is drawn, without asking the browser, which would lay out
// every text for it.
function boxOf(shown, edges) {
  const b = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const hold = (x, y, w, h) => {
    b.left = Math.min(b.left, x - w / 2); b.right = Math.max(b.right, x + w / 2);
    b.top = Math.min(b.top, y - h / 2); b.bottom = Math.max(b.bottom, y + h / 2);
  };
  for (const n of shown) hold(n.x, n.y, n.w, n.h);
  for (const l of edges) for (const [x, y, w] of l.bends) hold(x, y, w, 0);
  return b;
}

function drawEdge(l) {
  const points = [[l.from.x + l.from.w / 2, l.from.y]];
  const back = l.from.x > l.to.x;
  if (back) points[0][0] = l.from.x - l.from.w / 2;
  for (const [x, y, w] of l.bends) { const s = back ? -1 : 1; points.push([x - s * w / 2, y], [x + s * w / 2, y]); }
  points.push([l.to.x + (back ? l.to.w / 2 + 7 : -l.to.w / 2 - 7), l.to.y]);
  let d = `M${points[0].join(' ')}`;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]], middle = (a[0] + b[0]) / 2;
    d += `C${middle} ${a[1]} ${middle} ${b[1]} ${b.join(' ')}`;
  }
  const [x, y] = points[points.length - 1], s = back ? 1 : -1, color = colorOf(l.events);
  l.path = shape('path', { class: 'edge' + (l.uncertain ? ' uncertain' : ''), d }, layer);
  l.head = shape('path', { class: 'head', d: `M${x - s * 7} ${y}L${x + s * 2} ${y - 4.5}V${y + 4.5}Z` }, layer);
  if (color) { l.path.style.stroke = color; l.head.style.fill = color; }
  shownBy.set(l.path, l);
}

function drawNode(n) {
  const g = shape('g', { class: `node ${n.role}` + (n.uncertain ? ' uncertain' : ''), transform: `translate(${n.x} ${n.y})`, tabindex: 0, role: 'button' }, layer);
  g.setAttribute('aria-label', `${n.kind} ${n.label}`);
  const path = shape('path', { class: 'shape', d: (outlines[n.channel?.kind] ?? outlines[n.kind] ?? outlines.box)(n.w, n.h) }, g);
  const color = n.kind === 'channel' ? colorOf(n.events) : null;
  if (color) path.style.stroke = color;
  shape('text', {}, g).textContent = n.text;
  shownBy.set(g, n);
  n.element = g;
}

// What a node or link does under pointer and keys is handled once for all of them.
const shownBy = new WeakMap(); // nodes and links by their elements
const nodeAt = (e) => shownBy.get(e.target.closest('.node'));
svg.addEventListener('click', (e) => { const n = nodeAt(e); if (n) select(n); });
svg.addEventListener('keydown', (e) => {
  const n = nodeAt(e);
  if (n && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); select(n); }
});
svg.addEventListener('pointerover', (e) => {
  const element = e.target.closest('.node, .edge'), at = shownBy.get(element);
  if (!at || element.querySelector('title')) return;
  shape('title', {}, element).textContent = at.label ?? [`${at.from.label} ${at.kind} ${at.to.label}`, ...at.events].join('\n');
});

// mark shows what is selected and what is around it.
function mark() {
  const near = state.selected ? around(state.selected) : new Set();
  layer.classList.toggle('dimmed', near.size > 0);
  for (const n of nodes.values()) {
    n.element?.classList.toggle('near', near.has(n));
    n.element?.classList.toggle('selected', n === state.selected);
  }
  for (const l of links.values()) for (const e of [l.path, l.head]) e?.classList.toggle('near', near.has(l.from) && near.has(l.to));
}

function select(n, center) {
  state.selected = n;
  if (n && !shownNodes().has(n)) { state.broker = state.event = byId('broker').value = byId('event').value = ''; draw(); } else if (state.only) draw(); else mark();
  showPanel(n);
  if (n && center) centerOn(n);
}

// Pan and zoom.
function place() {
  layer.setAttribute('transform', `translate(${state.x} ${state.y}) scale(${state.k})`);
  svg.classList.toggle('far', state.k < 0.25); // labels would be smaller than 3 pixels
}
function fit() {
  const { width, height } = svg.getBoundingClientRect();
  const w = box.right - box.left, h = box.bottom - box.top;
  if (!(w > 0) || !width) return;
  state.k = Math.min(1.25, width / (w + 80), height / (h + 120));
  state.x = (width - w * state.k) / 2 - box.left * state.k;
  state.y = (height - h * state.k) / 2 - box.top * state.k;
  place();
}
function centerOn(n) {
  const { width, height } = svg.getBoundingClientRect();
  state.k = Math.max(state.k, 0.8);
  state.x = width / 2 - n.x * state.k;
  state.y = height / 2 - n.y * state.k;
  place();
}
function zoom(factor, x, y) {
  const r = svg.getBoundingClientRect();
  x ??= r.width / 2; y ??= r.height / 2;
  const k = Math.min(4, Math.max(0.02, state.k * factor));
  state.x = x - (x - state.x) * k / state.k;
  state.y = y - (y - state.y) * k / state.k;
  state.k = k;
  place();
}
svg.addEventListener('wheel', (e) => {
  e.preventDefault();
  const r = svg.getBoundingClientRect();
  zoom(Math.exp(-e.deltaY * 0.0016), e.clientX - r.left, e.clientY - r.top);
}, { passive: false });
let drag = null;
svg.addEventListener('pointerdown', (e) => { drag = { x: e.clientX - state.x, y: e.clientY - state.y, fromX: e.clientX, fromY: e.clientY }; });
window.addEventListener('pointermove', (e) => { if (drag) { state.x = e.clientX - drag.x; state.y = e.clientY - drag.y; place(); } });
window.addEventListener('pointerup', (e) => {
  if (drag && e.target === svg && Math.hypot(e.clientX - drag.fromX, e.clientY - drag.fromY) < 4) select(null);
  drag = null;
});

// Search.
let hits = [], current = 0;
function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  hits = words.length === 0 ? [] : [...nodes.values()].filter((n) => {
    const all = [n.label, ...n.events].join(' ').toLowerCase();
    return words.every((w) => all.includes(w));
  });
  current = 0;
  layer.classList.toggle('found', hits.length > 0);
  for (const n of nodes.values()) n.element?.classList.toggle('hit', hits.includes(n));
  results.replaceChildren(...hits.slice(0, 50).map((n, i) => el('li', { role: 'option', 'aria-selected': i === current, mousedown: (e) => { e.preventDefault(); choose(i); } },
    n.label, el('span', {}, n.channel ? `${brokerName(n.channel.broker)} ${n.channel.kind}` : n.kind))));
  results.hidden = hits.length === 0;
}
function choose(i) {
  const n = hits[i];
  byId('search').value = '';
  search('');
  if (n) { select(n, true); n.element?.focus({ preventScroll: true }); }
}
byId('search').addEventListener('input', (e) => search(e.target.value));
byId('search').addEventListener('blur', () => { results.hidden = true; });
byId('search').addEventListener('keydown', (e) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step && hits.length) {
    e.preventDefault();
    current = (current + step + Math.min(hits.length, 50)) % Math.min(hits.length, 50);
    [...results.children].forEach((li, i) => { li.setAttribute('aria-selected', i === current); if (i === current) li.scrollIntoView({ block: 'nearest' }); });
  } else if (e.key === 'Enter') choose(current);
  else if (e.key === 'Escape') { e.target.value = ''; search(''); e.target.blur(); }
});

// Filters, legend and buttons.
function options(select, all, values, name) {
  select.append(el('option', { value: '' }, all), ...values.map((v) => el('option', { value: v }, name(v))));
}
options(byId('broker'), 'all', allBrokers, brokerName);
options(byId('event'), 'all', allEvents, (e) => e);
for (const name of ['broker', 'event']) byId(name).addEventListener('change', (e) => { state[name] = e.target.value; draw(); });
byId('only').addEventListener('change', (e) => { state.only = e.target.checked; draw(); });
for (const event of colored.length > 1 ? [...colored].sort() : []) {
  const icon = shape('svg', { viewBox: '0 0 10 10', 'aria-hidden': true });
  shape('circle', { cx: 5, cy: 5, r: 5, fill: palette[colored.indexOf(event)] }, icon);
  byId('legend').append(el('button', { title: 'Show only this event', click: () => { state.event = byId('event').value = state.event === event ? '' : event; draw(); } }, icon, event));
}
byId('in').addEventListener('click', () => zoom(1.3));
byId('out').addEventListener('click', () => zoom(1 / 1.3));
byId('fit').addEventListener('click', fit);
const dark = window.matchMedia('(prefers-color-scheme: dark)');
let theme = '';
function setTheme() { document.documentElement.dataset.theme = theme || (dark.matches ? 'dark' : 'light'); }
dark.addEventListener('change', setTheme);
byId('theme').addEventListener('click', () => { theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'; setTheme(); });
document.addEventListener('keydown', (e) => {
  if (e.target.matches('input[type=search], select') || e.ctrlKey || e.metaKey || e.altKey) return;
  const pan = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[e.key];
  if (pan && svg.contains(e.target)) { e.preventDefault(); state.x += pan[0]; state.y += pan[1]; place(); }
  const action = { '/': () => byId('search').focus(), '+': () => zoom(1.3), '=': () => zoom(1.3), '-': () => zoom(1 / 1.3), 0: fit, Escape: () => select(null) }[e.key];
  if (action) { e.preventDefault(); action(); }
});
window.addEventListener('resize', () => place());
setTheme();
draw();
