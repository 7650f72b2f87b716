import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub, type Hub } from '#lib/server/hub.ts';
import { startServer } from '../support/server.ts';
import { startPostgres } from '../support/postgres.ts';
import { seedDisclosures } from './disclosures.ts';
import { benchImport } from './import-run.ts';
import { answerOf, cold, warm, type Load } from './load.ts';
import { startNginx, type Nginx } from './nginx.ts';
import { seedProjects } from './seed.ts';

/**
 * `npm run bench [-- 1000,10000]`: the built server with ever more projects. Prints requests per second and latency of four
 * addresses, cold and warm, beside a constant answer of the same size from the same server and nginx with the same
 * bytes, all in one run. What counts is the ratio and that it stays flat; the figures are this machine's.
 * BENCH_ONLY=projects, disclosures or import runs one part.
 */

const sizes = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);

const say = (line = '') => process.stdout.write(`${line}\n`);
const row = (cells: (string | number)[]) =>
  say(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(24) : String(cell).padStart(11))).join(''));
const fixed = (n: number, digits = 0) => (Number.isFinite(n) ? n.toFixed(digits) : '–');

const pageOfProjects = z.object({ rows: z.array(z.object({ slug: z.string() })).min(1) });

/** A journal as long as the list: feeds must not feel it. */
const journal = `
  select private.append_journal('project.registered', 'project', p.project_id::text,
    jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng),
    p.project_id, '{}', p.division_code)
  from public.projects p order by p.project_id`;

async function prepare(dataDir: string, size: number): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir, HUB_DEMO: 'off', DATABASE_URL: '', SUPABASE_URL: '' };
  const hub = await openHub(undefined, readConfig(env));
  try {
    const { sql } = hub.backend;
    if (!sql) throw new Error('The bench needs SQL access.');
    const started = performance.now();
    await seedProjects(sql, size);
    const seeded = performance.now();
    await sql.query(`select count(*) from (${journal}) as appended`);
    await sql.query('analyze');
    say(
      `seeded ${String(size)} projects in ${fixed((seeded - started) / 1000, 1)} s, ` +
        `journal in ${fixed((performance.now() - seeded) / 1000, 1)} s`
    );
    const { data } = await hub.visitor.rpc('browse_projects', { filters: {}, page_size: 1 });
    return pageOfProjects.parse(data).rows[0]?.slug ?? '';
  } finally {
    await closeHub();
  }
}

const swept = z.object({ reckoned: z.number(), told: z.number(), more: z.boolean() });

/** The sweep as the job does it, until nothing is left. */
async function sweep(hub: Hub, what: string): Promise<void> {
  const started = performance.now();
  let told = 0;
  for (;;) {
    const { data, error } = await hub.service.rpc('sweep_disclosures', { max_projects: 200 });
    if (error) throw new Error(error.message);
    const done = swept.parse(data);
    told += done.told;
    if (!done.more) break;
  }
  say(`${what}: ${fixed((performance.now() - started) / 1000, 1)} s, ${String(told)} entries`);
}

