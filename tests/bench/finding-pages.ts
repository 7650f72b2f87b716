import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as registration from '#lib/accounts/registration.server.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub, type Hub } from '#lib/server/hub.ts';
import { visitor } from '../support/browserless.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server.ts';
import type { Nginx } from './nginx.ts';
import { seedFindingPages } from './seed-finding-pages.ts';
import { one, sqlOf } from './sweep.ts';
import { fixed, headings, measure, residentMegabytes, row, say, timed } from './table.ts';

const officer = { email: 'bench@example.org', password: 'bench-officer-2026' };

/** An officer of the whole province, who has everything in the queue. */
async function appoint(hub: Hub): Promise<void> {
  await registration.create(hub, { ...officer, display_name: '试验人员', locale: 'zh' });
  await sqlOf(hub).script(`
    insert into public.organizations (kind, name, division_code) values ('bureau', '试验厅', '420000');
    insert into public.memberships (user_id, organization_id, role, duties, valid_from)
    select public.find_account('${officer.email}'), o.organization_id, 'officer', '{intake,handler,reviewer}', current_date - 10
    from public.organizations o where o.name = '试验厅';`);
}

/** Milliseconds of some work, the first time and at its best and worst of a few. */
async function turns(name: string, work: () => Promise<void>): Promise<void> {
  const took: number[] = [];
  for (let i = 0; i < 8; i += 1) {
    const before = performance.now();
    await work();
    took.push(performance.now() - before);
  }
  const later = took.slice(1);
  row([name, fixed(took[0] ?? Number.NaN, 1), fixed(Math.min(...later), 1), fixed(Math.max(...later), 1)]);
}

async function pages(dataDir: string, env: Record<string, string>, slug: string, nginx: Nginx | null) {
  const server = await startServer({ dataDir, env: { ...env, HUB_BENCH: 'on', LOG_LEVEL: 'silent' } });
  try {
    headings();
    await measure('finding', `${server.url}/findings/${slug}`, server.url, nginx);
    await measure('latest findings', `${server.url}/findings`, server.url, nginx);
    const who = visitor(server.url, '10.0.0.1');
    await who.post('/account/sign-in?next=/desk', officer);
    row(['pages of the desk, signed in', 'first ms', 'best ms', 'worst ms']);
    for (const path of ['/desk/findings', '/desk/findings?queue=triage'])
      await turns(path, async () => {
        const response = await who.get(path);
        await response.text();
        if (response.status !== 200) throw new Error(`${path}: ${String(response.status)}`);
      });
    say(`after the load: ${fixed(residentMegabytes(server.pid))} MB`);
  } finally {
    await server.stop();
  }
}

/** From the built server, with `open` findings at the desk of a province: its queue, and the page of one that is public. */
export async function benchFindingPages(
  engine: 'embedded' | 'postgres',
  open: number,
  nginx: Nginx | null
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const given = process.env.BENCH_DATABASE_URL;
  const own = engine === 'postgres' && !given ? await startPostgres() : null;
  const url = engine === 'postgres' ? (given ?? own?.url ?? '') : '';
  const env = { HUB_DEMO: 'off', HUB_JOBS: 'off', DATABASE_URL: url, SUPABASE_URL: '' };
  try {
    say(`\n${String(open)} open findings on ${engine}`);
    const hub = await openHub(undefined, readConfig({ ...process.env, ...env, DATA_DIR: dataDir }));
    let slug = '';
    try {
      const sql = sqlOf(hub);
      await timed('seeded', () => seedFindingPages(sql, open));
      say(
        `${await one(sql, `select count(*)::int as value from public.findings where queue <> 'done'`)} open findings`
      );
      slug = await one(
        sql,
        `select slug as value from public.findings where state = 'published' order by slug limit 1`
      );
      await appoint(hub);
    } finally {
      await closeHub();
    }
    await pages(dataDir, env, slug, nginx);
  } finally {
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
