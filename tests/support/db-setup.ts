import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of the real PostgreSQL; empty on the embedded engine. */
    databaseUrl: string;
  }
}

/** ENGINE=postgres runs the suite on a real server: the one named by DATABASE_URL, or one of our own. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.ENGINE !== 'postgres') {
    project.provide('databaseUrl', '');
    return undefined;
  }
  const given = process.env.DATABASE_URL;
  if (given) {
    project.provide('databaseUrl', given);
    return undefined;
  }
  const postgres = await startPostgres();
  process.env.DATABASE_URL = postgres.url;
  project.provide('databaseUrl', postgres.url);
  return postgres.stop;
}
