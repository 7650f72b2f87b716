// Keeps a whole copy of a hub's open data in step. One file, no dependencies, Node 20 or newer. Free to use: CC0.
//
//   node follow.mjs https://hub.example FOLDER          goes on from where the copy stands, then waits for changes
//   node follow.mjs https://hub.example FOLDER --once   ends once the copy is in step
//
// FOLDER/copy.json is the copy with the number of the journal that it stands at; FOLDER/<data set>.ndjson are its rows by key,
// written each time the copy is in step. Stop it whenever you like: it goes on from the last page that it wrote down.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const [hub, folder, mode] = process.argv.slice(2);
if (!hub || !folder) {
  console.error('Usage: node follow.mjs https://hub.example FOLDER [--once]');
  process.exit(2);
}
const once = mode === '--once';
const file = join(folder, 'copy.json');
const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Written aside and renamed, so that a copy is whole whenever it is read. */
async function write(path, text) {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

async function load() {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { next: 0, rows: {} };
  }
}

/** A page of changes; null where there is nothing new. What is only in the way for now is tried again. */
async function ask(after, wait, etag) {
  for (let pause = 1; ; pause = Math.min(pause * 2, 60)) {
    let response;
    try {
      const headers = etag ? { 'if-none-match': etag } : {};
      response = await fetch(new URL(`/open/changes?after=${after}&wait=${wait}&limit=1000`, hub), { headers });
      if (response.status === 304) return null;
      const body = await response.json();
      if (response.ok) return { ...body, etag: response.headers.get('etag') };
      if (response.status < 500 && response.status !== 429) throw new Refused(body);
    } catch (error) {
      if (error instanceof Refused) throw error;
      console.error(`${error.cause?.code ?? error.message}, trying again`);
    }
    await sleep(Number(response?.headers.get('retry-after')) || pause);
  }
}

class Refused extends Error {
  constructor({ code, detail }) {
    super(detail);
    this.code = code;
  }
}

/** A row replaces the one that was there; null takes it away. Applying a page twice does no harm. */
function apply(copy, { changes, next }) {
  for (const { dataset, key, row } of changes) {
    const rows = (copy.rows[dataset] ??= {});
    if (row === null) delete rows[key];
    else rows[key] = row;
  }
  copy.next = next;
}

async function writeRows({ rows }) {
  for (const [dataset, byKey] of Object.entries(rows)) {
    const lines = Object.entries(byKey).sort(([a], [b]) => (a < b ? -1 : 1));
    await write(join(folder, `${dataset}.ndjson`), lines.map(([, row]) => `${JSON.stringify(row)}\n`).join(''));
  }
}

await mkdir(folder, { recursive: true });
let copy = await load();
let etag = null;
for (let inStep = false; ;) {
  let page;
  try {
    page = await ask(copy.next, inStep ? 60 : 0, etag);
  } catch (error) {
    // the hub was restored from a backup and is behind the copy: begin again
    if (error.code !== 'open_after_ahead') throw error;
    [copy, etag] = [{ next: 0, rows: {} }, null];
    continue;
  }
  const moved = page !== null && page.next !== copy.next;
  if (page) {
    apply(copy, page);
    etag = moved ? null : page.etag;
  }
  // what stood before the first entry comes on the first page, and moves nothing
  if (moved || page?.changes.length) await write(file, JSON.stringify(copy));
  const was = inStep;
  inStep = page === null || page.next === page.head;
  if (inStep && (moved || !was)) {
    await writeRows(copy);
    console.log(`in step at ${copy.next}`);
    if (once) break;
  }
}
