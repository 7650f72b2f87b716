import { z } from 'zod';
import type { Query } from '../backend/types.ts';
import { qualified, type Table } from './format.ts';

/**
 * Of the accounts: who they are and how they sign in. Sessions and refresh tokens stay out, as does which session passed
 * a second factor: after a restore everyone signs in again, and a stolen backup holds no way in.
 */
const partOfAuth = `('users', 'identities')`;
const leftOut = ['private.session_factors'];

const catalogue = z.array(
  z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()), needs: z.array(z.string()) })
);

/** Every table of the hub with the columns that can be written, each after those it refers to. */
export async function listTables(query: Query): Promise<Table[]> {
  const rows = await query(
    `select n.nspname as schema, c.relname as name,
       (select json_agg(a.attname order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select coalesce(json_agg(f.confrelid::regclass::text), '[]') from pg_constraint f
         where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> f.conrelid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and (n.nspname in ('public', 'private') or (n.nspname = 'auth' and c.relname in ${partOfAuth}))
     order by n.nspname, c.relname`
  );
  const tables = catalogue.parse(rows).filter(({ schema, name }) => !leftOut.includes(`${schema}.${name}`));
  return inOrder(tables);
}

function inOrder(tables: z.infer<typeof catalogue>): Table[] {
  const plain = ({ schema, name }: Table) => (schema === 'public' ? name : `${schema}.${name}`);
  const waiting = [...tables];
  const sorted: Table[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex(
      (table) => !table.needs.some((need) => waiting.some((w) => plain(w) === need))
    );
    const [next] = waiting.splice(at, 1);
    if (at < 0 || !next) throw new Error('Tables refer to each other in a circle.');
    sorted.push({ schema: next.schema, name: next.name, columns: next.columns });
  }
  return sorted;
}

const key = z.object({ columns: z.array(z.string()).nullable() });

/** The columns of the primary key: rows are written in this order, so that the same data make the same backup. */
export async function orderOf(query: Query, table: Table): Promise<string> {
  const [row] = await query(
    `select (select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum))
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
       where i.indrelid = $1::regclass and i.indisprimary) as columns`,
    [qualified(table)]
  );
  const { columns } = key.parse(row);
  return columns ? `order by ${columns.map((column) => `"${column}"`).join(', ')}` : '';
}

const head = z.object({ seq: z.coerce.number(), leaf_hash: z.string() });

export async function journalHead(query: Query): Promise<z.infer<typeof head>> {
  const [row] = await query(
    `select j.seq::text as seq, encode(j.leaf_hash, 'hex') as leaf_hash from public.journal j order by j.seq desc limit 1`
  );
  return row ? head.parse(row) : { seq: 0, leaf_hash: '' };
}
