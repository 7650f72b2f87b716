import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'test-results/validations');

export interface Validated {
  /** As the page shows it: `*` for what stands for many. */
  endpoint: string;
  tool: string;
  version: string;
  problems: string[];
}

/**
 * Writes down what a tool that is not ours said of an endpoint, and gives its complaints back for the test to judge:
 * `expect(recordValidation({ … })).toEqual([])`. `node tools/validations.ts` folds the results into what the site shows.
 */
export function recordValidation({ endpoint, tool, version, problems }: Validated): string[] {
  mkdirSync(folder, { recursive: true });
  const name = createHash('sha256').update(`${endpoint} ${tool}`).digest('hex').slice(0, 16);
  const told = { endpoint, tool, version, at: new Date().toISOString(), ok: problems.length === 0 };
  const result = { ...told, problems: problems.slice(0, 10).map((one) => one.slice(0, 300)) };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(result, null, 2));
  return problems;
}

const packaged = z.object({ version: z.string() });

/** The version of a package of npm that a test uses. */
export const npmVersion = (name: string): string =>
  packaged.parse(JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))).version;

/** The version of a module of the system's Python. */
export const pythonVersion = (name: string): string =>
  said('/usr/bin/python3', ['-c', `from importlib.metadata import version; print(version('${name}'))`]);

/** The first number that a program says of itself. */
export function said(program: string, args: string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return /\d+(\.\d+)*/.exec(`${stdout} ${stderr}`)?.[0] ?? 'unknown';
}
