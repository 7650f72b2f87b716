import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPgliteConnection, type PgliteConnection } from '@supabase/lite/pglite';
import type { Config } from '../config.ts';
import { takeLock } from '../lock.ts';
import { loadSecrets } from '../secrets.ts';
import { copyEmptyDatabase } from './empty-database.ts';
import { foldPglite } from './fold-settings.ts';
import { settleRestore } from './folders.ts';
import { createApp } from './lite.ts';
import { migrate } from './migrations.ts';
import { createQueue } from './queue.ts';
import { supabaseRoles } from './roles.ts';
import { keepSchema } from './schema-cache.ts';
import type { Backend, Query, Sql } from './types.ts';

export type Report = (step: string) => void;

type Driver = Pick<PgliteConnection['driver'], 'query'>;

const queryOf =
  (driver: Driver): Query =>
  async (statement, parameters = []) => {
    const { rows } = await driver.query<Record<string, unknown>>(statement, parameters);
    return rows;
  };

function sqlOf({ driver }: PgliteConnection, queue: ReturnType<typeof createQueue>): Sql {
  const query = queryOf(driver);
  const transaction: Sql['transaction'] = (work, mode = 'write') =>
    queue.run(() =>
      driver.transaction(async (tx) => {
        if (mode === 'snapshot') await tx.exec('set transaction isolation level repeatable read, read only');
        const script = async (statements: string): Promise<void> => {
          await tx.exec(statements);
        };
        return work({ query: queryOf(tx), script });
      })
    );
  return {
    query: (statement, parameters) => queue.run(() => query(statement, parameters)),
    script: (statements) => transaction(({ script }) => script(statements)),
    transaction
  };
}

/** Types of which the hub or its API reads arrays. */
const inArrays =
  'bool,char,name,int2,int4,int8,float4,float8,numeric,text,varchar,oid,regtype,uuid,date,timestamp,timestamptz,json,jsonb';

/**
 * PGlite copies its list of readers for each statement, and has one there for arrays of each type, the rows of every table
 * included: hundreds that nobody needs, which are a quarter of what a short statement costs.
 */
async function dropReaders({ driver }: PgliteConnection): Promise<void> {
  const rows = await queryOf(driver)(
    `select typarray::text as oid from pg_catalog.pg_type
     where typarray <> 0 and not (typtype = 'b' and typname = any (string_to_array($1, ',')) or typtype in ('d', 'e'))`,
    [inArrays]
  );
  const needless = new Set(rows.map(({ oid }) => oid));
  driver.parsers = Object.fromEntries(Object.entries(driver.parsers).filter(([oid]) => !needless.has(oid)));
}

async function openFolder(folder: string, config: Config) {
  const connection = await createPgliteConnection({ url: folder });
  connection.config.schemaCache = keepSchema(config, queryOf(connection.driver));
  await dropReaders(connection);
  foldPglite(connection.driver);
  const secrets = loadSecrets(config.dataDir);
  const app = createApp(connection, config, secrets);
  const queue = createQueue();
  const sql = sqlOf(connection, queue);
  return { connection, secrets, app, queue, sql };
}

/** Everything a database must have before the first request: the embedded API keeps what it saw of RLS at its first. */
async function prepare(
  { app, sql }: Awaited<ReturnType<typeof openFolder>>,
  config: Config,
  report: Report,
  only?: string[]
) {
  await app.ensureSystemSchema();
  await sql.script(supabaseRoles);
  await migrate(sql, config.root, (name) => report(`migration ${name}`), only);
}

/**
 * Makes a database beside the one in use, lets `fill` write to it and returns its folder, closed and whole. A folder
 * killed during its first initialisation does not open again: whoever calls this renames it when all is done.
 */
export async function makeAside(
  config: Config,
  report: Report,
  { only, fill }: { only?: string[]; fill?: (sql: Sql) => Promise<void> } = {}
): Promise<string> {
  const aside = join(config.dataDir, `db.new-${process.pid}`);
  copyEmptyDatabase(config.root, aside);
  const opened = await openFolder(aside, config);
  try {
    await prepare(opened, config, report, only);
    await fill?.(opened.sql);
  } catch (error) {
    await opened.connection.close();
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
  await opened.connection.close();
  return aside;
}

/** Engine 1: PGlite in this process, in a folder that this process alone may use. */
export async function openEmbedded(config: Config, report: Report): Promise<Backend> {
  const lock = takeLock(config.dataDir);
  try {
    settleRestore(config.dataDir);
    const folder = join(config.dataDir, 'db');
    if (!existsSync(folder)) {
      report('creating the database');
      renameSync(await makeAside(config, report), folder);
    }
    const opened = await openFolder(folder, config);
    await prepare(opened, config, report);
    const { app, queue, sql, secrets, connection } = opened;
    return {
      engine: 'embedded',
      url: 'http://backend.internal',
      publishableKey: secrets.publishableKey,
      secretKey: secrets.secretKey,
      fetch: (input, init) => queue.run(() => app.fetch(new Request(input, init))),
      sql,
      async close() {
        await queue.run(() => connection.close());
        lock.release();
      }
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
