import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { collect } from '#lib/open-data/export/collect.server.ts';
import type { Source } from '#lib/open-data/export/read.server.ts';
import { names, whole } from '#lib/open-data/oc4ids/rows.ts';
import { sourceOf, wholeProjects } from '#lib/open-data/oc4ids/source.server.ts';
import { chance } from '#tests/support/chance.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { deeds, stormSql } from '#tests/support/open-storm.ts';

/** The file of all projects, which OC4IDS is written from: as of one entry of the journal, whatever happens while it is read. */
let hub: TestHub;
const folder = mkdtempSync(join(tmpdir(), 'sunlit-wholes-'));
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  await hub.sql.script(stormSql);
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const never = new AbortController().signal;
const seed = Number(process.env.OPEN_SEED ?? Date.now() % 100_000);
const random = chance(seed);

async function deed(name = deeds[Math.floor(random() * deeds.length)] ?? 'sweep'): Promise<void> {
  await hub.sql.query('select private.test_do($1, $2)', [name, Math.floor(random() * 1e9)]);
}

async function head(): Promise<number> {
  const [found] = await hub.sql.query('select max(seq)::int as seq from public.journal');
  return z.object({ seq: z.number() }).parse(found).seq;
}

/** What is there now, read while nothing is written. */
async function all(source: Source): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let after: string | null = null; ;) {
    const { rows, next } = await source.page(after);
    found.push(...rows.map(([, row]): unknown => JSON.parse(JSON.stringify(row))));
    if (next === null) return found;
    after = next;
  }
}

async function made(source: Source) {
  const aside = mkdtempSync(join(folder, 'made-'));
  const steps = { page: 3, entries: 3, kept: 5 };
  const wanted = { dataset: wholeProjects, source, filters: {}, at: null, steps };
  const { seq, rows } = await collect(hub.visitor, wanted, aside, never);
  const lines = readFileSync(join(aside, 'rows.ndjson'), 'utf8').split('\n').slice(0, -1);
  expect(lines).toHaveLength(rows);
  return { seq, lines: lines.map((line): unknown => JSON.parse(line)) };
}

it('has a line of names, then each project with what belongs to it', async () => {
  const { lines, seq } = await made(sourceOf(hub, { perPage: 3, entries: 3 }));
  expect(seq).toBe(await head());
  const [first, ...rest] = lines;
  expect(Object.keys(names.parse(first).items).length).toBeGreaterThan(0);
  const [{ count = 0 } = {}] = await hub.sql.query('select count(*)::int as count from public.projects');
  expect(rest.map((line) => whole.parse(line).project.id)).toHaveLength(z.number().parse(count));
});

it('is of the last entry, though something is written after each of its pages', async () => {
  const source = sourceOf(hub, { perPage: 3, entries: 3 });
  const before = await head();
  // what touches many projects, or those that are read already, and what an entry does not name the project of
  const certain = ['item_changed', 'organization_renamed', 'project_saved', 'complaint_silently'] as const;
  let turn = 0;
  const stormy: Source = {
    ...source,
    async page(after) {
      const found = await source.page(after);
      await deed(certain[turn]);
      turn += 1;
      return found;
    }
  };
  const { lines, seq } = await made(stormy);
  expect(turn).toBeGreaterThan(certain.length);
  expect(seq).toBeGreaterThan(before);
  expect(seq).toBe(await head());
  expect(lines, `seed ${String(seed)}`).toEqual(await all(source));
});

it('names the project of a complaint that keeps its place to itself from now on', async () => {
  const ask = `select complaint_id, project_id from public.complaints
    where project_id is not null and visibility = 'public' and published_at is not null and not coarse_place limit 1`;
  const [row] = await hub.sql.query(ask);
  const { complaint_id, project_id } = z
    .object({ complaint_id: z.string(), project_id: z.string() })
    .parse(row);
  const source = sourceOf(hub);
  const since = await head();
  await hub.sql.query('update public.complaints set coarse_place = true where complaint_id = $1', [
    complaint_id
  ]);
  const { changes, next } = await source.changes(since);
  expect(next).toBe(await head());
  expect(changes.map(([key]) => key)).toContain(project_id);
});
