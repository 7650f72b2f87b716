import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from './store.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sunlit-store-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const facts = (bytes: number) => ({
  form: 'f',
  leaf: 'l',
  rows: 1,
  bytes,
  sha256: '0'.repeat(64),
  changedAt: '2026-11-30T00:00:00.000Z',
  took: 1
});

/** Writes so many bytes at an entry of the journal. */
const fill =
  (seq: number, bytes = 10) =>
  async (folder: string) => {
    writeFileSync(join(folder, 'rows.ndjson'), 'x'.repeat(bytes));
    return Promise.resolve({ ...facts(bytes), seq });
  };

it('keeps the latest of a name alone', async () => {
  const store = openStore(root, 1000);
  expect(await store.latest('projects')).toBeNull();
  await store.make('projects', fill(3));
  await store.make('projects', fill(12));
  expect(await store.latest('projects')).toMatchObject({ seq: 12, bytes: 10 });
  expect(readdirSync(root)).toEqual(['projects@12']);
});

it('leaves nothing behind when making fails', async () => {
  const store = openStore(root, 1000);
  const failing = store.make('projects', async (folder) => {
    await fill(1)(folder);
    throw new Error('the database went away');
  });
  await expect(failing).rejects.toThrow('went away');
  expect(readdirSync(root)).toEqual([]);
});

it('removes what a killed process left, and nothing of one that lives', async () => {
  const mine = openStore(root, 1000);
  let inside: string[] = [];
  await mine.make('projects', async (folder) => {
    const name = folder.slice(root.length + 1);
    // the number of a process that ended long ago, on this machine; and one of another machine
    mkdirSync(join(root, name.replace(/-\d+-.*/, '-4194303-gone')));
    mkdirSync(join(root, `.new-00000000-7-elsewhere`));
    await openStore(root, 1000).make('parties', fill(1));
    inside = readdirSync(root);
    return fill(2)(folder);
  });
  expect(inside.filter((name) => name.endsWith('gone'))).toEqual([]);
  expect(readdirSync(root).sort()).toEqual(['.new-00000000-7-elsewhere', 'parties@1', 'projects@2']);
  utimesSync(join(root, '.new-00000000-7-elsewhere'), new Date(0), new Date(0));
  await mine.make('projects', fill(3));
  expect(readdirSync(root).sort()).toEqual(['parties@1', 'projects@3']);
});

it('drops the least recently used beyond its size, never what was just made', async () => {
  const store = openStore(root, 1500);
  await store.make('projects', fill(1, 200));
  await store.make('parties', fill(1, 200));
  for (const [name, at] of [
    ['projects', 2],
    ['parties', 1]
  ] as const)
    utimesSync(join(root, `${name}@1`), new Date(at * 1000), new Date(at * 1000));
  await store.make('milestones', fill(1, 700));
  expect(readdirSync(root).sort()).toEqual(['milestones@1', 'projects@1']);
  await store.make('findings', fill(1, 5000));
  expect(readdirSync(root)).toEqual(['findings@1']);
});

it('keeps one of two that are made at the same time at the same entry', async () => {
  const [one, two] = [openStore(root, 1000), openStore(root, 1000)];
  const made = await Promise.all([one.make('projects', fill(5)), two.make('projects', fill(5))]);
  expect(made.map(({ folder }) => folder)).toEqual([join(root, 'projects@5'), join(root, 'projects@5')]);
  expect(readdirSync(root)).toEqual(['projects@5']);
});

it('passes over what a power cut tore', async () => {
  const store = openStore(root, 1000);
  const cut = await store.make('projects', fill(5));
  truncateSync(join(cut.folder, 'rows.ndjson'), 4);
  expect(await store.latest('projects')).toBeNull();
});

it('moves on to a later entry at which nothing changed', async () => {
  const store = openStore(root, 1000);
  const cut = await store.make('projects', fill(5));
  await store.advance(cut, 9, 'leaf of nine');
  expect(await store.latest('projects')).toMatchObject({ seq: 9, leaf: 'leaf of nine' });
  expect(readFileSync(join(root, 'projects@9/rows.ndjson'), 'utf8')).toBe('x'.repeat(10));
});
