import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheDriver } from '@supabase/lite';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Query } from './types.ts';

const packageSchema = z.object({ dependencies: z.object({ '@supabase/lite': z.string() }) });
const keptSchema = z.object({ mark: z.string(), schema: z.string() });

/**
 * What the API reads of the catalogue: a row that is made, changed or dropped there changes its table's count or the sum of
 * the transactions that wrote its rows. pg_class is left out: each start of the API grants again, which writes its rows
 * anew; whatever else of a table changes has a row of another table with it.
 */
const catalogue: [table: string, owner: string][] = [
  ['pg_attribute', 'attrelid'],
  ['pg_attrdef', 'adrelid'],
  ['pg_constraint', 'oid'],
  ['pg_description', 'objoid'],
  ['pg_enum', 'oid'],
  ['pg_index', 'indexrelid'],
  ['pg_inherits', 'inhrelid'],
  ['pg_rewrite', 'ev_class'],
  ['pg_type', 'oid']
];

/** Of functions what the API reads: it makes its own anew at each start, and grants them. */
const ofFunctions =
  'oid, proname, pronamespace, proargnames, proargmodes, pronargdefaults, provariadic, provolatile, proretset, prorows, prorettype, proargtypes';

/** Below this number objects are PostgreSQL's own. */
const firstOfOurs = 16384;

const partOf = (table: string, owner: string, sum: string) =>
  `select '${table} ' || count(*) || ' ' || coalesce(sum(${sum}), 0) as part
   from pg_catalog.${table} where ${owner} >= ${String(firstOfOurs)}`;

const markOf = `select version() || ' ' || string_agg(part, ' ' order by part) as mark from (${[
  ...catalogue.map(([table, owner]) => partOf(table, owner, 'xmin::text::bigint')),
  partOf('pg_proc', 'oid', `hashtext(row(${ofFunctions})::text)::bigint`)
].join(' union all ')}) of_tables`;

/** What is kept, or null: a file that was cut off is as good as none. */
function read(file: string): z.infer<typeof keptSchema> | null {
  if (!existsSync(file)) return null;
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * What the API knows of tables and functions it asks of the catalogue at its first request, in seventeen questions, which
 * are two thirds of what a start costs. The answer is kept in the data folder with a mark of the catalogue, and counts
 * for as long as the catalogue has the same mark. No right rests on it: policies and grants are the database's.
 */
export function keepSchema({ dataDir, root }: Pick<Config, 'dataDir' | 'root'>, query: Query): CacheDriver {
  const file = join(dataDir, 'schema-cache.json');
  const { dependencies } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  let current: string | null = null;
  const mark = async (): Promise<string> => {
    const [row] = await query(markOf);
    return `${dependencies['@supabase/lite']} ${String(row?.mark)}`;
  };
  return {
    get: async () => {
      current = await mark();
      const kept = read(file);
      return kept?.mark === current ? kept.schema : undefined;
    },
    set: (_key, schema) => {
      // marked as it was before the questions: what changed meanwhile makes the next start ask again
      if (current === null) return Promise.resolve();
      const aside = `${file}.${String(process.pid)}`;
      writeFileSync(aside, JSON.stringify({ mark: current, schema }), { mode: 0o600 });
      renameSync(aside, file);
      return Promise.resolve();
    },
    // asked for by each connection that closes: the mark says whether it still holds
    delete: () => Promise.resolve()
  };
}
