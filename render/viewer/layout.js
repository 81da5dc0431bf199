// The layout: layers from left to right, few crossings, long links through bends.
const gapX = 90, gapY = 18, maxBends = 4000;

// arrange places nodes and returns the bends of links. Each connected part is laid out
// alone, and parts are put below each other or side by side.
function arrange(shown, edges) {
  const parts = components(shown, edges).map((p) => arrangePart(p.nodes, p.links));
  const area = parts.reduce((sum, p) => sum + (p.width + 80) * (p.height + 60), 0);
  const row = Math.max(Math.sqrt(area * 1.7), ...parts.map((p) => p.width));
  let x = 0, y = 0, tall = 0;
  for (const p of parts) {
    if (x > 0 && x + p.width > row) { x = 0; y += tall + 60; tall = 0; }
    p.move(x, y);
    x += p.width + 80;
    tall = Math.max(tall, p.height);
  }
}

function components(shown, edges) {
  const part = new Map();
  const near = new Map([...shown].map((n) => [n, []]));
  for (const l of edges) { near.get(l.from).push(l); near.get(l.to).push(l); }
  const parts = [];
  for (const start of shown) {
    if (part.has(start)) continue;
    const p = { nodes: [], links: new Set() };
    const todo = [start];
    part.set(start, p);
    while (todo.length) {
      const n = todo.pop();
      p.nodes.push(n);
      for (const l of near.get(n)) {
        p.links.add(l);
        for (const m of [l.from, l.to]) if (!part.has(m)) { part.set(m, p); todo.push(m); }
      }
    }
    parts.push(p);
  }
  return parts.sort((a, b) => b.nodes.length - a.nodes.length);
}

function arrangePart(members, edges) {
  const items = members.map((n) => ({ node: n, w: n.w, h: n.h, out: [], in: [], layer: 0 }));
  const itemOf = new Map(items.map((i) => [i.node, i]));
  const forward = withoutCycles(items, [...edges].map((l) => ({ link: l, from: itemOf.get(l.from), to: itemOf.get(l.to) })));
  setLayers(items, forward);
  const limit = Math.max(16, 2 * Math.sqrt(items.length));
  if (items.some((i) => i.layer > limit)) setNearLayers(items, forward);
  const bends = addBends(items, forward);
  const layers = [];
  for (const i of items) (layers[i.layer] ??= []).push(i);
  uncross(layers);
  const width = placeColumns(layers);
  placeRows(layers);
  const top = Math.min(...items.map((i) => i.y - i.h / 2)), bottom = Math.max(...items.map((i) => i.y + i.h / 2));
  return {
    width, height: bottom - top,
    move(dx, dy) {
      for (const i of items) { i.x += dx; i.y += dy - top; if (i.node) { i.node.x = i.x; i.node.y = i.y; } }
      for (const e of forward) e.link.bends = (bends.get(e) ?? []).map((i) => [i.x, i.y, i.w]);
      for (const e of forward) if (e.reversed) e.link.bends.reverse();
    },
  };
}

// withoutCycles turns links that lead back around.
function withoutCycles(items, edges) {
  const out = new Map(items.map((i) => [i, []])), fed = new Map();
  for (const e of edges) { out.get(e.from).push(e); fed.set(e.to, (fed.get(e.to) ?? 0) + 1); }
  const state = new Map();
  const starts = [...items].sort((a, b) => (fed.get(a) ?? 0) - (fed.get(b) ?? 0));
  for (const start of starts) {
    if (state.has(start)) continue;
    state.set(start, 1);
    const stack = [[start, 0]];
    while (stack.length) {
      const top = stack[stack.length - 1];
      const e = out.get(top[0])[top[1]++];
      if (!e) { state.set(top[0], 2); stack.pop(); continue; }
      if (state.get(e.to) === 1) e.reversed = true;
      else if (!state.has(e.to)) { state.set(e.to, 1); stack.push([e.to, 0]); }
    }
  }
  for (const e of edges) {
    if (e.reversed) [e.from, e.to] = [e.to, e.from];
    e.from.out.push(e.to);
    e.to.in.push(e.from);
  }
  return edges;
}

