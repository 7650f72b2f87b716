import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from './types.ts';

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

const historyTable = `
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
  version text primary key, statements text[], name text, created_by text, idempotency_key text, rollback text[]
);
`;

/** Versions the database has, in order. */
export async function appliedMigrations(sql: Sql): Promise<string[]> {
  await sql.script(historyTable);
  const rows = await sql.query('select version from supabase_migrations.schema_migrations order by version');
  return rows.map((row) => String(row.version));
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * Applies what is missing, each file with its entry in the history in one transaction, in the table of the Supabase CLI.
 * Refuses a database that is ahead of these files: an older program must not write to it.
 */
export async function migrate(sql: Sql, root: string, onStep?: (name: string) => void): Promise<number> {
  const migrations = listMigrations(root);
  const applied = await appliedMigrations(sql);
  const known = new Set(migrations.map((migration) => migration.version));
  const ahead = applied.filter((version) => !known.has(version));
  if (ahead.length > 0) {
    throw new Error(
      `The database has migrations that this version of the hub does not know (${ahead.join(', ')}). Start a newer version.`
    );
  }
  const missing = migrations.filter((migration) => !applied.includes(migration.version));
  for (const { version, name, sql: statements } of missing) {
    onStep?.(name);
    // two nodes that start at once: the second waits here, then finds the entry and fails on its key
    await sql.script(
      `select pg_advisory_xact_lock(4206, 0);\n` +
        `insert into supabase_migrations.schema_migrations (version, name, statements) values (${literal(version)}, ${literal(name)}, array[${literal(statements)}]);\n` +
        statements
    );
  }
  return missing.length;
}

/** Changes when the set of migrations does: part of cache keys and the version that is shown. */
export function schemaFingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const migration of listMigrations(root)) hash.update(migration.version).update(migration.sql);
  return hash.digest('hex').slice(0, 12);
}
