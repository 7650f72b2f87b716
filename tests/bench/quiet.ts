import { z } from 'zod';
import type { Sql } from '#lib/server/backend/index.ts';

const named = z.object({ name: z.string(), of: z.string() });

/**
 * Does some work on tables while their triggers at commit are off: what they tell, each row by itself, of millions of rows that
 * no verb wrote. Those that count whole statements stay on.
 */
export async function unheard(sql: Sql, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const found = await sql.query(
    `select tgname as name, tgrelid::regclass::text as of from pg_catalog.pg_trigger
     where tgdeferrable and not tgisinternal and tgrelid = any (string_to_array($1, ',')::regclass[])`,
    [tables.join(',')]
  );
  const triggers = z.array(named).parse(found);
  const all = async (deed: 'disable' | 'enable') => {
    for (const { name, of } of triggers) await sql.query(`alter table ${of} ${deed} trigger ${name}`);
  };
  await all('disable');
  await work();
  await all('enable');
}
