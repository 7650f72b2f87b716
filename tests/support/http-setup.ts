import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../../tools/build.ts';
import { startServer } from './server.ts';
import { makeFolders, runFolder } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built server with demonstration data that the http suite shares. */
    baseUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildIfStale();
  const { folder, leave } = runFolder('http-tests');
  try {
    await makeFolders(folder);
    process.env.TEST_FOLDERS = folder;
    // for tests that write to a database of their own before a server opens it: the embedded engine
    project.provide('templates', folder);
    project.provide('databasePrefix', '');
    project.provide('databaseUrl', '');
    // all files come from one address: limits are tested on servers of their own
    const server = await startServer({ env: { HUB_BENCH: 'on' }, lasting: true });
    project.provide('baseUrl', server.url);
    return async () => {
      await server.stop();
      leave();
    };
  } catch (error) {
    leave();
    throw error;
  }
}
