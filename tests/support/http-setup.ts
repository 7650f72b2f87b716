import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../../tools/build.ts';
import { standOn } from './db-setup.ts';
import { startServer } from './server.ts';
import { makeDemo, makeTemplates } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built server with demonstration data that the http suite shares. */
    baseUrl: string;
  }
}

/** Servers of this suite are on PostgreSQL, but for those that ask for the embedded engine; those of the browser's tests are on that. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildIfStale();
  const { place, embedded, leave } = await standOn('postgres', 'http-tests');
  try {
    await makeTemplates(place);
    await makeDemo(place);
    process.env.TEST_FOLDERS = embedded.folder;
    process.env.TEST_POSTGRES = place.url;
    // for tests that write to a database of their own before a server opens it
    project.provide('templates', place.folder);
    project.provide('databaseUrl', place.url);
    // all files come from one address: limits are tested on servers of their own
    const server = await startServer({ env: { HUB_BENCH: 'on' }, lasting: true });
    project.provide('baseUrl', server.url);
    return async () => {
      await server.stop();
      await leave();
    };
  } catch (error) {
    await leave();
    throw error;
  }
}
