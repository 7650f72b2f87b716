import { randomUUID } from 'node:crypto';
import * as calendar from '#lib/catalogue/calendar.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Hub } from '#lib/server/hub.ts';
import type { Sql } from '#lib/server/backend/types.ts';
import { demoAccounts } from './accounts.ts';
import { demoEvents } from './events.ts';
import type { Event } from './facts.ts';
import { labels, photograph, prove, storeAll } from './papers.server.ts';
import { connectSystems } from './connections.server.ts';
import * as people from './people.server.ts';
import { toFile } from './tell-complaints.ts';
import { batch } from './tell.ts';

/** So many that a start which is stopped loses little, so few that the lock on the journal is short. */
const batchSize = 100;

/**
 * Loads the demonstration data once, also when an earlier start was stopped in the middle: each batch and the mark of
 * how far it came are one transaction. `demo_anchor` is the day that all its dates count from.
 */
export async function loadDemo(hub: Hub, report: (step: string) => void): Promise<void> {
  const { sql } = hub.backend;
  if (!sql) {
    throw new Error(
      'The demonstration data needs the database itself: set SUPABASE_DB_URL, or HUB_DEMO=off to start without it.'
    );
  }
  if ((await setting(sql, 'demo_loaded')) === 'yes') return;
  report('loading the demonstration data 示范数据');
  // deadlines of the past are reckoned with the holidays of the past
  await calendar.load(hub.service);
  await sql.query(
    `insert into private.settings (name, value) values ('demo_anchor', $1), ('demo_events', '0')
      on conflict on constraint settings_pkey do nothing`,
    [calendarDay()]
  );
  const anchor = await setting(sql, 'demo_anchor');
  await people.writeOrganizations(sql);
  for (const account of demoAccounts) await people.writeAccount(hub, sql, account, anchor);
  await people.bringSupervisors(sql);
  await people.bringStandIns(sql, anchor);
  await writeEvents(hub, sql, demoEvents(anchor), report);
  await connectSystems(hub.secrets, sql);
  await people.sendStandInsAway(sql);
}

async function setting(sql: Sql, name: string): Promise<string> {
  const [row] = await sql.query('select private.setting($1) as value', [name]);
  return typeof row?.value === 'string' ? row.value : '';
}

async function writeEvents(
  hub: Hub,
  sql: Sql,
  events: Event[],
  report: (step: string) => void
): Promise<void> {
  const known = await labels(sql);
  for (;;) {
    const done = Number(await setting(sql, 'demo_events'));
    if (done >= events.length) return;
    const next = events.slice(done, done + batchSize);
    const told = await Promise.all(
      next.map(async (event) => {
        if ('paper' in event) {
          const { paper, ...rest } = event;
          return { ...rest, evidence: await prove(hub.files, paper) };
        }
        if (event.do === 'complain') return toFile(hub.secrets, event, randomUUID());
        if (event.do === 'find') return { ...event, ...(await photograph(hub.files, event.lines)) };
        if (!('papers' in event) || !event.papers) return event;
        const { papers, ...rest } = event;
        return { ...rest, documents: await storeAll(hub.files, known, papers) };
      })
    );
    await sql.script(batch(told, done));
    report(`demonstration data ${String(done + next.length)} / ${String(events.length)}`);
  }
}
