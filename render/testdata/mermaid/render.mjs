// Renders Mermaid diagrams in Chromium and checks what is drawn:
// node render.mjs [-o FOLDER] [--theme NAME] FILE…
// Every node's and subgraph's label in the text must be in the picture as it was
// meant, every edge drawn, and nothing be an error message. With -o the pictures
// are written as SVG and PNG. The environment: FLOWVET_MERMAID is the folder with
// node_modules, FLOWVET_MERMAID_JS another build of mermaid.min.js, CHROMIUM the
// browser.
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import path from 'node:path';

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { o: { type: 'string', short: 'o' }, theme: { type: 'string', default: 'default' } },
});
const from = createRequire(path.resolve(process.env.FLOWVET_MERMAID ?? '.', 'package.json'));
const { default: puppeteer } = await import(pathToFileURL(from.resolve('puppeteer-core')));
const script = process.env.FLOWVET_MERMAID_JS
  ?? path.join(path.dirname(from.resolve('mermaid/package.json')), 'dist/mermaid.min.js');

// decode undoes the escape of labels.
const decode = (label) => label.split('<br/>')
  .map((line) => line.replace(/#(\d+);/g, (_, n) => String.fromCodePoint(Number(n)))).join('');
const squeeze = (text) => text.replace(/[\s\u200b]+/g, '');

// expected reads off the text what has to be in the picture: of a sequence diagram
// participants are nodes, texts of messages and notes subgraphs, messages edges.
function expected(text) {
  if (text.startsWith('sequenceDiagram')) return expectedSequence(text);
  const nodes = [], clusters = [];
  let edges = 0;
  for (const line of text.split('\n').map((l) => l.trim())) {
    const label = line.match(/"(.*)"/)?.[1];
    if (/ (-->|-\.->|==>)/.test(line)) edges++;
    else if (line.startsWith('subgraph ')) clusters.push(squeeze(decode(label)));
    else if (/^\w+[[({>].*"/.test(line)) nodes.push(squeeze(decode(label)));
  }
  return { nodes: nodes.sort(), clusters: clusters.sort(), edges };
}

function expectedSequence(text) {
  const nodes = [], clusters = [];
  let edges = 0;
  for (const line of text.split('\n').map((l) => l.trim())) {
    const who = line.match(/^(?:participant|actor) \w+ as (.*)$/)?.[1];
    const said = line.match(/^(?:\w+--?>>\w+|Note over \w+): (.*)$/)?.[1];
    if (who !== undefined) nodes.push(squeeze(decode(who)));
    if (said !== undefined) clusters.push(squeeze(decode(said)));
    if (/^\w+--?>>/.test(line)) edges++;
  }
  return { nodes: [...new Set(nodes)].sort(), clusters: clusters.sort(), edges };
}

// draw runs in the page.
async function draw(text, theme) {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme });
  const { svg } = await mermaid.render('diagram', text);
  document.body.innerHTML = svg;
  const labels = (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent);
  if (text.startsWith('sequenceDiagram')) {
    return {
      svg,
      all: [...document.querySelectorAll('text')].map((e) => e.textContent).join('\n'),
      edges: document.querySelectorAll('.messageLine0, .messageLine1').length,
      title: document.querySelector('svg > title')?.textContent ?? '',
      desc: document.querySelector('svg > desc')?.textContent ?? '',
    };
  }
  return {
    svg,
    nodes: labels('g.node .nodeLabel'),
    clusters: labels('g.cluster .nodeLabel, g.cluster .cluster-label span:not(:has(span))'),
    edges: document.querySelectorAll('path.flowchart-link[marker-end]').length,
    title: document.querySelector('svg > title')?.textContent ?? '',
    desc: document.querySelector('svg > desc')?.textContent ?? '',
  };
}

function differences(want, got) {
  const problems = [];
  if (got.all !== undefined) { // a label may be broken into lines anywhere
    const all = squeeze(got.all);
    for (const said of want.clusters) if (!all.includes(said)) problems.push(`${said} is not in the picture`);
    for (const who of want.nodes) if (!all.includes(who)) problems.push(`${who} is not in the picture`);
    if (got.edges !== want.edges) problems.push(`${got.edges} messages, want ${want.edges}`);
    if (!got.title || !got.desc) problems.push('no title or description');
    return problems;
  }
  const nodes = got.nodes.map(squeeze).sort(), clusters = [...new Set(got.clusters.map(squeeze))].sort();
  if (JSON.stringify(nodes) !== JSON.stringify(want.nodes)) problems.push(`nodes are\n${nodes}\nwant\n${want.nodes}`);
  if (JSON.stringify(clusters) !== JSON.stringify([...new Set(want.clusters)])) problems.push(`subgraphs are\n${clusters}\nwant\n${want.clusters}`);
  if (got.edges !== want.edges) problems.push(`${got.edges} edges, want ${want.edges}`);
  if (!got.title || !got.desc) problems.push('no title or description');
  if (/Maximum text size|Syntax error|Too many edges|Unsupported markdown/.test(got.svg)) problems.push('the picture is an error message');
  return problems;
}

if (options.o) await mkdir(options.o, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
let failed = 0;
for (const file of files) {
  const text = await readFile(file, 'utf8');
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: 1600, height: 1200, deviceScaleFactor: 1.5 });
    const background = options.theme === 'dark' ? '#0d1117' : '#ffffff';
    await page.setContent(`<body style="margin:0;background:${background};font-family:'DejaVu Sans'"></body>`);
    await page.addScriptTag({ path: script });
    const got = await page.evaluate(draw, text, options.theme);
    const problems = differences(expected(text), got);
    for (const problem of problems) console.error(`${file}: ${problem}`);
    failed += problems.length > 0 ? 1 : 0;
    if (options.o) {
      const name = path.join(options.o, path.basename(file, path.extname(file)));
      await writeFile(name + '.svg', got.svg);
      await (await page.$('svg')).screenshot({ path: name + '.png' });
    }
  } catch (e) {
    failed++;
    console.error(`${file}: ${e.message}`);
  }
  await page.close();
}
await browser.close();
console.log(`${files.length - failed} diagrams rendered, ${failed} failed`);
process.exit(failed > 0 || files.length === 0 ? 1 : 0);