/** About eleven disclosures a project: the day on which three in a hundred fall due, all reckoned anew, and two pages. */
async function benchDisclosures(projects: number, databaseUrl: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const env = { HUB_DEMO: 'off', HUB_JOBS: 'off', DATABASE_URL: databaseUrl, SUPABASE_URL: '' };
  try {
    say(
      `\n${String(projects)} projects with disclosures on ${databaseUrl ? 'PostgreSQL' : 'the embedded engine'}`
    );
    const hub = await openHub(undefined, readConfig({ ...process.env, ...env, DATA_DIR: dataDir }));
    const { sql } = hub.backend;
    if (!sql) throw new Error('The bench needs SQL access.');
    await seedDisclosures(sql, projects);
    const [wave] = await sql.query(
      `select (max(due_on) + 1)::text as day from public.disclosures where status = 'due'`
    );
    await sql.query(
      `insert into private.settings values ('clock', $1) on conflict (name) do update set value = excluded.value`,
      [`${String(wave?.day)} 01:00+08`]
    );
    await sweep(hub, 'a day passes');
    await sql.query(
      'insert into private.disclosure_queue select project_id from public.projects on conflict do nothing'
    );
    await sweep(hub, 'all reckoned anew');
    await sql.query(`delete from private.settings where name = 'clock'`);
    const [one] = await sql.query(`select slug from public.disclosures where status = 'published' limit 1`);
    await closeHub();
    const server = await startServer({ dataDir, env: { ...env, HUB_BENCH: 'on', LOG_LEVEL: 'silent' } });
    try {
      await measure('disclosure page', `${server.url}/disclosures/${String(one?.slug)}`, server.url, null);
      await measure('latest', `${server.url}/disclosures`, server.url, null);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const residentMegabytes = (pid: number): number => {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
};

async function measure(name: string, url: string, base: string, nginx: Nginx | null): Promise<void> {
  const first = await cold(url, 20);
  const bytes = await answerOf(url);
  const page = await warm(url, seconds);
  const constant = await warm(`${base}/health/constant?size=${String(bytes.length)}`, seconds);
  const still: Load | null = nginx
    ? await warm(nginx.serve(name.replaceAll(' ', '-'), bytes), seconds)
    : null;
  if (first.failed + page.failed + constant.failed > 0) throw new Error(`${name}: some answers were not 200`);
  row([
    name,
    fixed(bytes.length / 1024, 1),
    fixed(first.p50, 1),
    fixed(first.p99, 1),
    fixed(page.perSecond),
    fixed(page.p50, 1),
    fixed(page.p99, 1),
    fixed(constant.perSecond),
    fixed(page.perSecond / constant.perSecond, 2),
    still ? fixed(still.perSecond) : '–'
  ]);
}

async function bench(size: number, nginx: Nginx | null): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  try {
    say(`\n${String(size)} projects`);
    const slug = await prepare(dataDir, size);
    const started = performance.now();
    const server = await startServer({
      dataDir,
      env: { HUB_BENCH: 'on', HUB_DEMO: 'off', LOG_LEVEL: 'silent' }
    });
    try {
      say(
        `ready after ${fixed((performance.now() - started) / 1000, 1)} s, ${fixed(residentMegabytes(server.pid))} MB`
      );
      row([
        '',
        'KB (br)',
        'cold p50',
        'cold p99',
        'warm /s',
        'p50 ms',
        'p99 ms',
        'constant/s',
        'ratio',
        'nginx /s'
      ]);
      const map = 'west=113.6&south=30.2&east=115.0&north=31.0';
      await measure('home', `${server.url}/`, server.url, nginx);
      await measure('project page', `${server.url}/projects/${slug}`, server.url, nginx);
      await measure('division feed', `${server.url}/feeds/divisions/420100.rss`, server.url, nginx);
      await measure(
        'map, province',
        `${server.url}/map/projects?west=108&south=28&east=117&north=34&zoom=7`,
        server.url,
        nginx
      );
      await measure('map, city', `${server.url}/map/projects?${map}&zoom=11`, server.url, nginx);
      say(`after the load: ${fixed(residentMegabytes(server.pid))} MB`);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const only = process.env.BENCH_ONLY;
const wanted = (part: string): boolean => only === undefined || only === part;

if (wanted('projects')) {
  const nginx = await startNginx();
  try {
    for (const size of sizes) await bench(size, nginx);
  } finally {
    nginx?.stop();
  }
}
if (wanted('disclosures')) {
  await benchDisclosures(9_100, '');
  const postgres = await startPostgres();
  try {
    await benchDisclosures(Number(process.env.BENCH_PROJECTS ?? 100_000), postgres.url);
  } finally {
    await postgres.stop();
  }
}
if (wanted('import')) await benchImport(say);
