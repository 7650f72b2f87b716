import { existsSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from '../tests/support/chromium.ts';
import { onPostgres, placeIn } from '../tests/support/places.ts';
import { startServer } from '../tests/support/server.ts';
import { standPostgres, type Standing } from '../tests/support/standing.ts';
import { buildIfStale } from './build.ts';
import { runChecks } from './check.ts';
import { interrupt, message, run, seconds } from './progress.ts';
import { errorLines, printed } from './reporting/failure.ts';
import { type Report, add, empty, lastLine, reportSchema, settle } from './reporting/report.ts';
import { temporaryFolder } from './temporary.ts';

type Result = Promise<{ report: Report; note: string }>;

interface Suite {
  name: string;
  title: string;
  run: (filters: string[]) => Result;
}

/** Whether suites run side by side: each line then begins with its suite's name. */
let sideBySide = false;

/** The PostgreSQL of this run, from the first suite that needs one: two that share it share what they copy as well. */
let standing: Promise<Standing> | null = null;

async function ofPostgres(): Promise<{ TEST_POSTGRES: string }> {
  standing ??= standPostgres();
  return { TEST_POSTGRES: (await standing).url };
}

/** The databases that suites copy, while they are made. */
let folders: Promise<void> | null = null;

let interrupted: NodeJS.Signals | null = null;

function readReport(file: string): Report | null {
  if (!existsSync(file)) return null;
  return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Runs one runner with our reporter and reads what it counted. */
async function withReport(name: string, args: string[], env: Record<string, string> = {}): Result {
  const file = `test-results/${name}.json`;
  rmSync(file, { force: true });
  const { code } = await run(process.execPath, args, {
    show: sideBySide ? name : true,
    env: { ...process.env, ...env, SUITE_REPORT: file }
  });
  return settle(readReport(file), code);
}

const vitest = (project: string, filters: string[]): string[] => [
  'node_modules/vitest/vitest.mjs',
  'run',
  ...['--project', project, '--allowOnly=false', '--passWithNoTests'],
  // two for each suite leave no core idle, and no test short of one
  ...(sideBySide ? ['--maxWorkers=2'] : []),
  ...['--reporter=default', '--reporter=./tools/reporting/vitest.ts'],
  ...filters
];

async function e2e(filters: string[]): Result {
  await ensureChromium();
  // all browsers have one address here, and a phone may have ten photos to send: limits are tested over HTTP
  await folders;
  process.env.TEST_FOLDERS = process.env.TEST_RUN_FOLDER;
  const server = await startServer({ env: { HUB_BENCH: 'on', HUB_SNAPSHOTS: 'on' }, lasting: true });
  try {
    const args = ['node_modules/playwright/cli.js', 'test', '--pass-with-no-tests', ...filters];
    return await withReport('e2e', args, { BASE_URL: server.url });
  } finally {
    await server.stop();
  }
}

const SUITES: Suite[] = [
  {
    name: 'check',
    title: 'Types, lint, format, unused',
    run: async () => {
      const results = await runChecks();
      const passed = results.filter((result) => result.passed).length;
      const failures = results
        .filter((result) => !result.passed)
        .map(({ name, output }) => ({ name, error: errorLines([{ message: output }]) }));
      return { report: { passed, failed: failures.length, failures, skipped: [] }, note: '' };
    }
  },
  { name: 'unit', title: 'Unit', run: (filters) => withReport('unit', vitest('unit', filters)) },
  {
    name: 'db-embedded',
    title: 'Database on the embedded engine',
    run: (filters) => withReport('db-embedded', vitest('db', filters), { ENGINE: 'embedded' })
  },
  {
    name: 'db-postgres',
    title: 'Database on PostgreSQL',
    run: async (filters) =>
      withReport('db-postgres', vitest('db', filters), { ENGINE: 'postgres', ...(await ofPostgres()) })
  },
  {
    name: 'http',
    title: 'HTTP on the built server',
    run: async (filters) => {
      await buildIfStale();
      return withReport('http', vitest('http', filters), await ofPostgres());
    }
  },
  { name: 'e2e', title: 'Browser', run: e2e }
];

/** `--only unit,db`: a name, or the first part of one (`db` is both engines). */
function choose(only: string | undefined): Suite[] {
  if (only === undefined) return SUITES;
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter(
    (name) => !SUITES.some((suite) => suite.name.split('-')[0] === name || suite.name === name)
  );
  if (unknown.length > 0)
    throw new Error(
      `No suite ${unknown.join(', ')}; there are ${SUITES.map(({ name }) => name).join(', ')}.`
    );
  return SUITES.filter(({ name }) => names.some((one) => name === one || name.split('-')[0] === one));
}

async function runSuite(suite: Suite, filters: string[]): Promise<Report> {
  process.stdout.write(`\n── ${suite.title} ──\n`);
  const started = performance.now();
  let result: Awaited<Result>;
  let failures: Report['failures'] = [];
  try {
    result = await suite.run(filters);
  } catch (error) {
    result = { report: { ...empty(), failed: 1 }, note: message(error) };
  }
  if (result.note) {
    process.stdout.write(`✗ ${result.note}\n`);
    failures = [{ name: suite.title, error: errorLines([{ message: result.note }]) }];
  }
  for (const { name, reason } of result.report.skipped)
    process.stdout.write(`skipped: ${name} — ${reason}\n`);
  process.stdout.write(
    `${suite.title}: ${lastLine(result.report)} in ${seconds(performance.now() - started)} s\n`
  );
  return { ...result.report, failures: [...failures, ...result.report.failures] };
}

/** What takes longest begins first, so that all who share the work end together. */
const LONGEST_FIRST = ['e2e', 'db-embedded', 'http', 'db-postgres', 'check', 'unit'];

/** A suite alone leaves a third of two cores idle, and two a fifth, waiting for a page, a disk or their longest file. */
const AT_ONCE = 3;

/** What suites begin with, made aside: one that needs a database waits until it is there, and says what it lacks. */
async function makeFolders(chosen: Suite[]): Promise<void> {
  const among = (...names: string[]) => chosen.some(({ name }) => names.includes(name));
  const server = among('http', 'db-postgres') ? await ofPostgres().catch(() => null) : null;
  const embedded = among('e2e', 'db-embedded') ? 'yes' : 'no';
  const folder = process.env.TEST_RUN_FOLDER ?? '';
  const args = ['tests/support/make-folders.ts', folder, server?.TEST_POSTGRES ?? '', embedded];
  const { code, output } = await run(process.execPath, args);
  if (code !== 0) process.stderr.write(output);
}

async function runSuites(chosen: Suite[], filters: string[]): Promise<Report[]> {
  const left = LONGEST_FIRST.flatMap((name) => chosen.filter((suite) => suite.name === name));
  sideBySide = left.length > 1;
  // not beside another suite: what vitest writes of the routes meanwhile would give the pages another mark than their scripts
  const builds = left.some(({ name }) => name === 'http' || name === 'e2e');
  // the build leaves a core idle. A process of its own: who waits for apt-get does nothing else
  const install = sideBySide && run(process.execPath, ['tests/support/install.ts'], { show: true });
  const build = builds && buildIfStale();
  await install;
  if (sideBySide || left.some(({ name }) => name === 'e2e')) folders = makeFolders(left);
  await build;
  const reports: Report[] = [];
  const lane = async (): Promise<void> => {
    for (let suite = left.shift(); suite && !interrupted; suite = left.shift())
      reports.push(await runSuite(suite, filters));
  };
  await Promise.all([folders, ...Array.from({ length: AT_ONCE }, lane)]);
  return reports;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted ??= signal;
    interrupt(signal);
  });
}

