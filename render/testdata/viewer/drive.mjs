// Drives the viewer in Chromium: node drive.mjs [-o FOLDER] FILE.html…
// Searches, selects, filters by event, uses the keyboard and the dark look, and exits 1
// if anything of the document runs, the network is asked or the console has an error.
// With -o it writes pictures. The environment is that of ../mermaid/render.mjs.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import path from 'node:path';

const { values: { o: out }, positionals: files } = parseArgs({ allowPositionals: true, options: { o: { type: 'string', short: 'o' } } });
const from = createRequire(path.resolve(process.env.FLOWVET_MERMAID ?? '.', 'package.json'));
const { default: puppeteer } = await import(pathToFileURL(from.resolve('puppeteer-core')));
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let failed = files.length === 0;
const complain = (file, what) => { failed = true; console.error(`${file}: ${what}`); };

for (const file of files) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1500, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  page.on('dialog', (d) => { complain(file, 'a dialog opened'); d.dismiss(); });
  page.on('pageerror', (e) => complain(file, e.message));
  page.on('console', (m) => { if (m.type() === 'error') complain(file, m.text()); });
  page.on('request', (r) => { if (!r.url().startsWith('file:')) complain(file, `asked for ${r.url()}`); });
  const picture = (name) => out && page.screenshot({ path: path.join(out, `${path.basename(file, '.html')}-${name}.png`) });
  const count = (selector) => page.evaluate((s) => document.querySelectorAll(s).length, selector); // $$eval would make a handle of each
  const timed = async (action) => {
    const start = performance.now();
    await action();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))); // it is painted
    return Math.round(performance.now() - start);
  };
  const drawn = await timed(() => page.goto(pathToFileURL(path.resolve(file)).href));
  const nodes = await count('.node');
  console.log(`${file}: ${nodes} nodes, ${await count('.edge')} edges, drawn after ${drawn} ms`);
  if (nodes === 0) complain(file, 'nothing is drawn');
  await picture('light');

  // The keyboard finds and selects.
  const label = await page.$eval('.node text', (t) => t.textContent.replace('\u2026', ''));
  await page.keyboard.press('/');
  await page.keyboard.type(label.trim().split(/\s+/)[0]);
  if (await count('#results li') === 0) complain(file, 'the search finds nothing');
  await page.keyboard.press('Enter');
  if (await count('.node.selected') !== 1 || await page.$eval('#panel', (p) => p.hidden)) complain(file, 'nothing is selected');
  await page.$$eval('#panel details', (all) => all.forEach((d) => { d.open = true; }));
  await picture('selected');
  await page.click('#only');
  const around = await count('.node');
  if (around === 0 || around > nodes) complain(file, `${around} nodes are around`);
  await page.click('#only');
  await page.keyboard.press('Escape');
  if (await count('.node.selected') !== 0) complain(file, 'Escape leaves the selection');

  // Filters show a part, and everything again.
  const events = await page.$$eval('#event option', (all) => all.map((o) => o.value));
  if (events.length > 2) {
    const filtered = await timed(() => page.select('#event', events[1]));
    if (await count('.node') >= nodes) complain(file, 'the filter leaves all');
    const back = await timed(() => page.select('#event', ''));
    console.log(`${file}: filtered after ${filtered} ms, all again after ${back} ms`);
    if (await count('.node') !== nodes) complain(file, 'not all comes back');
  }

  // Dark by the system's choice, and by the switch.
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  const theme = () => page.$eval('html', (e) => e.dataset.theme);
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark', { timeout: 5000 }).catch(() => complain(file, 'not dark'));
  await picture('dark');
  await page.click('#theme');
  if (await theme() !== 'light') complain(file, 'the switch does nothing');
  await page.evaluate(() => { // all that is known of many
    for (const e of [...document.querySelectorAll('.node')].slice(0, 40)) e.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  });
  await page.evaluate(() => { // what is under the pointer has a title
    for (const e of document.querySelectorAll('.node, .edge')) e.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  });
  if (await count('.node > title') !== nodes || await count('.edge > title') !== await count('.edge')) complain(file, 'titles are missing');
  await page.close();
}
await browser.close();
process.exit(failed ? 1 : 0);
