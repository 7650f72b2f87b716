import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serving, servingEnv } from './serving.mjs';

/**
 * The one way in: `node tools/run.mjs <command>`. It is plain JavaScript without dependencies, because it
 * runs on the Node that happens to be there, before anything is installed; all else runs on the pinned Node.
 */

const MINIMUM_MAJOR = 20;
const PARENT_CHECK_MS = 500;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * `types`: needs SvelteKit's generated types first; `env`: set for the command unless the caller did;
 * `flags`: for Node.
 * @type {Record<string, { file: string, flags?: string[], args?: string[], types?: boolean, env?: Record<string, string> }>}
 */
const COMMANDS = {
  start: { file: 'tools/start.ts', flags: serving, env: servingEnv },
  dev: { file: 'node_modules/vite/bin/vite.js', args: ['dev'], types: true },
  build: { file: 'tools/build.ts' },
  check: { file: 'tools/check.ts', types: true },
  test: { file: 'tools/test.ts', types: true },
  soak: {
    file: 'tools/test.ts',
    args: [
      ...['--only', 'db,e2e', 'tests/db/open-days-mix.test.ts', 'tests/db/complaints-machine.test.ts'],
      ...['tests/db/open-data-rule.test.ts', 'tests/db/open-export.test.ts', 'tests/e2e/visits.test.ts']
    ],
    types: true,
    env: { SOAK: '50000', COMPLAINT_WALKS: '1000' }
  },
  bench: { file: 'tests/bench/run.ts' },
  hub: { file: 'tools/hub.ts' }
};

/**
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<number>} the exit code, 128 + signal if it was ended by one
 */
function run(node, args) {
  return new Promise((done) => {
    const bins = [dirname(node), join(root, 'node_modules/.bin')];
    const child = spawn(node, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: [...bins, process.env.PATH ?? ''].join(delimiter) }
    });
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
      // Ctrl-C in a terminal reaches the whole group by itself.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, pass);
    // npm gives its SIGTERM to the shell between it and us, which dies without a word: then it was meant for us.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) child.kill('SIGTERM');
    }, PARENT_CHECK_MS);
    child.on('close', () => clearInterval(watch));
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      done(1);
    });
    child.on('exit', (code, signal) => done(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}

async function main() {
  const [name = '', ...rest] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) {
    process.stderr.write(`Usage: node tools/run.mjs <${Object.keys(COMMANDS).join('|')}> [arguments]\n`);
    return 2;
  }
  if (Number(process.versions.node.split('.')[0]) < MINIMUM_MAJOR) {
    process.stderr.write(
      `Sunlit needs Node ${String(MINIMUM_MAJOR)} or newer to begin; this is ${process.versions.node}. See https://nodejs.org\n`
    );
    return 1;
  }
  const { prepare } = await import('./install.mjs');
  const node = await prepare(root);
  if (command.types && !existsSync(join(root, '.svelte-kit/tsconfig.json'))) {
    const code = await run(node, ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']);
    if (code !== 0) return code;
  }
  if (!existsSync(join(root, command.file))) {
    process.stderr.write(`There is no ${command.file} yet.\n`);
    return 1;
  }
  Object.assign(process.env, { ...command.env, ...process.env });
  return run(node, [...(command.flags ?? []), command.file, ...(command.args ?? []), ...rest]);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (/** @type {unknown} */ error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
);
