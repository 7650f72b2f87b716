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
import { seedComplaints } from './seed-complaints.ts';
import { seedProjects } from './seed.ts';
import { sqlOf } from './sweep.ts';
import { fixed, row, say } from './table.ts';

const turns = 20;

/** An officer of the bureau with the longest desk. */
async function appoint(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `insert into public.memberships (user_id, organization_id, role, duties, valid_from)
     select $1::uuid, c.bureau_id, 'officer', '{intake,handler,reviewer}', '2020-01-01'
     from public.complaints c group by c.bureau_id order by count(*) desc limit 1`,
    [id]
  );
}

/** A reviewer of the province, above them all. */
async function appointAbove(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `with bureau as (insert into public.organizations (kind, name, division_code) values ('bureau', '省厅', '420000') returning organization_id)
     insert into public.memberships (user_id, organization_id, role, duties, valid_from)
     select $1::uuid, organization_id, 'officer', '{intake,reviewer}', '2020-01-01' from bureau`,
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

const lists: [string, object][] = [
  ['all that is open', {}],
  ['one queue', { queue: 'handle' }],
  ['overdue', { clock: 'overdue' }],
  ['one category', { category: 'cracks' }],
  ['supervised', { supervised: true }],
  ['a tag', { tag: '专项' }],
  ['mine', { assignee: 'mine' }],
  ['awaiting publication', { visibility: 'awaiting' }],
  ['closed', { queue: 'done' }],
  ['by project name', { q: '小区' }]
];

/** What the desk's list and case take with ever more complaints; the middle of twenty turns. */
export async function benchComplaints(engine: 'embedded' | 'postgres', size: number): Promise<void> {
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
    const [guest, above] = await invite(sql, 2);
    if (!guest || !above) throw new Error('nobody');
    await seedComplaints(sql, size);
    await appoint(sql, guest.id);
    await appointAbove(sql, above.id);
    const officer = as(hub, guest);
    const superior = as(hub, above);
    const [found] = await sql.query(
      `select c.slug from public.complaints c join public.memberships m on m.organization_id = c.bureau_id where c.queue = 'handle' limit 1`
    );
    const { slug } = z.object({ slug: z.string() }).parse(found);
    say(`\n${String(size)} complaints on ${engine}, milliseconds (bureau, province)`);
    for (const [name, filters] of lists)
      row([
        `desk list: ${name}`,
        await milliseconds(officer, 'browse_desk_complaints', { filters }),
        await milliseconds(superior, 'browse_desk_complaints', { filters })
      ]);
    const deep = { page_number: 400 };
    row([
      'desk list: page 400',
      await milliseconds(officer, 'browse_desk_complaints', deep),
      await milliseconds(superior, 'browse_desk_complaints', deep)
    ]);
    row([
      'one case',
      await milliseconds(officer, 'desk_complaint', { slug }),
      await milliseconds(superior, 'desk_complaint', { slug })
    ]);
    row([
      'workload',
      await milliseconds(officer, 'desk_workload', {}),
      await milliseconds(superior, 'desk_workload', {})
    ]);
    row([
      'map',
      await milliseconds(officer, 'map_desk_complaints', {}),
      await milliseconds(superior, 'map_desk_complaints', {})
    ]);
  } finally {
    await closeHub();
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
