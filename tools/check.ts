import { message, run, seconds } from './progress.ts';

interface Step {
  name: string;
  args: string[];
  env?: Record<string, string>;
}

/** Types of routes are made first: the others read them. */
const FIRST: Step = { name: 'routes', args: ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'] };

/** What must hold before code is merged; the longest first. Every step runs even if one before it failed. */
const STEPS: Step[] = [
  {
    name: 'lint',
    args: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'],
    // TypeScript reads each component as the linter will show it: one program for all of them instead of one for each
    env: { SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK: '1' }
  },
  {
    name: 'types',
    args: [
      'node_modules/svelte-check/bin/svelte-check',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
      // TypeScript 7, at a third of the time. `--tsgo` would lose the types of components imported as `#lib/…`.
      '--tsgo-experimental-api'
    ]
  },
  // a worker has other globals than a page
  { name: 'worker', args: ['node_modules/typescript/bin/tsc', '--project', 'src/service-worker'] },
  // of all but components
  {
    name: 'oxlint',
    args: ['node_modules/oxlint/bin/oxlint', '--deny-warnings']
  },
  // one thread: each more loads the printer of components once more
  { name: 'format', args: ['node_modules/oxfmt/bin/oxfmt', '--check', '--threads=1'] },
  { name: 'unused', args: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'] }
];

/** Each is one or two threads, and takes up to two gigabytes. */
const AT_ONCE = 2;

export interface CheckResult {
  name: string;
  passed: boolean;
  output: string;
}

/** Prints a line for each step when it ends, and what a failed one said. */
async function check({ name, args, env }: Step): Promise<CheckResult> {
  const started = performance.now();
  const { code, output } = await run(process.execPath, args, { env: { ...process.env, ...env } });
  const time = `${seconds(performance.now() - started)} s`;
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name.padEnd(8)} ${time}\n`);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`);
  return { name, passed: code === 0, output };
}

export async function runChecks(only: string[] = []): Promise<CheckResult[]> {
  const chosen = ({ name }: Step) => only.length === 0 || only.includes(name);
  const results: CheckResult[] = [];
  if (chosen(FIRST)) results.push(await check(FIRST));
  const left = STEPS.filter(chosen);
  const lane = async (): Promise<void> => {
    for (let step = left.shift(); step; step = left.shift()) results.push(await check(step));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

if (import.meta.main) {
  try {
    const results = await runChecks(process.argv.slice(2));
    const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
    if (failed.length > 0) process.stdout.write(`Failed: ${failed.join(', ')}\n`);
    process.exitCode = failed.length > 0 || results.length === 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${message(error)}\n`);
    process.exitCode = 1;
  }
}
