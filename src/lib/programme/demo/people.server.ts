import { randomUUID } from 'node:crypto';
import * as registration from '#lib/accounts/registration.server.ts';
import type { Hub } from '#lib/server/hub.ts';
import type { Sql, Statements } from '#lib/server/backend/types.ts';
import type { DemoAccount } from './accounts.ts';
import { bureaus } from './bureaus.ts';
import { addDays } from './days.ts';
import { allCompanies } from './names.ts';
import { guests } from './open-days.ts';
import { supervisors } from './supervisors.ts';

/** Before everything that the demonstration tells. */
const since = (anchor: string): string => addDays(anchor, -1000);

export async function writeOrganizations({ query }: Pick<Statements, 'query'>): Promise<void> {
  for (const { name, uscc, division_code, contact } of Object.values(bureaus)) {
    await query(
      `insert into public.organizations (kind, name, uscc, division_code, contact, demo)
        values ('bureau', $1, $2, $3, $4, true) on conflict on constraint organizations_uscc_key do nothing`,
      [name, uscc, division_code, contact]
    );
  }
  await query(
    `insert into public.organizations (kind, name, uscc, demo)
      select 'company', x.name, x.uscc, true from jsonb_to_recordset($1::jsonb) as x (name text, uscc text)
      on conflict on constraint organizations_uscc_key do nothing`,
    [JSON.stringify(allCompanies)]
  );
}

export async function writeAccount(hub: Hub, sql: Sql, account: DemoAccount, anchor: string): Promise<void> {
  const { email, password, display_name, role, duties, organization } = account;
  const [known] = await sql.query('select public.find_account($1) as id', [email]);
  if (typeof known?.id !== 'string') {
    await registration.create(hub, { email, password, display_name, locale: 'zh' });
  }
  if (!role) return;
  await sql.query(
    `insert into public.memberships (user_id, organization_id, role, duties, valid_from)
      select public.find_account($1), (select o.organization_id from public.organizations o where o.uscc = $2), $3,
        string_to_array($4, ','), $5::date
      on conflict (user_id, organization_id, role) do nothing`,
    [email, organization, role, duties.join(','), since(anchor)]
  );
}

/** Addresses that no mail can reach (RFC 2606). */
export const standIn = 'stand-in.invalid';

/** Supervisors and guests that nobody signs in as are people too: what they did ends with their account, so they stay. */
export async function bringSupervisors(sql: Sql): Promise<void> {
  const resident = { email: 'resident@example.org', name: '' };
  const people = [...supervisors, ...guests, resident].map(({ email, name }) => ({
    id: randomUUID(),
    email,
    name
  }));
  await sql.transaction(async ({ query }) => {
    await query(
      `insert into auth.users (id, email)
        select x.id, x.email from jsonb_to_recordset($1::jsonb) as x (id uuid, email text)
        where x.email like '%.invalid' and not exists (select from auth.users u where u.email = x.email)`,
      [JSON.stringify(people)]
    );
    await query(
      `update public.profiles p set display_name = x.name, mail_notifications = p.mail_notifications and x.email not like '%.invalid'
        from auth.users u join jsonb_to_recordset($1::jsonb) as x (email text, name text) on x.email = u.email
        where p.user_id = u.id and x.email like '%.invalid'`,
      [JSON.stringify(people)]
    );
    await query(
      `insert into auth.sessions (id, user_id, tag)
        select gen_random_uuid(), u.id, '${standIn}'
        from auth.users u join jsonb_to_recordset($1::jsonb) as x (email text) on x.email = u.email
        where not exists (select from auth.sessions s where s.user_id = u.id and s.tag = '${standIn}')`,
      [JSON.stringify(people)]
    );
  });
}

/**
 * Every company needs somebody who takes its steps. Where no account of the demonstration does, a stand-in without a
 * password does, and goes when all is told; of what it did its number stays, as of any account that was deleted.
 */
export async function bringStandIns(sql: Sql, anchor: string): Promise<void> {
  const [count] = await sql.query(
    "select count(*)::int as n from public.organizations o where o.demo and o.kind = 'company'"
  );
  const ids = Array.from({ length: Number(count?.n) }, () => randomUUID());
  await sql.transaction(async ({ query }) => {
    await query(
      `insert into auth.users (id, email)
        select i.id::uuid, lower(o.uscc) || '@${standIn}'
        from (select x.uscc, row_number() over (order by x.uscc) as n from public.organizations x
          where x.demo and x.kind = 'company' and not exists (select from public.memberships m where m.organization_id = x.organization_id)) o
        join jsonb_array_elements_text($1::jsonb) with ordinality i (id, n) on i.n = o.n`,
      [JSON.stringify(ids)]
    );
    // nobody reads what a stand-in is told: without a profile it is told nothing
    await query(
      `delete from public.profiles p using auth.users u where u.id = p.user_id and u.email like '%@${standIn}'`
    );
    await query(
      `insert into public.memberships (user_id, organization_id, role, duties, valid_from)
        select u.id, o.organization_id, 'company_member', '{edit,confirm}', $1::date
        from auth.users u join public.organizations o on u.email = lower(o.uscc) || '@${standIn}'
        on conflict (user_id, organization_id, role) do nothing`,
      [since(anchor)]
    );
    // whoever acts has a session; where a second factor is asked for, one that passed it
    await query(
      `insert into auth.sessions (id, user_id, tag)
        select gen_random_uuid(), m.user_id, '${standIn}'
        from public.memberships m join public.organizations o using (organization_id)
        where o.demo and not exists (select from auth.sessions s where s.user_id = m.user_id and s.tag = '${standIn}')`
    );
    await query(
      `insert into private.session_factors (session_id, user_id)
        select s.id, s.user_id from auth.sessions s where s.tag = '${standIn}' on conflict do nothing`
    );
  });
}

export async function sendStandInsAway(sql: Sql): Promise<void> {
  await sql.transaction(async ({ query }) => {
    await query(
      `delete from private.session_factors f using auth.sessions s where s.id = f.session_id and s.tag = '${standIn}'`
    );
    await query(`delete from auth.sessions s where s.tag = '${standIn}'`);
    await query(`delete from auth.users u where u.email like '%@${standIn}'`);
    await query(
      "insert into private.settings (name, value) values ('demo_loaded', 'yes') on conflict do nothing"
    );
  });
}
