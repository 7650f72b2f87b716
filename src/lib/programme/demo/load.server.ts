import { calendarDay } from '#lib/server/calendar-day.ts';
import * as registration from '#lib/accounts/registration.server.ts';
import type { Hub } from '#lib/server/hub.ts';
import type { Sql } from '#lib/server/backend/types.ts';
import { demoAccounts, type DemoAccount } from './accounts.ts';
import { bureaus } from './bureaus.ts';
import { demoEvents } from './events.ts';
import type { Event } from './facts.ts';

/** So many that a start which is stopped loses little, so few that the lock on the journal is short. */
const batchSize = 40;

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
  await sql.query(
    `insert into private.settings (name, value) values ('demo_anchor', $1), ('demo_events', '0')
      on conflict on constraint settings_pkey do nothing`,
    [calendarDay()]
  );
  await writeBureaus(sql);
  await writeEvents(sql, demoEvents(await setting(sql, 'demo_anchor')), report);
  for (const account of demoAccounts) await writeAccount(hub, sql, account);
  await sql.query(
    "insert into private.settings (name, value) values ('demo_loaded', 'yes') on conflict do nothing"
  );
}

async function setting(sql: Sql, name: string): Promise<string> {
  const [row] = await sql.query('select private.setting($1) as value', [name]);
  return typeof row?.value === 'string' ? row.value : '';
}

async function writeBureaus(sql: Sql): Promise<void> {
  for (const { name, uscc, division_code, contact } of Object.values(bureaus)) {
    await sql.query(
      `insert into public.organizations (kind, name, uscc, division_code, contact, demo)
        values ('bureau', $1, $2, $3, $4, true) on conflict on constraint organizations_uscc_key do nothing`,
      [name, uscc, division_code, contact]
    );
  }
}

async function writeEvents(sql: Sql, events: Event[], report: (step: string) => void): Promise<void> {
  for (;;) {
    const done = Number(await setting(sql, 'demo_events'));
    if (done >= events.length) return;
    await sql.script(batch(events.slice(done, done + batchSize), done));
    report(`demonstration data ${Math.min(done + batchSize, events.length)} / ${events.length}`);
  }
}

const quoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`;

/**
 * Tells the events at the time they happened: the clock is set inside this transaction only, never runs behind the
 * journal, and is taken away before it ends. Whoever comes second, of two starting servers, finds the batch done.
 */
function batch(events: Event[], done: number): string {
  return `do $demo$
declare
  e jsonb;
  result jsonb;
begin
  perform pg_advisory_xact_lock(4206, 2);
  if private.setting('demo_events') <> '${done}' then return; end if;
  for e in select t.value from jsonb_array_elements(${quoted(events)}) with ordinality t (value, n) order by t.n
  loop
    insert into private.settings as s (name, value)
    select 'clock', greatest((e ->> 'at')::timestamptz, (public.journal_head() ->> 'recorded_at')::timestamptz)::text
    on conflict on constraint settings_pkey do update set value = excluded.value;
    result := private.apply_project(e -> 'facts', true, true);
    if result ->> 'outcome' = 'refused' then
      raise exception 'demonstration data refused: % %', result ->> 'reason', e -> 'facts';
    end if;
    insert into public.buildings (project_id, name, floors_above, floors_below, unit_count)
    select (result ->> 'project_id')::uuid, x.name, x.floors_above, x.floors_below, x.unit_count
    from jsonb_to_recordset(coalesce(e -> 'buildings', '[]')) as x (name text, floors_above int, floors_below int, unit_count int)
    on conflict on constraint buildings_name_key do nothing;
    if e ->> 'place' is not null then
      update public.projects p set location_quality = e ->> 'place' where p.project_id = (result ->> 'project_id')::uuid;
    end if;
  end loop;
  delete from private.settings s where s.name = 'clock';
  update private.settings s set value = '${done + events.length}' where s.name = 'demo_events';
end $demo$`;
}

async function writeAccount(hub: Hub, sql: Sql, account: DemoAccount): Promise<void> {
  const { email, password, display_name, role, duties, organization } = account;
  const [known] = await sql.query('select public.find_account($1) as id', [email]);
  if (typeof known?.id !== 'string') {
    await registration.create(hub, { email, password, display_name, locale: 'zh' });
  }
  if (!role) return;
  await sql.query(
    `insert into public.memberships (user_id, organization_id, role, duties)
      select public.find_account($1), (select o.organization_id from public.organizations o where o.uscc = $2), $3,
        string_to_array($4, ',')
      on conflict (user_id, organization_id, role) do nothing`,
    [email, organization, role, duties.join(',')]
  );
}
