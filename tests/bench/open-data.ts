import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disclosures } from '#lib/open-data/datasets/disclosures.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { findBinaries, startPostgres } from '../support/postgres.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { multiply } from './multiply.ts';
import { seedDisclosures } from './seed-disclosures.ts';
import { one, sqlOf } from './sweep.ts';
import { fixed, residentMegabytes, row, say, timed } from './table.ts';

/** The seed gives a project some four disclosures that are due or were published. */
const perProject = 4;

/** So many rows are reckoned as the hub does it; more are copies of them. */
const largest = 20_000;

interface Fetched {
  seconds: number;
  bytes: number;
  headers: IncomingHttpHeaders;
}

/** Reads an answer as fast as it comes, and keeps nothing of it. */
function read(url: string, coding: string): Promise<Fetched> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': coding } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => {
        const seconds = (performance.now() - started) / 1000;
        if (response.statusCode === 200) resolve({ seconds, bytes, headers: response.headers });
        else reject(new Error(`${url}: ${String(response.statusCode)}`));
      });
    })
      .once('error', reject)
      .end();
  });
}

/** The most memory the server has while some work is done, beyond what it has when it begins. */
async function peak<T>(server: RunningServer, idle: number, work: () => Promise<T>): Promise<[T, number]> {
  let most = residentMegabytes(server.pid);
  const timer = setInterval(() => (most = Math.max(most, residentMegabytes(server.pid))), 20);
  try {
    return [await work(), most - idle];
  } finally {
    clearInterval(timer);
  }
}

async function exported(
  server: RunningServer,
  idle: number,
  name: string,
  file: string,
  coding = 'identity'
) {
  const [{ seconds, bytes, headers }, above] = await peak(server, idle, () =>
    read(`${server.url}/open/${file}`, coding)
  );
  const rows = Number(headers['x-row-count']);
  const size = fixed(bytes / 1024 / 1024);
  row([name, rows, fixed(seconds, 1), fixed(rows / seconds), size, fixed(above)]);
}

/** The same rows of the same columns by PostgreSQL's own program, into a file. */
function copied(url: string, folder: string): void {
  const psql = join(findBinaries() ?? '', 'psql');
  const file = join(folder, 'copied.csv');
  const columns = Object.keys(disclosures.row.shape).map((name) => `x."row" ->> '${name}' as "${name}"`);
  const query = `select ${columns.join(', ')} from private.open_disclosures('{}', null, null, null) x`;
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    psql,
    [url, '-X', '-v', 'ON_ERROR_STOP=1', '-c', `\\copy (${query}) to '${file}' csv header`],
    { encoding: 'utf8' }
  );
  if (status !== 0) throw new Error(stderr);
  const seconds = (performance.now() - started) / 1000;
  const rows = Number(/COPY (\d+)/.exec(stdout)?.[1]);
  row([
    'psql \\copy, the same rows',
    rows,
    fixed(seconds, 1),
    fixed(rows / seconds),
    fixed(statSync(file).size / 1024 / 1024),
    '–'
  ]);
}

async function exports(url: string, dataDir: string, env: Record<string, string>): Promise<void> {
  const server = await startServer({ dataDir, env: { ...env, HUB_BENCH: 'on', LOG_LEVEL: 'silent' } });
  try {
    await read(`${server.url}/open/divisions.csv`, 'identity');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const idle = residentMegabytes(server.pid);
    say(`idle: ${fixed(idle)} MB`);
    row(['exports of disclosures', 'rows', 's', 'rows/s', 'MB', 'MB above']);
    copied(url, dataDir);
    await exported(server, idle, 'CSV, read and written first', 'disclosures.csv');
    await exported(server, idle, 'CSV, from the store', 'disclosures.csv');
    await exported(server, idle, 'CSV, from the store, gzip', 'disclosures.csv', 'gzip');
    await exported(server, idle, 'NDJSON, from the store', 'disclosures.ndjson');
    await exported(server, idle, 'JSON, written first', 'disclosures.json');
    await exported(server, idle, 'for Excel, written first', 'disclosures.csv?for=excel');
    await exported(server, idle, 'CSV of a city, read first', 'disclosures.csv?city=420100');
    await exported(server, idle, 'projects as GeoJSON, first', 'projects.geojson');
    await exported(server, idle, 'projects as GeoJSON, again', 'projects.geojson');
  } finally {
    await server.stop();
  }
}

/** Exports of so many rows on PostgreSQL, cold and from the store, beside `\copy` of the same query. */
export async function benchOpenData(rows: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const given = process.env.BENCH_DATABASE_URL;
  const own = given ? null : await startPostgres();
  const url = given ?? own?.url ?? '';
  const env = { HUB_DEMO: 'off', HUB_JOBS: 'off', DATABASE_URL: url, SUPABASE_URL: '' };
  try {
    say(`\nExports of ${String(rows)} rows on PostgreSQL`);
    const hub = await openHub(undefined, readConfig({ ...process.env, ...env, DATA_DIR: dataDir }));
    try {
      const sql = sqlOf(hub);
      const times = Math.min(99, Math.max(1, Math.round(rows / largest)));
      const projects = Math.ceil(rows / times / perProject);
      await timed('seeded', () => seedDisclosures(sql, projects, { hasPast: false }));
      await timed(`made ${String(times)} of each`, () => multiply(sql, times));
      say(
        `${await one(sql, 'select count(*)::int as value from public.disclosures')} disclosures, due or not`
      );
    } finally {
      await closeHub();
    }
    await exports(url, dataDir, env);
  } finally {
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
