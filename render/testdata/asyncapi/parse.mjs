// Reads AsyncAPI documents with the parser of the AsyncAPI project, which the tools of
// that project share: node parse.mjs FILE…
// Exits 1 when one has an error or a warning. The environment is that of
// ../mermaid/parse.mjs.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const from = createRequire(path.resolve(process.env.FLOWVET_MERMAID ?? '.', 'package.json'));
const { Parser } = from('@asyncapi/parser');
const parser = new Parser();
const warning = 1; // 0 is an error; above are hints, such as that 3.0 is not the latest version

const files = process.argv.slice(2);
let failed = files.length === 0;
for (const file of files) {
  const { document, diagnostics } = await parser.parse(await readFile(file, 'utf8'), { source: file });
  for (const d of diagnostics.filter((d) => d.severity <= warning)) {
    failed = true;
    console.error(`${file}:${d.range.start.line + 1}: ${d.message}`);
  }
  if (!document) { failed = true; continue; }
  console.log(`${file}: ${document.channels().all().length} channels, ${document.operations().all().length} operations, ${document.messages().all().length} messages`);
}
process.exit(failed ? 1 : 0);
