import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeAside } from '../backend/embedded.ts';
import { replaceDatabase, settleRestore } from '../backend/folders.ts';
import { appliedMigrations, listMigrations, migrate } from '../backend/migrations.ts';
import { applicationName, openPostgres, ownerPool, sqlOfPool } from '../backend/postgres.ts';
import type { Query, Sql } from '../backend/types.ts';
import type { Config } from '../config.ts';
import { takeLock } from '../lock.ts';
import { writeSecrets } from '../secrets.ts';
import { loadBackup } from './load.ts';
import { checkBackup, type Checked } from './read.ts';

export interface Restore {
  config: Config;
  file: string;
  replace: boolean;
  progress: (step: string) => void;
}

const notEmpty = (what: string) =>
  new Error(`${what} is not empty. \`hub restore FILE --replace\` puts the backup in its place.`);

function checkMigrations(config: Config, { manifest }: Checked) {
  const known = listMigrations(config.root).map(({ version }) => version);
  const unknown = manifest.migrations.filter((version) => !known.includes(version));
  if (unknown.length > 0) {
    throw new Error(`The backup is from a newer hub (${unknown.join(', ')}). Nothing was changed.`);
  }
}

/** The secrets of the backup aside; without them (Supabase) those of the folder stay. */
function secretsAside(config: Config, { secrets }: Checked): string | null {
  if (!secrets) return null;
  const path = join(config.dataDir, `secrets.json.new-${process.pid}`);
  writeSecrets(path, secrets);
  return path;
}

async function restoreEmbedded({ config, replace, progress }: Restore, backup: Checked) {
  const lock = takeLock(config.dataDir);
  try {
    settleRestore(config.dataDir);
    if (existsSync(join(config.dataDir, 'db')) && !replace)
      throw notEmpty(`The data folder ${config.dataDir}`);
    const aside = await makeAside(config, progress, {
      only: backup.manifest.migrations,
      fill: (sql) => loadBackup(sql, backup, progress)
    });
    replaceDatabase(config.dataDir, aside, secretsAside(config, backup));
  } finally {
    lock.release();
  }
}

async function refuseUse(query: Query) {
  const [row] = await query(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = $1`,
    [applicationName]
  );
  if (Number(row?.n) > 0)
    throw new Error('A hub is at work on this database. Stop every node, then restore.');
}

/** Whether anything was ever written: an account, an organization, an entry of the journal or of the audit trail. */
async function refuseUsed(query: Query) {
  const [made] = await query(`select to_regclass('public.journal') is not null as yes`);
  if (made?.yes !== true) return;
  const [used] = await query(
    `select exists (select from auth.users) or exists (select from public.organizations)
       or exists (select from public.journal) or exists (select from public.audit_entries) as yes`
  );
  if (used?.yes === true) throw notEmpty('The database');
}

async function refuseAhead(query: Query, { manifest }: Checked) {
  const [made] = await query(
    `select to_regclass('supabase_migrations.schema_migrations') is not null as yes`
  );
  const ahead = made?.yes === true ? await appliedMigrations(query) : [];
  if (ahead.some((version) => !manifest.migrations.includes(version))) {
    throw new Error('The database is newer than the backup. Restore into a new, empty database.');
  }
}

async function restoreServer(restore: Restore, backup: Checked, url: string) {
  const { config, replace, progress } = restore;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const owner = ownerPool(url);
  try {
    const sql = sqlOfPool(owner);
    await refuseUse(sql.query);
    if (!replace) await refuseUsed(sql.query);
    await refuseAhead(sql.query, backup);
    await prepareServer(restore, backup, sql);
    const secrets = secretsAside(config, backup);
    await loadBackup(sql, backup, progress);
    if (secrets) renameSync(secrets, join(config.dataDir, 'secrets.json'));
  } finally {
    await owner.end();
    rmSync(join(config.dataDir, `secrets.json.new-${process.pid}`), { force: true });
  }
}

async function prepareServer({ config, progress }: Restore, { manifest }: Checked, sql: Sql) {
  if (config.DATABASE_URL) {
    const backend = await openPostgres(config, config.DATABASE_URL, progress, manifest.migrations);
    await backend.close();
  } else {
    await migrate(sql, config.root, progress, manifest.migrations);
  }
}

/** Checks a backup and puts it in the place of the database that the configuration names, or changes nothing. */
export async function restoreBackup(restore: Restore): Promise<Checked> {
  const { config } = restore;
  const backup = await checkBackup(restore.file);
  checkMigrations(config, backup);
  const url = config.DATABASE_URL ?? config.SUPABASE_DB_URL;
  if (config.engine === 'embedded') await restoreEmbedded(restore, backup);
  else if (url) await restoreServer(restore, backup, url);
  else throw new Error('A restore to Supabase needs SUPABASE_DB_URL.');
  return backup;
}
