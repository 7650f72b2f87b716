import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../../tools/build.ts';
import { serving, servingEnv } from '../../tools/serving.mjs';
import { quickStart } from './children.ts';
import { databaseOf, removeFolder, ROOT } from './data-folder.ts';
import { freePort } from './ports.ts';
import { newDatabase, onPostgres, placeIn } from './places.ts';

const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;
/** Settings of the machine that must not leak into a server under test. */
const FOREIGN =
  /^(VITEST|NODE_ENV$|DATABASE_URL$|SUPABASE_|ORIGIN$|HUB_|DATA_DIR$|PORT$|HOST$|TEST_FOLDERS$|TEST_POSTGRES$|npm_)/;

type Engine = 'embedded' | 'postgres';

export interface ServerOptions {
  /** Kept after stop() when given, and its first start is the server's own; else a temporary one that stop() removes. */
  dataDir?: string;
  env?: Record<string, string>;
  /** Of the folder that is made for it: else the one that the run has its servers on. */
  engine?: Engine;
  /** It serves a whole suite: what makes it start sooner and answer later is left out. */
  lasting?: boolean;
  /** False: return as soon as the process runs, for tests of a start that must fail. */
  waitUntilReady?: boolean;
}

export interface RunningServer {
  url: string;
  port: number;
  pid: number;
  dataDir: string;
  /** Everything it printed so far, both streams. */
  log: () => string;
  /** Resolves with the exit code; 128 + n would be a signal's, here null. */
  exited: Promise<number | null>;
  /** Sends SIGTERM (or the given signal) and waits for the end; SIGKILL after 20 s. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

function cleanEnv(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
}

/** True once /health/ready answers 200. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A data folder as after a first start where the run has one to copy (TEST_FOLDERS), with its database on PostgreSQL where it
 * has one for its servers (TEST_POSTGRES); else an empty one.
 */
export async function newFolder(env: Record<string, string> = {}, engine?: Engine): Promise<string> {
  const { TEST_FOLDERS: made, TEST_POSTGRES: url } = process.env;
  if (!made) return mkdtempSync(join(tmpdir(), 'sunlit-test-'));
  const place = url && engine !== 'embedded' ? placeIn(onPostgres(made), url) : placeIn(made);
  return newDatabase(place, env.HUB_DEMO === 'off' ? 'migrations' : 'demonstration');
}

/** Starts the built server on a free port with its own data folder (demonstration data included unless HUB_DEMO=off). */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  await buildIfStale();
  const port = await freePort();
  const dataDir = options.dataDir ?? (await newFolder(options.env, options.engine));
  const quick = process.env.TEST_FOLDERS && !options.lasting ? [quickStart] : [];
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'end-with-parent.mjs'), ...serving, ...quick, 'tools/start.ts'],
    {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...cleanEnv(),
        ...servingEnv,
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: dataDir,
        ...databaseOf(dataDir),
        SUNLIT_BUILD: 'off',
        // the daily snapshot moves the revision of what is public at a moment that no test knows
        HUB_SNAPSHOTS: 'off',
        // a test may think for longer than the five seconds after which an idle connection is closed
        KEEP_ALIVE_TIMEOUT: '60',
        ...options.env
      }
    }
  );
  let text = '';
  const keep = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.on('error', () => undefined);
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });

  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    const code = await exited;
    clearTimeout(timer);
    if (options.dataDir === undefined) await removeFolder(dataDir);
    return code;
  };

  const url = `http://127.0.0.1:${String(port)}`;
  const server = { url, port, pid: child.pid ?? 0, dataDir, log: () => text, exited, stop };
  if (options.waitUntilReady === false) return server;
  const until = Date.now() + READY_TIMEOUT_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      await stop('SIGKILL');
      throw new Error(`The server did not become ready.\n${text.slice(-4_000)}`);
    }
    await sleep(50);
  }
  return server;
}
