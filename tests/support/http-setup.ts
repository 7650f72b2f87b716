import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built server with demonstration data that the http suite shares. */
    baseUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide('baseUrl', server.url);
  // tests that write to a database of their own before a server opens it: the embedded engine
  const templates = mkdtempSync(join(tmpdir(), 'sunlit-http-tests-'));
  project.provide('templates', templates);
  project.provide('databasePrefix', '');
  project.provide('databaseUrl', '');
  return async () => {
    await server.stop();
    rmSync(templates, { recursive: true, force: true });
  };
}
