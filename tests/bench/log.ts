import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from '#lib/server/backend/index.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import * as checkpoints from '#lib/transparency/checkpoints.server.ts';
import { forget, withTree } from '#lib/transparency/log.server.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server.ts';
import type { Nginx } from './nginx.ts';
import { sqlOf } from './sweep.ts';
import { fixed, headings, measure, row, say, timed } from './table.ts';

const batch = 10_000;

async function seed(sql: Sql, count: number): Promise<void> {
  for (let from = 1; from <= count; from += batch) {
    await sql.query(
      `select count(private.append_journal('test.counted', 'test', n::text, jsonb_build_object('n', n, 'text', repeat('公示', 40))))
       from generate_series($1::int, $2::int) n`,
      [from, Math.min(from + batch - 1, count)]
    );
  }
  await sql.script('analyze public.journal');
}

async function build(count: number, config: ReturnType<typeof readConfig>): Promise<void> {
  const hub = await openHub(undefined, config);
  try {
    await timed('seeded', () => seed(sqlOf(hub), count));
    await timed('signed', () => checkpoints.sign(hub));
    forget(hub);
    await timed('tree built anew', () => withTree(hub, (tree) => ({ size: tree.size })));
    await sqlOf(hub).query(`select private.append_journal('test.counted', 'test', 'one more', '{}')`);
    const started = performance.now();
    await checkpoints.newest(hub);
    row(['one more entry signed', `${fixed(performance.now() - started, 1)} ms`]);
  } finally {
    await closeHub();
  }
}

/** The log over a journal of `count` entries. */
export async function benchLog(
  engine: 'embedded' | 'postgres',
  count: number,
  nginx: Nginx | null
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const own = engine === 'postgres' && !process.env.BENCH_DATABASE_URL ? await startPostgres() : null;
  const url = engine === 'postgres' ? (process.env.BENCH_DATABASE_URL ?? own?.url ?? '') : '';
  const env = { HUB_DEMO: 'off', HUB_JOBS: 'off', DATABASE_URL: url, SUPABASE_URL: '' };
  try {
    say(`\nTransparency log of ${String(count)} entries, ${engine}`);
    await build(count, readConfig({ ...process.env, ...env, DATA_DIR: dataDir }));
    const server = await startServer({
      dataDir,
      env: { ...env, HUB_BENCH: 'on', LOG_LEVEL: 'silent' }
    });
    try {
      headings();
      for (const [name, path] of [
        ['checkpoint', 'checkpoint'],
        ['tile of hashes', 'tile/0/007'],
        ['bundle of entries', 'tile/entries/007'],
        ['proof of an entry', 'proof/4711'],
        ['consistency', 'consistency?from=4711']
      ] as const)
        await measure(`log ${name}`, `${server.url}/log/${path}`, server.url, nginx);
    } finally {
      await server.stop();
    }
  } finally {
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
