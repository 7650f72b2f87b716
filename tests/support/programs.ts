import { spawnSync } from 'node:child_process';
import { accessSync, appendFileSync, constants, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const LOG = 'test-results/apt.log';

export const isRoot = process.getuid?.() === 0;

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function findProgram(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/sbin', '/usr/local/bin');
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

function apt(args: string[]): boolean {
  const command = ['apt-get', '--yes', '-o', 'DPkg::Lock::Timeout=300', ...args];
  // one at a time: `update` waits for no other, and suites run side by side
  const result = spawnSync('flock', [join(tmpdir(), 'sunlit-apt.lock'), ...command], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A runlevel of 1 keeps a freshly installed service from being started.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  });
  mkdirSync('test-results', { recursive: true });
  appendFileSync(LOG, `$ apt-get ${args.join(' ')}\n${result.stdout}${result.stderr}\n`);
  return result.status === 0;
}

/** Installs Debian packages when we may, and says so; false when it is not possible or did not work. */
export function installPackages(packages: string[], reason: string): boolean {
  if (!isRoot || findProgram('apt-get') === null) return false;
  process.stderr.write(`Installing ${packages.join(', ')} (${reason}) …\n`);
  const works = apt(['update']) && apt(['install', '--no-install-recommends', ...packages]);
  if (!works) process.stderr.write(`Installing ${packages.join(', ')} failed; see ${LOG}\n`);
  return works;
}
