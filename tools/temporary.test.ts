import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from './temporary.ts';

let memory: string;
const made: string[] = [];
const make = (...given: Parameters<typeof temporaryFolder>) => {
  const folder = temporaryFolder(...given);
  made.push(folder);
  return folder;
};

beforeEach(() => {
  memory = mkdtempSync(join(tmpdir(), 'memory-'));
});
afterEach(() => {
  for (const folder of [memory, ...made.splice(0)]) rmSync(folder, { recursive: true, force: true });
});

it('is in memory where there is room, and open to pass for those whose files are below', () => {
  const folder = make(memory, 1);
  expect(dirname(folder)).toBe(memory);
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('711');
  expect(make(memory, 1)).not.toBe(folder);
});

it('is on the disk where memory is short or is no place for files', () => {
  expect(dirname(make(memory, 2 ** 60))).toBe(tmpdir());
  expect(dirname(make(join(memory, 'not-there'), 1))).toBe(tmpdir());
});
