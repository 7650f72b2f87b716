import { z } from 'zod';
import { disclosureJobs } from '#lib/disclosures/jobs.server.ts';
import type { Sql } from '#lib/server/backend/index.ts';
import type { Hub } from '#lib/server/hub.ts';
import { row, timed } from './table.ts';

export const sqlOf = ({ backend }: Hub): Sql => {
  if (!backend.sql) throw new Error('The bench needs SQL access.');
  return backend.sql;
};

export async function one(sql: Sql, statement: string): Promise<string> {
  const [found] = await sql.query(statement);
  return z
    .object({ value: z.union([z.string(), z.number()]) })
    .parse(found)
    .value.toString();
}

/** The job itself, until nothing is left. */
export async function sweep(hub: Hub): Promise<unknown> {
  const job = disclosureJobs.find(({ name }) => name === 'disclosures');
  return job?.run(hub, new AbortController().signal);
}

/** As the job does: all reckoned anew, then the day after that on which some three hundredths were due. */
export async function sweeps(hub: Hub): Promise<void> {
  const sql = sqlOf(hub);
  row(['the sweep, as the job does it', 'took', '  did']);
  // what the seed left to be told is not to be measured with the rest
  await sweep(hub);
  await sql.query("select private.queue_division('420000')");
  await timed('all reckoned anew', () => sweep(hub));
  const day = await one(
    sql,
    `select (due_on + 1)::text as value from public.disclosures where status = 'due' group by due_on order by count(*) desc limit 1`
  );
  const at = [`${day} 00:10+08`];
  await sql.query(
    `insert into private.settings (name, value) values ('clock', $1) on conflict on constraint settings_pkey do update set value = excluded.value`,
    at
  );
  await timed('a day passes', () => sweep(hub));
  await sql.query("delete from private.settings where name = 'clock'");
  await sql.query(
    `insert into public.deadline_rules (item, division_code, days, day_kind, basis, nature, valid_from)
      select i.item, '420100', 25, 'working', 'bench', 'default', '2020-04-01' from public.disclosure_items i where i.division_code = '420000'`
  );
  await timed('a city gets rules of its own', () => sweep(hub));
}
