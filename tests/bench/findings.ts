import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Sql } from '#lib/server/backend/index.ts';
import type { Client } from '#lib/server/client.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { startPostgres } from '../support/postgres.ts';
import { as, invite } from './bookings.ts';
import { seedFindings } from './seed-findings.ts';
import { seedProjects } from './seed.ts';
import { sqlOf } from './sweep.ts';
import { fixed, row, say } from './table.ts';

const sizes = [1000, 10_000, 100_000];
const turns = 20;

/** An officer of the whole province, whose queue is the longest. */
async function appoint(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `with bureau as (insert into public.organizations (kind, name, division_code) values ('bureau', '试验主管部门', '420000') returning organization_id)
     insert into public.memberships (user_id, organization_id, role, duties, valid_from)
     select $1::uuid, organization_id, 'officer', '{intake,handler,reviewer}', '2020-01-01' from bureau`,
    [id]
  );
}

async function milliseconds(db: Client, verb: string, args: object): Promise<string> {
  const times: number[] = [];
  for (let n = 0; n < turns; n += 1) {
    const started = performance.now();
    const { error } = await db.rpc(verb, { ...args });
    if (error) throw new Error(`${verb}: ${error.message}`);
    times.push(performance.now() - started);
  }
  return fixed(times.toSorted((a, b) => a - b)[turns / 2] ?? Number.NaN, 1);
}

/** What the desk, the page and the lists take with ever more open findings; the middle of twenty turns. */
export async function benchFindings(engine: 'embedded' | 'postgres'): Promise<void> {
  for (const size of sizes) {
    const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
    const own = engine === 'postgres' ? await startPostgres() : null;
    const env = {
      HUB_DEMO: 'off',
      HUB_JOBS: 'off',
      DATABASE_URL: own?.url ?? '',
      SUPABASE_URL: '',
      DATA_DIR: dataDir
    };
    try {
      const hub = await openHub(undefined, readConfig({ ...process.env, ...env }));
      const sql = sqlOf(hub);
      await seedProjects(sql, 2000);
      const [guest] = await invite(sql, 1);
      if (!guest) throw new Error('nobody');
      await appoint(sql, guest.id);
      await seedFindings(sql, size);
      const officer = as(hub, guest);
      const [found] = await sql.query(
        `select slug from public.findings where state = 'published' order by number limit 1`
      );
      const { slug } = z.object({ slug: z.string() }).parse(found);
      say(`\n${String(size)} open findings on ${engine}, milliseconds`);
      row(['bureau queue', await milliseconds(officer, 'browse_desk_findings', {})]);
      row(['triage', await milliseconds(officer, 'browse_desk_findings', { filters: { queue: 'triage' } })]);
      row(['one finding at the desk', await milliseconds(officer, 'desk_finding', { slug })]);
      row(['finding page', await milliseconds(hub.visitor, 'finding_page', { slug })]);
      row(['list', await milliseconds(hub.visitor, 'browse_findings', {})]);
      row(['map', await milliseconds(hub.visitor, 'map_findings', {})]);
      row(['figures', await milliseconds(hub.visitor, 'finding_figures', {})]);
    } finally {
      await closeHub();
      await own?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
}
