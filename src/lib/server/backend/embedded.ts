import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPgliteConnection, type PgliteConnection } from '@supabase/lite/pglite';
import type { Config } from '../config.ts';
import { takeLock } from '../lock.ts';
import { loadSecrets } from '../secrets.ts';
import { createApp } from './lite.ts';
import { migrate } from './migrations.ts';
import { createQueue } from './queue.ts';
import { supabaseRoles } from './roles.ts';
import type { Backend, Sql } from './types.ts';

export type Report = (step: string) => void;

function sqlOf(connection: PgliteConnection, queue: ReturnType<typeof createQueue>): Sql {
  let exclusive = false;
  const run = <T>(work: () => Promise<T>) => (exclusive ? work() : queue.run(work));
  return {
    query: (statement, parameters = []) =>
      run(async () => {
        const { rows } = await connection.driver.query<Record<string, unknown>>(statement, parameters);
        return rows;
      }),
    script: (statements) =>
      run(async () => {
        await connection.driver.transaction(async (tx) => {
          await tx.exec(statements);
        });
      }),
    exclusively: (work) =>
      queue.run(async () => {
        exclusive = true;
        try {
          return await work();
        } finally {
          exclusive = false;
        }
      })
  };
}

async function openFolder(folder: string, config: Config) {
  const connection = await createPgliteConnection({ url: folder });
  const secrets = loadSecrets(config.dataDir);
  const app = createApp(connection, config, secrets);
  const queue = createQueue();
  const sql = sqlOf(connection, queue);
  return { connection, secrets, app, queue, sql };
}

/** Everything a database must have before the first request: the embedded API keeps what it saw of RLS at its first. */
async function prepare({ app, sql }: Awaited<ReturnType<typeof openFolder>>, config: Config, report: Report) {
  await app.ensureSystemSchema();
  await sql.script(supabaseRoles);
  await migrate(sql, config.root, (name) => report(`migration ${name}`));
}

/** A folder killed during its first initialisation does not open again, so it is made aside and renamed when whole. */
async function initialise(folder: string, config: Config, report: Report) {
  for (const left of readdirSync(config.dataDir).filter((name) => name.startsWith('db.new-'))) {
    rmSync(join(config.dataDir, left), { recursive: true, force: true });
  }
  const aside = join(config.dataDir, `db.new-${process.pid}`);
  report('creating the database');
  const opened = await openFolder(aside, config);
  await prepare(opened, config, report);
  await opened.connection.close();
  renameSync(aside, folder);
}

/** Engine 1: PGlite in this process, in a folder that this process alone may use. */
export async function openEmbedded(config: Config, report: Report): Promise<Backend> {
  const lock = takeLock(config.dataDir);
  try {
    const folder = join(config.dataDir, 'db');
    if (!existsSync(folder)) await initialise(folder, config, report);
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
        await sql.exclusively(() => connection.close());
        lock.release();
      }
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