async function main(): Promise<number> {
  // hundreds of processes load the same modules; Node compares what it kept with the source
  process.env.NODE_COMPILE_CACHE ??= resolve('.svelte-kit/compile-cache');
  // hundreds of accounts with one password: what protects a real one costs a tenth of a second each
  process.env.LITE_AUTH_BCRYPT_COST ??= '4';
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' } },
    allowPositionals: true
  });
  const folder = temporaryFolder();
  process.env.TMPDIR = folder;
  process.env.TEST_RUN_FOLDER = folder;
  const chosen = choose(values.only);
  let total: Report;
  try {
    total = add(await runSuites(chosen, positionals));
  } finally {
    // one that did not start has failed its suites
    const server = await standing?.catch(() => null);
    await server?.leave(placeIn(onPostgres(folder), server.url));
    rmSync(folder, { recursive: true, force: true });
  }
  for (const line of printed(total.failures)) process.stdout.write(`${line}\n`);
  if (interrupted) process.stdout.write(`Stopped by ${interrupted}.\n`);
  process.stdout.write(`\n${lastLine(total)}\n`);
  if (interrupted) return 128 + constants.signals[interrupted];
  return total.failed > 0 ? 1 : 0;
}

try {
  process.exit(await main());
} catch (error) {
  process.stderr.write(`${message(error)}\n`);
  process.exit(2);
}
