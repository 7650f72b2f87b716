import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { visitor } from '../support/browserless.ts';
import { newPermit, projectForm } from '../support/disclosing.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer, type RunningServer, type ServerOptions } from '../support/server.ts';
import { smaller } from './load.ts';
import type { Nginx } from './nginx.ts';
import { fixed, headings, measure, residentMegabytes, row, say } from './table.ts';

const headOf = async (url: string): Promise<number> => {
  const answer = await fetch(`${url}/open/changes?after=0&limit=1`, {
    headers: { 'x-forwarded-for': '198.51.100.2' }
  });
  return z.object({ head: z.number() }).parse(await answer.json()).head;
};

/** How long after a write the first and the last of many waiting requests have their answer. */
async function wake(server: RunningServer, count: number): Promise<void> {
  const officer = visitor(server.url, '198.51.100.1');
  const account = { email: 'wuhan@example.org', password: 'sunlit-demo-2026' };
  await officer.post('/account/sign-in', account);
  const after = await headOf(server.url);
  const before = residentMegabytes(server.pid);
  const told: number[] = [];
  const asked = Array.from({ length: count }, async (_, n) => {
    const headers = { 'x-forwarded-for': `198.18.${String(n >> 8)}.${String(n & 255)}` };
    await (await fetch(`${server.url}/open/changes?after=${String(after)}&wait=60`, { headers })).text();
    told.push(performance.now());
  });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const each = ((residentMegabytes(server.pid) - before) * 1024) / count;
  const started = performance.now();
  const made = await officer.post('/desk/projects/new?/save', projectForm(newPermit(), '等待的小区'));
  if (made.status !== 303) throw new Error(`the write was refused: ${String(made.status)}`);
  await Promise.all(asked);
  row([`${String(count)} wait`, 'first ms', 'last ms', 'KB each']);
  row(['', fixed(Math.min(...told) - started), fixed(Math.max(...told) - started), fixed(each)]);
}

async function reading(server: RunningServer, nginx: Nginx | null): Promise<void> {
  const head = await headOf(server.url);
  headings();
  for (const [name, path, fresh] of [
    ['feed of the province', '/feeds/all.json', undefined],
    ['changes from 0', '/open/changes?after=0', smaller(500)],
    ['changes, nothing new', `/open/changes?after=${String(head)}`, smaller(500)],
    ['API page of 100', '/open/api/v1/disclosures', smaller(100)],
    ['API page of 1000', '/open/api/v1/disclosures?limit=1000', smaller(1000)]
  ] as const)
    await measure(name, server.url + path, server.url, nginx, fresh);
}

async function within(options: ServerOptions, work: (server: RunningServer) => Promise<void>): Promise<void> {
  const server = await startServer(options);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

/** Feeds, changes and pages of the API of the demonstration, warm; then many who wait for one write. */
export async function benchChanges(engine: 'embedded' | 'postgres', nginx: Nginx | null): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const given = process.env.BENCH_DATABASE_URL;
  const own = engine === 'postgres' && !given ? await startPostgres() : null;
  const url = engine === 'postgres' ? (given ?? own?.url ?? '') : '';
  const env = { HUB_DEMO: 'on', HUB_JOBS: 'off', HUB_BENCH: 'on', LOG_LEVEL: 'silent', DATABASE_URL: url };
  try {
    say(`\nChanges, API and feeds of the demonstration, ${engine}`);
    await within({ dataDir, env }, (server) => reading(server, nginx));
    // each who waits has an address of its own
    await within({ dataDir, env: { ...env, ADDRESS_HEADER: 'x-forwarded-for' } }, (server) =>
      wake(server, 1000)
    );
  } finally {
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
