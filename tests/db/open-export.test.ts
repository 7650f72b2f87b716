import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { datasets, type Dataset } from '#lib/open-data/datasets/index.ts';
import { collect, collectFiltered } from '#lib/open-data/export/collect.server.ts';
import { openDump, standing } from '#lib/open-data/export/dumps.server.ts';
import { revision } from '#lib/server/state.ts';
import { chance } from '#tests/support/chance.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { deeds, stormSql } from '#tests/support/open-storm.ts';

let hub: TestHub;
const folder = mkdtempSync(join(tmpdir(), 'sunlit-exports-'));
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  await hub.sql.script(stormSql);
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const page = z.object({
  head: z.number(),
  rows: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())]))
});
const never = new AbortController().signal;
/** Another one each time by `npm run test:soak`. */
const seed = Number(process.env.OPEN_SEED ?? (process.env.SOAK ? Date.now() % 100_000 : 7));
const random = chance(seed);

/** All rows of a data set by one call: what an export has to be. */
async function table(dataset: Dataset, filters = {}) {
  const asked = { dataset: dataset.name, filters, page_size: 5000 };
  const { data, error } = await hub.visitor.rpc('open_rows', asked);
  if (error) throw new Error(error.message);
  return page.parse(data);
}

async function count(dataset: Dataset, filters: object): Promise<number> {
  const { data, error } = await hub.visitor.rpc('open_count', { dataset: dataset.name, filters });
  if (error) throw new Error(error.message);
  return z.number().parse(data);
}

async function storm(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const deed = deeds[Math.floor(random() * deeds.length)] ?? 'sweep';
    await hub.sql.query('select private.test_do($1, $2)', [deed, Math.floor(random() * 1e9)]);
  }
}

async function head(): Promise<number> {
  revision().touch();
  return (await revision().current()).seq;
}

async function rowsOf(dataset: Dataset, at: number): Promise<unknown[]> {
  let dump = await openDump(hub, { dataset }, at);
  // what took a second to make, as anything may on a slow machine, is handed out as it is for a while
  while (dump.seq < at) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    dump = await openDump(hub, { dataset }, at);
  }
  const rows: unknown[] = [];
  for await (const batch of dump.batches()) rows.push(...batch);
  expect(rows).toHaveLength(dump.rows);
  return rows;
}

