import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { findProgram, installPackages, isProgram, isRoot } from './programs.ts';

const DEBIAN = '/usr/lib/postgresql';
const MINIMUM_MAJOR = 15;
const START_TIMEOUT_MS = 30_000;

export interface RunningPostgres {
  /** Connects as the superuser `postgres` to the database `postgres`. */
  url: string;
  stop: () => Promise<void>;
}

/** Where the programs of a PostgreSQL that is new enough are; null where there is none. */
export function findBinaries(): string | null {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .map(Number)
        .filter((n) => n >= MINIMUM_MAJOR)
    : [];
  const folders = versions.sort((a, b) => b - a).map((version) => `${DEBIAN}/${String(version)}/bin`);
  const config = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (config.status === 0) folders.push(config.stdout.trim());
  return (
    folders.find((folder) => isProgram(join(folder, 'initdb')) && isProgram(join(folder, 'postgres'))) ?? null
  );
}

/** Debian's package makes a cluster of its own and may start it: that one is not ours to leave running. */
export function stopFreshClusters(): void {
  const list = spawnSync('pg_lsclusters', ['--no-header'], { encoding: 'utf8' });
  if (list.status !== 0) return;
  for (const line of list.stdout.split('\n')) {
    const [version, name, , state] = line.trim().split(/\s+/);
    if (version && name && state === 'online')
      spawnSync('pg_ctlcluster', [version, name, 'stop', '-m', 'fast']);
  }
}

function ensureBinaries(): string {
  const present = findBinaries();
  if (present) return present;
  if (installPackages(['postgresql'], 'for the tests on PostgreSQL')) stopFreshClusters();
  const found = findBinaries();
  if (found) return found;
  throw new Error(
    `Tests on PostgreSQL (database, HTTP) need version ${String(MINIMUM_MAJOR)} or newer: install the package postgresql (Debian), or give ` +
      'the address of an empty server as DATABASE_URL, then run npm test again.'
  );
}

interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: its own account is borrowed, or nobody's. Null: we are no root. */
function account(): Account | null {
  if (!isRoot) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('There is neither a user postgres nor a user nobody to run PostgreSQL as.');
}

function asAccount(user: Account | null, command: string[]): string[] {
  if (user === null) return command;
  const setpriv = findProgram('setpriv');
  if (setpriv === null)
    throw new Error('setpriv (package util-linux) is needed to run PostgreSQL as an unprivileged user.');
  return [
    setpriv,
    `--reuid=${String(user.uid)}`,
    `--regid=${String(user.gid)}`,
    '--clear-groups',
    ...command
  ];
}

/** Every argument is passed as such; the shell only waits. It stops the server when our end of its input closes,
 * which the system does for us however we end, and removes the folder. */
const KEEPER = `trap '' INT TERM HUP
dir=$1; shift
"$@" & pid=$!
cat > /dev/null
kill -QUIT $pid 2> /dev/null
wait $pid
rm -rf "$dir"`;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A throw-away PostgreSQL in a temporary folder on a free loopback port, as an unprivileged user. */
export async function startPostgres(): Promise<RunningPostgres> {
  const bin = ensureBinaries();
  const user = account();
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-postgres-'));
  const data = join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  const secret = join(folder, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  if (user) for (const path of [folder, secret]) chownSync(path, user.uid, user.gid);
  chmodSync(folder, 0o700);

  const [init = '', ...initArgs] = asAccount(user, [
    join(bin, 'initdb'),
    ...['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', secret],
    ...['-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  ]);
  const made = spawnSync(init, initArgs, { cwd: '/', encoding: 'utf8' });
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`initdb failed: ${made.error?.message ?? ''}${made.stdout}${made.stderr}`);
  }

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    // The data is thrown away: a test need not wait for the disk.
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off'
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const keeper = spawn(
    'sh',
    ['-c', KEEPER, 'sh', folder, ...asAccount(user, [join(bin, 'postgres'), '-D', data, ...flags])],
    { cwd: '/', stdio: ['pipe', 'ignore', 'pipe'] }
  );
  let log = '';
  keeper.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const ended = new Promise<void>((resolve) =>
    keeper.once('close', () => {
      resolve();
    })
  );
  const stop = async (): Promise<void> => {
    keeper.stdin.end();
    await ended;
  };

  const until = Date.now() + START_TIMEOUT_MS;
  while (spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status !== 0) {
    if (Date.now() > until || keeper.exitCode !== null || log.includes('FATAL')) {
      await stop();
      throw new Error(`PostgreSQL did not start.\n${log.slice(-4_000)}`);
    }
    await sleep(100);
  }
  return { url: `postgres://postgres:${password}@127.0.0.1:${String(port)}/postgres`, stop };
}
