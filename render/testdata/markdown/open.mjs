// Opens Markdown in Chromium as a careless site would, with raw HTML: node open.mjs FILE.md…
// Exits 1 if anything of it runs, is loaded, or could do either when it is clicked. The
// environment is that of ../mermaid/render.mjs.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const from = createRequire(path.resolve(process.env.FLOWVET_MERMAID ?? '.', 'package.json'));
const load = async (name) => import(pathToFileURL(from.resolve(name)));
const { default: puppeteer } = await load('puppeteer-core');
const { default: MarkdownIt } = await load('markdown-it');
const { marked } = await load('marked');
const markdownIt = new MarkdownIt({ html: true, linkify: true });
markdownIt.validateLink = () => true; // marked does not look at links either
const renderers = { 'markdown-it': (text) => markdownIt.render(text), marked: (text) => marked.parse(text) };

// inspect runs in the page. It returns what should not be there.
function inspect() {
  const plain = /^(A|BLOCKQUOTE|BODY|BR|CODE|DETAILS|DIV|EM|H[1-6]|HEAD|HR|HTML|LI|OL|P|PRE|SPAN|STRONG|SUMMARY|T(ABLE|BODY|D|H|HEAD|R)|UL)$/;
  const wrong = [];
  for (const e of document.querySelectorAll('*')) {
    if (!plain.test(e.tagName)) wrong.push(`element ${e.tagName}`);
    for (const a of e.attributes) {
      if (!['align', 'class', 'href', 'id', 'open', 'style'].includes(a.name)) wrong.push(`attribute ${a.name} of ${e.tagName}`);
    }
    if (e.tagName === 'A' && !/^https?:$/.test(new URL(e.getAttribute('href'), 'https://host/').protocol)) wrong.push(`link to ${e.getAttribute('href')}`);
    for (const event of ['mouseover', 'focus', 'error', 'load']) e.dispatchEvent(new Event(event));
  }
  return wrong;
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

// problems opens a text and says what it could do.
async function problems(html) {
  const page = await browser.newPage();
  const wrong = [];
  page.on('dialog', (d) => { wrong.push('a dialog opened'); d.dismiss(); });
  page.on('request', (r) => wrong.push(`asked for ${r.url()}`));
  await page.setContent(html);
  wrong.push(...await page.evaluate(inspect));
  await page.close();
  return [...new Set(wrong)];
}

let failed = false;
const files = process.argv.slice(2);
for (const [name, render] of Object.entries(renderers)) {
  for (const attack of ['<script>alert(1)</script>', '<b onclick="alert(1)">x</b>', '[x](javascript:alert(1))', '![x](https://host/x)']) {
    if ((await problems(render(attack))).length === 0) {
      failed = true;
      console.error(`${name}: ${attack} is not seen, so nothing below means anything`);
    }
  }
  for (const file of files) {
    const text = render(await readFile(file, 'utf8'));
    const wrong = await problems(text);
    for (const what of wrong) console.error(`${file} by ${name}: ${what}`);
    failed ||= wrong.length > 0 || !text.includes('<table>');
  }
}
await browser.close();
console.log(`${files.length} documents opened, ${failed ? 'something is wrong' : 'nothing runs'}`);
process.exit(failed || files.length === 0 ? 1 : 0);