const linesIn = (name: string): unknown[] =>
  readFileSync(join(folder, name, 'rows.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

describe.each<Dataset>([...datasets])('$name', (dataset) => {
  it('has rows of the demonstration as its schema says', async () => {
    const { rows } = await table(dataset);
    expect(rows.length).toBeGreaterThan(0);
    for (const [, row] of rows)
      expect(dataset.row.safeParse(row).error?.issues, JSON.stringify(row)).toBeUndefined();
    expect(new Set(rows.map(([, row]) => row.id)).size).toBe(rows.length);
  });

  it('takes each of its filters, which only ever narrow', async () => {
    const all = await table(dataset);
    expect(await count(dataset, {})).toBe(all.rows.length);
    const known = new Set(all.rows.map(([key]) => key));
    const given: Record<string, unknown> = {
      division: '420100',
      project: 'nothing',
      box: [100, 20, 120, 40],
      month: '2026-05',
      from: '2026-05-01',
      to: '2026-06-30',
      q: '花园',
      urgent: true,
      overdue: true,
      supervised: true
    };
    for (const [name, schema] of Object.entries(dataset.filters)) {
      const closed = schema instanceof z.ZodEnum ? schema.options : [];
      const values =
        closed.length > 0
          ? closed
          : [given[name === 'city' || name === 'district' ? 'division' : name] ?? 'none_such'];
      for (const value of values) {
        const filters = { [name === 'city' || name === 'district' ? 'division' : name]: value };
        const { rows } = await table(dataset, filters);
        expect(
          rows.filter(([key]) => !known.has(key)),
          JSON.stringify(filters)
        ).toEqual([]);
        // counted without making them
        expect(await count(dataset, filters), JSON.stringify(filters)).toBe(rows.length);
      }
    }
  });
});

describe('an export', () => {
  it('is what the tables are, whatever happened since the last one', async () => {
    for (const dataset of datasets) await rowsOf(dataset, await head());
    for (let round = 0; round < 4; round += 1) {
      await storm(8);
      for (const dataset of datasets) {
        const rows = await rowsOf(dataset, await head());
        expect(rows, `seed ${String(seed)}, ${dataset.name}`).toEqual(
          (await table(dataset)).rows.map(([, row]) => row)
        );
      }
    }
  });

  it('is of one moment, however long reading its pages takes and whatever happens meanwhile', async () => {
    for (const name of ['disclosures', 'complaints', 'deadlines', 'parties']) {
      const dataset = datasets.find((one) => one.name === name) ?? datasets[0];
      mkdirSync(join(folder, name));
      const wanted = { dataset, filters: {}, at: null, steps: { page: 9, entries: 3, kept: 5 } };
      const [made] = await Promise.all([collect(hub.visitor, wanted, join(folder, name), never), storm(20)]);
      // what came after its last entry is told by the journal, so nothing may have changed unseen
      const next = await collect(hub.visitor, wanted, mkdtempSync(join(folder, 'again-')), never);
      expect(linesIn(name)).toHaveLength(made.rows);
      if (next.seq === made.seq)
        expect(linesIn(name), `seed ${String(seed)}`).toEqual(
          (await table(dataset)).rows.map(([, row]) => row)
        );
      expect(next.rows).toBe((await table(dataset)).rows.length);
    }
  });

  it('of what passes filters has just that', async () => {
    const dataset = datasets[3];
    const filters = { division: '420100', status: 'overdue' };
    mkdirSync(join(folder, 'filtered'));
    const wanted = { dataset, filters, at: null, steps: { page: 3, entries: 3, kept: 5 } };
    await Promise.all([collectFiltered(hub.visitor, wanted, join(folder, 'filtered'), never), storm(12)]);
    for (const row of linesIn('filtered'))
      expect(
        z
          .object({ division_code: z.string().startsWith('4201') })
          .loose()
          .safeParse(row).success
      ).toBe(true);
    const dump = await openDump(hub, { dataset, filters }, await head());
    expect(dump.rows).toBe((await table(dataset, filters)).rows.length);
  });

  it('ends when nobody waits for it any more', async () => {
    const controller = new AbortController();
    const making = openDump(
      hub,
      { dataset: datasets[0], filters: { q: '花' }, signal: controller.signal },
      await head()
    );
    controller.abort();
    await expect(making).rejects.toThrow();
    // and the next who asks gets it
    expect(
      (await openDump(hub, { dataset: datasets[0], filters: { q: '花' } }, await head())).rows
    ).toBeGreaterThanOrEqual(0);
  });

  it('is made once for all who ask at the same time', async () => {
    await storm(3);
    const now = await head();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => openDump(hub, { dataset: datasets[4] }, now))
    );
    expect(new Set(made.map(({ changedAt }) => changedAt)).size).toBe(1);
    const dumps = readdirSync(join(hub.config.dataDir, 'open/dumps')).filter((name) =>
      name.startsWith('documents@')
    );
    expect(dumps).toHaveLength(1);
  });

  it('of another database, or of another form of rows, is not taken for one of this', async () => {
    const dataset = datasets[1];
    const now = await head();
    await openDump(hub, { dataset }, now);
    const cut = await standing(dataset, hub);
    const path = join(cut?.folder ?? '', 'meta.json');
    const meta = z.looseObject({}).parse(JSON.parse(readFileSync(path, 'utf8')));
    for (const wrong of [{ leaf: 'f'.repeat(64) }, { form: 'older' }]) {
      writeFileSync(path, JSON.stringify({ ...meta, ...wrong }));
      // as another process finds it, which knows nothing of it
      expect(await standing(dataset, { ...hub })).toBeNull();
      const again = await openDump(hub, { dataset }, now);
      expect(again.rows).toBe((await table(dataset)).rows.length);
    }
  });
});
