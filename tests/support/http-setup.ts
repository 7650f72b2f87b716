import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../../tools/build.ts';
import { makeEmptyDatabase } from '#lib/server/backend/empty-database.ts';
import { startServer } from './server.ts';
import { makeDemo, makeTemplate, ROOT } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built server with demonstration data that the http suite shares. */
    baseUrl: string;
  }
}

/** Folders that servers begin with a copy of: `template`, migrated and empty, and `demo`, with demonstration data. */
async function makeFolders(folder: string): Promise<void> {
  const place = { folder, url: '', prefix: '' };
  await makeEmptyDatabase(ROOT);
  await makeTemplate(place);
  await makeDemo(place);
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildIfStale();
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-http-tests-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await makeFolders(folder);
    process.env.TEST_FOLDERS = folder;
    // for tests that write to a database of their own before a server opens it: the embedded engine
    project.provide('templates', folder);
    project.provide('databasePrefix', '');
    project.provide('databaseUrl', '');
    const server = await startServer();
    project.provide('baseUrl', server.url);
    return async () => {
      await server.stop();
      remove();
    };
  } catch (error) {
    remove();
    throw error;
  }
}
