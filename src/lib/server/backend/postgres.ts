import { mkdirSync } from 'node:fs';
import { createPostgresConnection } from '@supabase/lite/postgres';
import postgres from 'postgres';
import { anonymous } from '../client.ts';
import type { Config } from '../config.ts';
import { loadSecrets } from '../secrets.ts';
import type { Report } from './embedded.ts';
import { foldPool } from './fold-settings.ts';
import { createApp } from './lite.ts';
import { migrate } from './migrations.ts';
import { keepSchema } from './schema-cache.ts';
import { supabaseRoles } from './roles.ts';
import type { Backend, Query, Sql, Statements } from './types.ts';

/** Seen in pg_stat_activity: a restore looks there whether a hub is at work on the database. */
export const applicationName = 'sunlit';

/**
 * Answers take milliseconds, and a plan that looks dear, as one with `enable_seqscan = off` does, would be compiled for a
 * hundred first.
 */
const session = { jit: 'off' };

/**
 * JSON that is text already is sent as it is. The driver would encode it once more, and verbs would get a string where
 * they expect an object; PGlite does as is done here.
 */
const json = (type: number) => ({
  to: type,
  from: [type],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text)
});
const types = { json: json(114), jsonb: json(3802) };

const queryOf =
  (driver: Pick<postgres.Sql, 'unsafe'>): Query =>
  async (statement, parameters = []) => [
    ...(await driver.unsafe<Record<string, unknown>[]>(statement, parameters.map(toParameter)))
  ];

const statementsOf = (driver: Pick<postgres.Sql, 'unsafe'>): Statements => ({
  query: queryOf(driver),
  script: async (statements) => {
    await driver.unsafe(statements).simple();
  }
});

export function sqlOfPool(driver: postgres.Sql): Sql {
  const transaction = async <T>(
    work: (inside: Statements) => Promise<T>,
    mode: 'write' | 'snapshot' = 'write'
  ) => {
    const options = mode === 'snapshot' ? 'isolation level repeatable read read only' : '';
    // in an object: the driver takes apart what it is handed back
    const done = await driver.begin(options, async (tx) => ({ result: await work(statementsOf(tx)) }));
    return done.result;
  };
  return {
    query: queryOf(driver),
    script: (statements) => transaction(({ script }) => script(statements)),
    transaction
  };
}

function toParameter(value: unknown): postgres.ParameterOrJSON<never> {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  return JSON.stringify(value);
}

/** Connections of the owner: migrations and backups don't take those of requests. */
export const ownerPool = (url: string) =>
  postgres(url, {
    max: 3,
    onnotice: () => undefined,
    types,
    connection: { ...session, application_name: `${applicationName} owner` }
  });

/**
 * Nodes that start at once would change the same roles and grants ("tuple concurrently updated"), so one prepares after
 * another. The lock is the session's: it goes with the connection if the process dies.
 */
async function oneAfterAnother(owner: postgres.Sql, work: () => Promise<void>): Promise<void> {
  const connection = await owner.reserve();
  try {
    await connection`select pg_advisory_lock(4206, 2)`;
    await work();
  } finally {
    await connection`select pg_advisory_unlock(4206, 2)`;
    connection.release();
  }
}

/** Engine 2: the same API in process, on a PostgreSQL ≥ 15 of the operator's. Any number of app nodes may share it. */
export async function openPostgres(
  config: Config,
  url: string,
  report: Report,
  only?: string[]
): Promise<Backend> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const secrets = loadSecrets(config.dataDir);
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      max: 10,
      onnotice: () => undefined,
      types,
      connection: { ...session, application_name: applicationName }
    }
  });
  foldPool(connection.driver);
  const owner = ownerPool(url);
  const sql = sqlOfPool(owner);
  connection.config.schemaCache = keepSchema(config, sql.query);
  const app = createApp(connection, config, secrets);
  const backend: Backend = {
    engine: 'postgres',
    url: 'http://backend.internal',
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    fetch: (input, init) => app.fetch(new Request(input, init)),
    sql,
    async close() {
      await connection.close();
      await owner.end();
    }
  };
  try {
    const [version] = await sql.query('show server_version_num');
    if (Number(version?.server_version_num) < 150000)
      throw new Error('The hub needs PostgreSQL 15 or later.');
    await oneAfterAnother(owner, async () => {
      await app.ensureSystemSchema();
      await sql.script(supabaseRoles);
      await migrate(sql, config.root, (name) => report(`migration ${name}`), only);
      // the API writes its grants at its first request
      await anonymous(backend).rpc('journal_head');
    });
  } catch (error) {
    await backend.close();
    throw error;
  }
  return backend;
}
