// Parses Mermaid diagrams: node parse.mjs FILE…
// A Markdown file stands for the diagrams in its fences. Exits 1 when one of them
// is not accepted, or when there is none at all.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

// FLOWVET_MERMAID names the folder with node_modules.
const from = createRequire(path.resolve(process.env.FLOWVET_MERMAID ?? '.', 'package.json'));
const { JSDOM } = await import(pathToFileURL(from.resolve('jsdom')));
globalThis.window = new JSDOM('').window;
globalThis.document = window.document;
const mermaidPath = path.join(path.dirname(from.resolve('mermaid/package.json')), 'dist/mermaid.core.mjs');
const { default: mermaid } = await import(pathToFileURL(mermaidPath));
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });

const maxChars = 50_000; // parse() accepts more, but hosts draw an error instead

function diagramsOf(file, text) {
  if (!file.endsWith('.md')) return [text];
  return [...text.matchAll(/^```mermaid\r?\n([\s\S]*?)^```/gm)].map((m) => m[1]);
}

let parsed = 0, failed = 0;
for (const file of process.argv.slice(2)) {
  for (const diagram of diagramsOf(file, await readFile(file, 'utf8'))) {
    try {
      if (diagram.length > maxChars) throw new Error(`${diagram.length} characters`);
      await mermaid.parse(diagram);
      parsed++;
    } catch (e) {
      failed++;
      console.error(`${file}: ${e.message}`);
    }
  }
}
console.log(`${parsed} diagrams parsed, ${failed} failed`);
process.exit(failed > 0 || parsed === 0 ? 1 : 0);
