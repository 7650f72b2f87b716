import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take longest, the longest first. */
const long = [
  ...['http/complaints-canary', 'http/desk', 'http/open-days', 'http/desk-complaints', 'http/engine'],
  ...['http/desk-findings', 'http/accounts', 'http/feeds', 'http/documents', 'http/snapshots'],
  ...['db/crash', 'db/backup', 'db/open-replay', 'db/complaints-machine', 'db/demo', 'db/open-export'],
  ...['db/mail-crash', 'db/guards', 'db/open-data-rule', 'db/open-days-burst', 'db/access-matrix'],
  ...['db/snapshots', 'db/open-data-past', 'db/browse', 'db/complaints-figures', 'db/second-factor']
].map((file) => `/tests/${file}.test.ts`);

/** The long ones first: one that begins last leaves the other workers with nothing to do. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((file) => moduleId.endsWith(file));
      return at < 0 ? long.length : at;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}

/** Modules as Node loads them, with its cache of compiled code: rewritten by Vite each of their imports is a call. */
const plainNode = { experimental: { viteModuleRunner: false } };

/** Twenty starts of the embedded engine take four minutes on a machine that is busy with other things. */
const patient = { testTimeout: 600_000, hookTimeout: 600_000 };

export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    // each has a database or a server beside it: memory runs out before the cores of a large machine do
    sequence: { sequencer: LongFirst },
    maxWorkers: Math.min(4, availableParallelism() + 1),
    projects: [
      {
        extends: true,
        plugins: [sveltekit()],
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
          // pure functions, mostly: loading their modules anew for each file takes longer than the tests
          isolate: false,
          testTimeout: 240_000
        }
      },
      {
        // Without the plugin: these files run as they do in plain Node. ENGINE chooses embedded or postgres.
        test: {
          ...plainNode,
          name: 'db',
          environment: 'node',
          include: ['tests/db/**/*.test.ts'],
          globalSetup: ['tests/support/db-setup.ts'],
          env: { ENGINE: process.env.ENGINE ?? 'embedded' },
          pool: 'forks',
          isolate: false,
          ...patient
        }
      },
      {
        test: {
          ...plainNode,
          name: 'http',
          environment: 'node',
          include: ['tests/http/**/*.test.ts'],
          globalSetup: ['tests/support/http-setup.ts'],
          pool: 'forks',
          isolate: false,
          ...patient
        }
      }
    ]
  }
});
