import { mkdirSync } from 'node:fs';
import { createPostgresConnection } from '@supabase/lite/postgres';
import postgres from 'postgres';
import type { Config } from '../config.ts';
import { loadSecrets } from '../secrets.ts';
import type { Report } from './embedded.ts';
import { createApp } from './lite.ts';
import { migrate } from './migrations.ts';
import { supabaseRoles } from './roles.ts';
import type { Backend, Sql } from './types.ts';

export function sqlOfPool(driver: postgres.Sql): Sql {
  return {
    query: async (statement, parameters = []) => {
      const rows = await driver.unsafe<Record<string, unknown>[]>(statement, parameters.map(toParameter));
      return [...rows];
    },
    script: async (statements) => {
      await driver.begin((tx) => tx.unsafe(statements).simple());
    },
    exclusively: (work) => work()
  };
}

function toParameter(value: unknown): postgres.ParameterOrJSON<never> {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  return JSON.stringify(value);
}

/** The embedded API hands arguments over as JSON text already; written as JSON once more they would be strings. */
const asJson = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Engine 2: the same API in process, on a PostgreSQL ≥ 15 of the operator's. Any number of app nodes may share it. */
export async function openPostgres(config: Config, url: string, report: Report): Promise<Backend> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const secrets = loadSecrets(config.dataDir);
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      max: 10,
      onnotice: () => undefined,
      connection: { application_name: 'sunlit' },
      types: { jsonb: { to: 3802, from: [3802], serialize: asJson, parse: (text: string) => JSON.parse(text) } }
    }
  });
  // its own few connections: migrations and backups don't take those of requests
  const owner = postgres(url, { max: 3, onnotice: () => undefined });
  const sql = sqlOfPool(owner);
  const [version] = await sql.query('show server_version_num');
  if (Number(version?.server_version_num) < 150000) throw new Error('The hub needs PostgreSQL 15 or later.');
  const app = createApp(connection, config, secrets);
  await app.ensureSystemSchema();
  await sql.script(supabaseRoles);
  await migrate(sql, config.root, (name) => report(`migration ${name}`));
  return {
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
}
