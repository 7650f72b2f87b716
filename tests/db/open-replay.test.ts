import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { chance } from '#tests/support/chance.ts';
import { runNode, type Child } from '#tests/support/children.ts';
import { activity, openNodes, readCopy } from '#tests/support/open-replay.ts';

/**
 * People write at all app nodes of one database while the follower of the documentation keeps a copy through the node
 * that they write to least. At the end the copy, the pages of the API, the files and the tables say the same.
 */
const acts = Number(process.env.REPLAY_ACTS ?? 80);
const seed = Number(process.env.REPLAY_SEED ?? 7);

const kinds = [
  ...['register', 'edit', 'publish', 'withdraw', 'announce', 'cancel'],
  ...['complaint publish', 'complaint keep_private']
];

let site: Awaited<ReturnType<typeof openNodes>>;
const folder = mkdtempSync(join(tmpdir(), 'sunlit-follower-'));
beforeAll(async () => {
  site = await openNodes();
});
afterAll(async () => {
  await site.stop();
  await site.remove();
  rmSync(folder, { recursive: true, force: true });
});

const follow = (...more: string[]): Child =>
  runNode(['static/open/follow.mjs', site.nodes.at(-1)?.url ?? '', folder, ...more], {});

type Row = Record<string, unknown> & { id: string };
type Rows = Record<string, Row[]>;
const row = z.looseObject({ id: z.string() });
const byId = (rows: Row[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const named = async (read: (name: string) => Promise<Row[]>): Promise<Rows> => {
  const all: Rows = {};
  for (const { name } of datasets) all[name] = byId(await read(name));
  return all;
};

const headOf = async (url: string) =>
  z.object({ head: z.number() }).parse(await (await fetch(`${url}/open/changes?after=0&limit=1`)).json())
    .head;

async function pagesOf(url: string, name: string): Promise<Row[]> {
  const page = z.object({ next: z.string().nullable(), rows: z.array(row) });
  const rows: Row[] = [];
  for (let next: string | null = `${url}/open/api/v1/${name}?limit=100`; next !== null;) {
    const one: z.infer<typeof page> = page.parse(await (await fetch(next)).json());
    rows.push(...one.rows);
    next = one.next;
  }
  return rows;
}

async function fileOf(url: string, name: string): Promise<Row[]> {
  const text = await (await fetch(`${url}/open/${name}.ndjson`)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
}

function copied(): Rows {
  const { rows } = readCopy(readFileSync(join(folder, 'copy.json'), 'utf8'));
  const all: Rows = {};
  for (const { name } of datasets) all[name] = byId(Object.values(rows[name] ?? {}));
  return all;
}

/** All that outlets say at one head: what jobs write meanwhile begins it anew. */
async function atRest() {
  const [first] = site.nodes;
  if (!first) throw new Error('no node');
  for (;;) {
    const before = await headOf(first.url);
    const child = follow('--once');
    await child.exited;
    const copy = copied();
    const pages = await named((name) => pagesOf(first.url, name));
    const files = await named((name) => fileOf(first.url, name));
    if ((await headOf(first.url)) === before) return { before, copy, pages, files };
  }
}

describe('random activity at all nodes', () => {
  it(`of ${String(acts)} acts (seed ${String(seed)}) leaves a follower with exactly what pages, files and tables say`, async () => {
    const follower = follow();
    await follower.says('in step at');
    const world = await activity(site.nodes, chance(seed));
    await world.run(acts, kinds);
    for (const what of kinds)
      expect(world.done.get(what), `${what} of ${JSON.stringify([...world.done])}`).toBeGreaterThan(0);
    // it has been at work all the while, and goes on from where it stopped
    follower.kill();
    await follower.exited;
    expect(follower.output().split('in step at').length).toBeGreaterThan(2);

    const { before, copy, pages, files } = await atRest();
    for (const { name } of datasets) {
      expect(copy[name], `copy of ${name}`).toEqual(pages[name]);
      expect(files[name], `file of ${name}`).toEqual(pages[name]);
      expect(pages[name]?.length, name).toBeGreaterThan(0);
    }

    // more wait than there are connections to the database, and questions are answered all the same
    const url = site.nodes[0]?.url ?? '';
    const waiting = Array.from({ length: 40 }, () => fetch(`${url}/open/changes?after=${before}&wait=60`));
    expect((await fetch(`${url}/open/api/v1/parties?limit=3`)).status).toBe(200);
    await site.stop();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(waiting.map(() => 200));
    const hub = await openHub(undefined, site.config);
    const reply = z.object({
      head: z.number(),
      rows: z.array(z.tuple([z.string(), row])),
      next: z.string().nullable()
    });
    const tables = await named(async (dataset) => {
      const rows: Row[] = [];
      for (let after: string | null = null; ;) {
        const { data } = await hub.visitor.rpc('open_rows', { dataset, after, page_size: 5000 });
        const found: z.infer<typeof reply> = reply.parse(data);
        rows.push(...found.rows.map(([, one]) => one));
        if (found.next === null) return rows;
        after = found.next;
      }
    });
    await closeHub();
    expect(before).toBeGreaterThan(acts / 2);
    for (const { name } of datasets) expect(tables[name], `table of ${name}`).toEqual(pages[name]);
  });
});