// setLayers puts each item behind what leads to it, and those that only lead on close
// to where they lead.
function setLayers(items, edges) {
  const missing = new Map(items.map((i) => [i, i.in.length]));
  const todo = items.filter((i) => i.in.length === 0), order = [];
  while (todo.length) {
    const i = todo.shift();
    order.push(i);
    for (const o of i.out) {
      o.layer = Math.max(o.layer, i.layer + 1);
      missing.set(o, missing.get(o) - 1);
      if (missing.get(o) === 0) todo.push(o);
    }
  }
  for (const i of order.reverse()) if (i.out.length && i.in.length === 0) i.layer = Math.min(...i.out.map((o) => o.layer)) - 1;
}

// setNearLayers is for parts that long circles would make a line of: each item is as far
// from the start as the shortest way to it.
function setNearLayers(items, edges) {
  const seen = new Set();
  const starts = [...items].sort((a, b) => a.in.length - b.in.length || b.out.length - a.out.length);
  for (const start of starts) {
    if (seen.has(start)) continue;
    start.layer = 0;
    seen.add(start);
    for (const todo = [start]; todo.length;) {
      const i = todo.shift();
      for (const o of i.out) if (!seen.has(o)) { seen.add(o); o.layer = i.layer + 1; todo.push(o); }
    }
  }
  for (const e of edges) {
    if (e.from.layer <= e.to.layer) continue;
    [e.from, e.to] = [e.to, e.from];
    e.reversed = !e.reversed;
  }
}

// addBends gives links over several layers a place in each.
function addBends(items, edges) {
  const bends = new Map();
  let room = maxBends;
  for (const i of items) { i.out = []; i.in = []; }
  const join = (a, b) => { a.out.push(b); b.in.push(a); };
  for (const e of edges) {
    let at = e.from;
    const span = e.to.layer - e.from.layer - 1;
    if (span > 0 && span <= room) {
      room -= span;
      bends.set(e, []);
      for (let layer = e.from.layer + 1; layer < e.to.layer; layer++) {
        const bend = { w: 0, h: 2, layer, out: [], in: [] };
        items.push(bend);
        bends.get(e).push(bend);
        join(at, bend);
        at = bend;
      }
    }
    join(at, e.to);
  }
  return bends;
}

// uncross orders each layer by the middle of what its items are linked with.
function uncross(layers) {
  layers.forEach((l) => l.forEach((i, n) => { i.rank = n; }));
  for (let round = 0; round < 16; round++) {
    const down = round % 2 === 0;
    for (const layer of down ? layers : [...layers].reverse()) {
      for (const i of layer) {
        const near = (down ? i.in : i.out).map((n) => n.rank);
        i.want = near.length ? near.reduce((a, b) => a + b, 0) / near.length : i.rank;
      }
      layer.sort((a, b) => a.want - b.want || a.rank - b.rank);
      layer.forEach((i, n) => { i.rank = n; });
    }
  }
}

function placeColumns(layers) {
  let x = 0;
  for (const layer of layers) {
    const w = Math.max(...layer.map((i) => i.w));
    for (const i of layer) i.x = x + w / 2;
    for (const i of layer) if (!i.node) i.w = w;
    x += w + gapX;
  }
  return x - gapX;
}

// placeRows moves items towards what they are linked with, and keeps their order and
// distance: a regression that never falls.
function placeRows(layers) {
  for (const layer of layers) {
    let y = 0;
    for (const i of layer) { i.y = y + i.h / 2; y += i.h + gapY; }
  }
  for (let round = 0; round < 24; round++) {
    for (const layer of round % 2 ? [...layers].reverse() : layers) {
      for (const i of layer) {
        const near = round % 2 ? i.out : i.in;
        const all = round > 12 ? [...i.in, ...i.out] : near;
        i.want = all.length ? all.reduce((sum, n) => sum + n.y, 0) / all.length : i.y;
      }
      settle(layer);
    }
  }
}

function settle(layer) {
  const blocks = [];
  let offset = 0, last = null;
  for (const i of layer) {
    if (last) offset += (last.h + i.h) / 2 + (i.node && last.node ? gapY : gapY / 2);
    last = i;
    let block = { items: [[i, offset]], sum: i.want - offset, n: 1 };
    while (blocks.length && blocks[blocks.length - 1].sum / blocks[blocks.length - 1].n > block.sum / block.n) {
      const before = blocks.pop();
      block = { items: before.items.concat(block.items), sum: before.sum + block.sum, n: before.n + block.n };
    }
    blocks.push(block);
  }
  for (const b of blocks) for (const [i, o] of b.items) i.y = b.sum / b.n + o;
}
