import { randomBytes } from 'node:crypto';
import postgresClient from 'postgres';
import type { TestProject } from 'vitest/node';
import { makeEmptyDatabase } from '#lib/server/backend/empty-database.ts';
import { startPostgres } from './postgres.ts';
import { makeTemplate, ownFolder, ROOT, runFolder } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of the real PostgreSQL; empty on the embedded engine. */
    databaseUrl: string;
    /** A folder of this run: the migrated database that each test file gets a copy of stands in it. */
    templates: string;
    /** First part of the name of every database that this run creates on PostgreSQL. */
    databasePrefix: string;
  }
}

/** Databases of this run that a failed test left on a server of somebody else's. */
async function dropDatabases(url: string, prefix: string): Promise<void> {
  const server = postgresClient(url, { max: 1, onnotice: () => undefined });
  try {
    const left = await server<{ datname: string }[]>`
      select datname from pg_database where starts_with(datname, ${prefix})`;
    for (const { datname } of left) await server`drop database if exists ${server(datname)} with (force)`;
  } finally {
    await server.end();
  }
}

/** ENGINE=postgres runs the suite on a real server: the one named by DATABASE_URL, or one of our own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, leave } = process.env.ENGINE === 'postgres' ? ownFolder('db-tests') : runFolder('db-tests');
  const prefix = `sunlit_test_${randomBytes(4).toString('hex')}`;
  const given = process.env.DATABASE_URL;
  const own = process.env.ENGINE === 'postgres' && !given ? await startPostgres() : null;
  const url = process.env.ENGINE === 'postgres' ? (own?.url ?? given ?? '') : '';
  if (own) process.env.DATABASE_URL = own.url;
  const teardown = async () => {
    leave();
    if (own) await own.stop();
    else if (url) await dropDatabases(url, prefix);
  };
  try {
    await makeEmptyDatabase(ROOT);
    await makeTemplate({ folder, url, prefix });
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('templates', folder);
  project.provide('databasePrefix', prefix);
  project.provide('databaseUrl', url);
  return teardown;
}
