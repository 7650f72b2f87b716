import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub, type Hub } from '#lib/server/hub.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server.ts';
import type { Nginx } from './nginx.ts';
import { seedDisclosures } from './seed-disclosures.ts';
import { one, sqlOf, sweeps } from './sweep.ts';
import { fixed, headings, measure, residentMegabytes, row, say, timed } from './table.ts';

/** The seed gives a project some ten disclosures. */
const perProject = 10;

/** Milliseconds of a call, the first time and at its best of a few. */
async function call(hub: Hub, name: string, verb: string, parameters: Record<string, unknown>) {
  const took: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    const before = performance.now();
    const { error } = await hub.visitor.rpc(verb, parameters);
    if (error) throw new Error(`${verb}: ${error.message}`);
    took.push(performance.now() - before);
  }
  row([name, fixed(took[0] ?? Number.NaN, 1), fixed(Math.min(...took.slice(1)), 1)]);
}

/** What the pages ask, without the cache that stands before it. */
async function calls(hub: Hub, slug: string): Promise<void> {
  row(['calls of the database', 'first ms', 'best ms']);
  const browse = 'browse_disclosures';
  await call(hub, 'disclosure', 'disclosure_page', { slug });
  await call(hub, 'latest', browse, {});
  await call(hub, 'latest, of a city', browse, { filters: { division: '420100' } });
  await call(hub, 'latest, of a far county', browse, { filters: { division: '429021' } });
  await call(hub, 'latest, of an item', browse, { filters: { item: 'completion_filing' } });
  await call(hub, 'overdue, by last day', browse, { filters: { status: 'overdue' }, sort: 'due' });
  await call(hub, 'late, of a district', browse, { filters: { status: 'late', division: '420102' } });
  await call(hub, 'with words', browse, { filters: { q: '东湖花园' } });
  await call(hub, 'page 200', browse, { page_number: 200 });
  await call(hub, 'heat map of a city', 'disclosure_matrix', { code: '420100' });
}

/** `disclosures` of them: their pages and the latest from the built server, and on PostgreSQL the sweep. */
export async function benchDisclosures(
  engine: 'embedded' | 'postgres',
  disclosures: number,
  nginx: Nginx | null
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const given = process.env.BENCH_DATABASE_URL;
  const own = engine === 'postgres' && !given ? await startPostgres() : null;
  const url = engine === 'postgres' ? (given ?? own?.url ?? '') : '';
  const env = { HUB_DEMO: 'off', HUB_JOBS: 'off', DATABASE_URL: url, SUPABASE_URL: '' };
  try {
    say(
      `\n${String(disclosures)} disclosures on ${engine}${own ? ', a server of its own that need not wait for the disk' : ''}`
    );
    const hub = await openHub(undefined, readConfig({ ...process.env, ...env, DATA_DIR: dataDir }));
    let slug = '';
    try {
      const sql = sqlOf(hub);
      await timed('seeded', () => seedDisclosures(sql, Math.ceil(disclosures / perProject)));
      say(`${await one(sql, 'select count(*)::int as value from public.disclosures')} disclosures`);
      slug = await one(
        sql,
        `select slug as value from public.disclosures where status = 'published' order by slug limit 1`
      );
      await calls(hub, slug);
    } finally {
      await closeHub();
    }
    await pages(dataDir, env, slug, nginx);
    const again = await openHub(undefined, readConfig({ ...process.env, ...env, DATA_DIR: dataDir }));
    try {
      await sweeps(again);
    } finally {
      await closeHub();
    }
  } finally {
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function pages(
  dataDir: string,
  env: Record<string, string>,
  slug: string,
  nginx: Nginx | null
): Promise<void> {
  const server = await startServer({ dataDir, env: { ...env, HUB_BENCH: 'on', LOG_LEVEL: 'silent' } });
  try {
    headings();
    await measure('disclosure', `${server.url}/disclosures/${slug}`, server.url, nginx);
    await measure('latest', `${server.url}/disclosures`, server.url, nginx);
    await measure('latest, of a city', `${server.url}/disclosures?city=420100`, server.url, nginx);
    say(`after the load: ${fixed(residentMegabytes(server.pid))} MB`);
  } finally {
    await server.stop();
  }
}
