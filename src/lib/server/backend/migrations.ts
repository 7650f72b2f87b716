import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Query, Sql } from './types.ts';

export interface Migration {
  version: string;
  name: string;
  sql: string;
}

/** The files of supabase/migrations in order, as the Supabase CLI reads them: <14 digits>_<name>.sql. */
export function listMigrations(root: string): Migration[] {
  const folder = join(root, 'supabase', 'migrations');
  return readdirSync(folder)
    .filter((file) => /^\d{14}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: file.slice(0, 14),
      name: file.slice(15, -4),
      sql: readFileSync(join(folder, file), 'utf8')
    }));
}

/** One node migrates at a time: whoever comes second waits here and then finds nothing left to do. */
const lock = 'select pg_advisory_xact_lock(4206, 0);';

const historyTable = `
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
  version text primary key, statements text[], name text, created_by text, idempotency_key text, rollback text[]
);
`;

/** Versions the database has, in order. */
export async function appliedMigrations(query: Query): Promise<string[]> {
  const rows = await query('select version from supabase_migrations.schema_migrations order by version');
  return rows.map((row) => String(row.version));
}

/** One file with its entry in the history, in one transaction. False when another node was quicker. */
function apply(sql: Sql, { version, name, sql: statements }: Migration): Promise<boolean> {
  return sql.transaction(async ({ query, script }) => {
    await query(lock);
    const entered = await query(
      `insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, array[$3])
       on conflict (version) do nothing returning version`,
      [version, name, statements]
    );
    if (entered.length === 0) return false;
    await script(statements);
    return true;
  });
}

/**
 * Applies what is missing, in the table of the Supabase CLI; with `only`, nothing beyond those versions (a backup is
 * loaded into the schema it was taken from). Refuses a database that is ahead of these files: an older program must not
 * write to it.
 */
export async function migrate(
  sql: Sql,
  root: string,
  onStep?: (name: string) => void,
  only?: string[]
): Promise<number> {
  const migrations = listMigrations(root);
  await sql.script(lock + historyTable);
  const applied = await appliedMigrations(sql.query);
  const ahead = applied.filter((version) => !migrations.some((migration) => migration.version === version));
  if (ahead.length > 0) {
    throw new Error(
      `The database has migrations that this version of the hub does not know (${ahead.join(', ')}). Start a newer version.`
    );
  }
  let done = 0;
  for (const migration of migrations) {
    if (applied.includes(migration.version) || (only && !only.includes(migration.version))) continue;
    onStep?.(migration.name);
    if (await apply(sql, migration)) done += 1;
  }
  return done;
}
