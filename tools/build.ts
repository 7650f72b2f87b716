import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withLock } from './lock.mjs';
import { Refusal, message, run, step } from './progress.ts';

const ROOT = join(import.meta.dirname, '..');
const INPUTS = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/** `quick` is size and time of every input: cheap to compare. `content` decides when that differs (a new clone, a touched file). */
interface Fingerprint {
  quick: string;
  content: string;
}

function inputFiles(root: string): string[] {
  const files: string[] = [];
  for (const input of INPUTS) {
    const path = join(root, input);
    if (!existsSync(path)) continue;
    if (!statSync(path).isDirectory()) {
      files.push(path);
      continue;
    }
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !entry.name.endsWith('.test.ts')) files.push(join(entry.parentPath, entry.name));
    }
  }
  return files.sort();
}

function quickHash(root: string, files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${String(size)}\0${String(mtimeMs)}\n`);
  }
  return hash.digest('hex');
}

function contentHash(root: string, files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

export function fingerprint(root: string): Fingerprint {
  const files = inputFiles(root);
  return { quick: quickHash(root, files), content: contentHash(root, files) };
}

const stampFile = (root: string): string => join(root, 'build', '.inputs');

function readStamp(root: string): Fingerprint | null {
  if (!existsSync(join(root, 'build/index.js')) || !existsSync(stampFile(root))) return null;
  const [quick = '', content = ''] = readFileSync(stampFile(root), 'utf8').split('\n');
  return { quick, content };
}

export function writeStamp(root: string, print: Fingerprint): void {
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(stampFile(root), `${print.quick}\n${print.content}\n`);
}

export function isStale(root: string): boolean {
  const stamp = readStamp(root);
  if (stamp === null) return true;
  const files = inputFiles(root);
  const quick = quickHash(root, files);
  if (quick === stamp.quick) return false;
  if (contentHash(root, files) !== stamp.content) return true;
  writeStamp(root, { quick, content: stamp.content });
  return false;
}

async function build(root: string): Promise<void> {
  // Taken before: a file saved during the build makes the next start build again.
  const print = fingerprint(root);
  rmSync(stampFile(root), { force: true });
  await step('Building the site', async () => {
    const [site, database] = await Promise.all([
      run(process.execPath, ['node_modules/vite/bin/vite.js', 'build']),
      run(process.execPath, ['tools/empty-database.ts'])
    ]);
    if (site.code !== 0) throw new Refusal(`${site.output.trimEnd()}\n\nThe site could not be built.`);
    // a first start makes its own then, which takes longer
    if (database.code !== 0) process.stderr.write(database.output);
  });
  writeStamp(root, print);
}

/** Two processes never build at once; the second one waits and then finds nothing to do. */
export async function buildIfStale(root: string = ROOT): Promise<boolean> {
  if (!isStale(root)) return false;
  let built = false;
  await withLock(
    join(root, '.svelte-kit/build.lock'),
    async () => {
      if (!isStale(root)) return;
      await build(root);
      built = true;
    },
    () => process.stderr.write('Another process is building the site: waiting for it …\n')
  );
  return built;
}

if (import.meta.main) {
  try {
    if (!(await buildIfStale())) process.stderr.write('The site is up to date.\n');
  } catch (error) {
    process.stderr.write(`${message(error)}\n`);
    process.exitCode = 1;
  }
}
