import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from '#lib/server/backend/index.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server.ts';
import type { Nginx } from './nginx.ts';
import { one, sqlOf } from './sweep.ts';
import { fixed, headings, measure, row, say, timed } from './table.ts';

const batch = 10_000;

/** Public complaints of all cities over two years, with the steps that everyone may know, written by no verb. */
async function seed(sql: Sql, count: number): Promise<void> {
  await sql.script(`
    insert into public.organizations (kind, name, division_code) values ('bureau', '试验厅', '420000');`);
  for (let from = 1; from <= count; from += batch) {
    const to = Math.min(from + batch - 1, count);
    await sql.script(`
      with places as (select array_agg(division_code order by division_code) as codes from public.divisions where level in ('county', 'county_direct'))
      insert into public.complaints (number, division_code, bureau_id, bureau_division, demo, category, naming, state, queue, filed_at, visibility, published_at,
        public_title, public_text, coarse_time, coarse_place)
      select 'CB-' || n, p.codes[1 + n % cardinality(p.codes)], o.organization_id, '420000', true, k.category, 'anonymous',
        case when n % 4 = 0 then 'registered' else 'accepted' end, case when n % 4 = 0 then 'intake' else 'handle' end,
        now() - n * interval '730 days' / ${String(count)}, 'public', now(), '外墙渗水', '业主反映外墙渗水，多次报修未处理。', n % 20 = 0, n % 30 = 0
      from generate_series(${String(from)}, ${String(to)}) n cross join places p
      join public.organizations o on o.name = '试验厅'
      join (select category, row_number() over (order by sort) - 1 as i, count(*) over () as all_kinds from public.complaint_categories) k on k.i = n % k.all_kinds;
      insert into public.complaint_events (complaint_id, event, state, by, division_code, at)
      select c.complaint_id, e.event, c.state, 'bureau', c.division_code, c.filed_at from generate_series(${String(from)}, ${String(to)}) n
      join public.complaints c on c.number = 'CB-' || n cross join (values ('registered'), ('published'), ('accepted')) e (event);`);
  }
  await sql.script(`analyze public.complaints; analyze public.complaint_events;`);
}

const city = 'jurisdiction_id=420100';
const lists: [string, string][] = [
  ['requests page of 50', `${city}&page_size=50`],
  ['requests page of 50 extended', `${city}&page_size=50&extensions=true`],
  ['requests of 90 days', city]
];

async function ask(
  url: string,
  dataDir: string,
  env: Record<string, string>,
  nginx: Nginx | null
): Promise<void> {
  const server = await startServer({ dataDir, env: { ...env, HUB_BENCH: 'on', LOG_LEVEL: 'silent' } });
  try {
    headings();
    for (const [name, query] of lists)
      await measure(`Open311 ${name}`, `${server.url}/open311/v2/requests.json?${query}`, server.url, nginx);
    await measure('Open311 services', `${server.url}/open311/v2/services.xml?${city}`, server.url, nginx);
    row(['Open311, each question new', 'best ms', 'worst ms']);
    for (const page of [1, 5, 20]) {
      const took: number[] = [];
      for (let turn = 0; turn < 8; turn += 1) {
        const before = performance.now();
        // another question each time: the public cache has no answer
        const response = await fetch(
          `${server.url}/open311/v2/requests.xml?${city}&page=${String(page)}&page_size=${String(40 + turn)}`
        );
        await response.text();
        if (response.status !== 200) throw new Error(`${url}: ${String(response.status)}`);
        took.push(performance.now() - before);
      }
      row([`page ${String(page)}`, fixed(Math.min(...took), 1), fixed(Math.max(...took), 1)]);
    }
  } finally {
    await server.stop();
  }
}

/** What programs read of `count` public complaints. */
export async function benchOpen311(
  engine: 'embedded' | 'postgres',
  count: number,
  nginx: Nginx | null
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const given = process.env.BENCH_DATABASE_URL;
  const own = engine === 'postgres' && !given ? await startPostgres() : null;
  const url = engine === 'postgres' ? (given ?? own?.url ?? '') : '';
  const env = { HUB_DEMO: 'off', HUB_JOBS: 'off', DATABASE_URL: url, SUPABASE_URL: '' };
  try {
    say(`\nOpen311 on ${String(count)} public complaints, ${engine}`);
    const hub = await openHub(undefined, readConfig({ ...process.env, ...env, DATA_DIR: dataDir }));
    try {
      await timed('seeded', () => seed(sqlOf(hub), count));
      say(`${await one(sqlOf(hub), 'select count(*)::int as value from public.complaints')} complaints`);
    } finally {
      await closeHub();
    }
    await ask(url, dataDir, env, nginx);
  } finally {
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
