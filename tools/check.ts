import { message, run, seconds } from './progress.ts';

/** What must hold before code is merged. Every step runs even if one before it failed. */
const STEPS: { name: string; args: string[] }[] = [
  { name: 'routes', args: ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'] },
  {
    name: 'types',
    args: [
      'node_modules/svelte-check/bin/svelte-check',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings'
    ]
  },
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'] },
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'unused', args: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'] }
];

export interface CheckResult {
  name: string;
  passed: boolean;
}

/** Prints a line for each step, and what a failed one said. */
export async function runChecks(only: string[] = []): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, args } of STEPS) {
    if (only.length > 0 && !only.includes(name)) continue;
    const started = performance.now();
    const { code, output } = await run(process.execPath, args);
    const time = `${seconds(performance.now() - started)} s`;
    process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name.padEnd(8)} ${time}\n`);
    if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`);
    results.push({ name, passed: code === 0 });
  }
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
