import { z } from 'zod';
import type { Sql } from '#lib/server/backend/index.ts';

/** An identifier of the k-th copy of a row, the same wherever it is named, and beside those that it was made with. */
const copied = (column: string) =>
  `overlay(t.${column}::text placing substr(md5(k::text), 1, 8) from 1)::uuid`;

/** What differs in a copy, by table. Everything else is as in the row that was copied. */
const tables = {
  'public.projects': {
    of: 'public.projects t',
    project_id: copied('project_id'),
    slug: `t.slug || 'x' || k`,
    permit_no: `left(t.permit_no, 16) || lpad((k + 1)::text, 2, '0')`
  },
  'public.disclosure_versions': {
    of: 'public.disclosure_versions t',
    disclosure_id: copied('disclosure_id')
  },
  'public.disclosures': {
    of: 'public.disclosures t where private.disclosure_is_open(t.status)',
    disclosure_id: copied('disclosure_id'),
    project_id: copied('project_id'),
    slug: `t.slug || 'x' || k`
  }
};

const columns = z.array(z.object({ name: z.string() }));

/**
 * Projects with the rows of their disclosures so many times as often: reckoning what a hundred thousand of them owe takes
 * longer than everything that is measured. Copies have no journal, milestones or documents of their own, nor what is only expected.
 */
export async function multiply(sql: Sql, times: number): Promise<void> {
  if (times < 2) return;
  await sql.transaction(async ({ query }) => {
    // neither triggers nor foreign keys: what is copied was checked, and its copies refer to copies
    await query('set local session_replication_role = replica');
    for (const [table, { of, ...changed }] of Object.entries(tables)) {
      const found = await query(
        `select column_name as name from information_schema.columns
         where table_schema || '.' || table_name = $1 and is_generated = 'NEVER'`,
        [table]
      );
      const names = columns.parse(found).map(({ name }) => name);
      const values = new Map<string, string>(Object.entries(changed));
      const [source = '', ...where] = of.split(' where ');
      await query(
        `insert into ${table} (${names.join(', ')})
         select ${names.map((name) => values.get(name) ?? `t.${name}`).join(', ')}
         from ${source} cross join generate_series(1, ${String(times - 1)}) k ${where.map((one) => `where ${one}`).join('')}
         order by k, t.${table === 'public.projects' ? 'project_id' : 'disclosure_id'}`
      );
    }
    await query(`update private.project_counts set n = n * ${String(times)}`);
    await query(
      `update private.disclosure_counts set n = n * ${String(times)} where private.disclosure_is_open(status)`
    );
  });
  await sql.query('vacuum analyze');
}
