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
import { fixed, row, say, timed } from './table.ts';

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

/** The middle of twenty turns, or of as many as five seconds have. */
async function milliseconds(db: Client, verb: string, args: object): Promise<string> {
  const times: number[] = [];
  let spent = 0;
  while (times.length < turns && spent < 5000) {
    const started = performance.now();
    const { error } = await db.rpc(verb, { ...args });
    if (error) throw new Error(`${verb}: ${error.message}`);
    const took = performance.now() - started;
    times.push(took);
    spent += took;
  }
  return fixed(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN, 1);
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

/** What everyone reads: the page of the list, the map, and what programs ask, each past every cache. */
const read: [string, string, object][] = [
  ['public list: newest', 'browse_complaints', {}],
  ['public list: page 400', 'browse_complaints', { page_number: 400 }],
  ['public list: by last day', 'browse_complaints', { sort: '-due' }],
  ['public list: by change', 'browse_complaints', { sort: 'changed' }],
  ['public list: a city', 'browse_complaints', { filters: { city: '420100' } }],
  ['public list: a district', 'browse_complaints', { filters: { district: '420106' } }],
  ['public list: one category', 'browse_complaints', { filters: { category: 'cracks' } }],
  ['public list: ended', 'browse_complaints', { filters: { group: 'ended' } }],
  ['public list: an outcome', 'browse_complaints', { filters: { outcome: 'partly' } }],
  ['public list: overdue', 'browse_complaints', { filters: { overdue: true } }],
  ['public list: supervised', 'browse_complaints', { filters: { supervised: true } }],
  ['public list: words', 'browse_complaints', { filters: { q: '小区' } }],
  ['public map: a city', 'map_complaints', { filters: {}, box: [113.6, 30.2, 115, 31] }],
  ['public map: the province', 'map_complaints', { filters: {}, box: [108, 28, 117, 34] }],
  ['figures', 'complaint_figures', {}],
  ['Open311: page of 50', 'open311_requests', { jurisdiction: '420100', size: 50 }],
  ['Open311: page of 50 extended', 'open311_requests', { jurisdiction: '420100', size: 50, extended: true }],
  ['Open311: page 20', 'open311_requests', { jurisdiction: '420100', size: 50, page: 20 }],
  [
    'Open311: closed, one kind',
    'open311_requests',
    { jurisdiction: '420100', size: 50, statuses: ['closed'], services: ['cracks'] }
  ]
];

async function benchDesk(sql: Sql, officer: Client, superior: Client): Promise<void> {
  const [found] = await sql.query(
    `select c.slug from public.complaints c join public.memberships m on m.organization_id = c.bureau_id where c.queue = 'handle' limit 1`
  );
  const { slug } = z.object({ slug: z.string() }).parse(found);
  row(['', 'bureau', 'province']);
  const both = async (name: string, verb: string, args: object) => {
    row([name, await milliseconds(officer, verb, args), await milliseconds(superior, verb, args)]);
  };
  for (const [name, filters] of lists)
    await both(`desk list: ${name}`, 'browse_desk_complaints', { filters });
  await both('desk list: page 400', 'browse_desk_complaints', { page_number: 400 });
  await both('one case', 'desk_complaint', { slug });
  await both('workload', 'desk_workload', {});
  await both('map', 'map_desk_complaints', {});
}

/** What lists, cases, maps and programs take with ever more complaints, in milliseconds: the middle of twenty turns. */
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
    say(`\n${String(size)} complaints on ${engine}, milliseconds`);
    await timed('seeded', () => seedComplaints(sql, size));
    await appoint(sql, guest.id);
    await appointAbove(sql, above.id);
    await benchDesk(sql, as(hub, guest), as(hub, above));
    row(['', 'everyone']);
    for (const [name, verb, args] of read) row([name, await milliseconds(hub.visitor, verb, args)]);
  } finally {
    await closeHub();
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
