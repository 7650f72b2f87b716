import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { folderFiles } from './folder.ts';
import { pathOf, sha256 } from './hash.ts';

const root = mkdtempSync(join(tmpdir(), 'sunlit-files-'));
const files = folderFiles(root);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const everything = () =>
  readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

async function read(hash: string, span?: { start: number; end: number }): Promise<Buffer> {
  const opened = await files.open('public', hash, span);
  if (!opened) throw new Error('not there');
  return buffer(opened.stream);
}

describe('a folder of files', () => {
  it('gives back what was put, whole and in part, under the hash of its bytes', async () => {
    const bytes = randomBytes(200_000);
    const hash = await files.put('public', bytes);
    expect(hash).toBe(await sha256(bytes));
    expect(await read(hash)).toEqual(bytes);
    expect(await read(hash, { start: 70_000, end: 70_009 })).toEqual(bytes.subarray(70_000, 70_010));
    expect((await files.open('public', hash, { start: 0, end: 0 }))?.bytes).toBe(200_000);
  });

  it('keeps the areas apart: what is an original cannot be had as a public copy', async () => {
    const hash = await files.put('originals', Buffer.from('a photograph with its place'));
    expect(await files.open('public', hash)).toBeNull();
    expect(await files.has('public', hash)).toBe(false);
    expect(await files.has('originals', hash)).toBe(true);
  });

  it('is the same once as twenty times at once, and leaves nothing beside', async () => {
    const before = everything().length;
    const bytes = randomBytes(50_000);
    const hashes = await Promise.all(Array.from({ length: 20 }, () => files.put('public', bytes)));
    expect(new Set(hashes).size).toBe(1);
    expect(everything()).toHaveLength(before + 1);
    expect(await read(hashes[0] ?? '')).toEqual(bytes);
  });

  it('puts a damaged file right when it is put again', async () => {
    const bytes = Buffer.from('the right bytes');
    const hash = await files.put('public', bytes);
    writeFileSync(join(root, 'public', pathOf(hash)), 'the wrong bytes');
    await files.put('public', bytes);
    expect(await read(hash)).toEqual(bytes);
  });

  it('forgets what was removed, and removing nothing is no error', async () => {
    const hash = await files.put('public', Buffer.from('gone'));
    await files.remove('public', hash);
    await files.remove('public', hash);
    expect(await files.has('public', hash)).toBe(false);
    expect(await files.open('public', hash)).toBeNull();
  });

  it('can be read by nobody else on the machine', () => {
    const modes = everything().map(({ parentPath, name }) => statSync(join(parentPath, name)).mode & 0o777);
    expect(modes.length).toBeGreaterThan(0);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  it.each(['', '../../secrets.json', 'A'.repeat(64), `${'a'.repeat(63)}/`, `${'a'.repeat(64)}\n`])(
    'takes no path for a hash: %j',
    async (name) => {
      await expect(files.open('public', name)).rejects.toThrow('not the name of a file');
      await expect(files.remove('public', name)).rejects.toThrow('not the name of a file');
    }
  );
});
