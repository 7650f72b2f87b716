import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import * as folders from './folder.server.ts';
import { lines } from './lines.server.ts';
import { nameOf, readName } from './schema.ts';
import { tells } from './taken-back.ts';
import { surplus } from './thin.server.ts';

const root = mkdtempSync(join(tmpdir(), 'sunlit-folders-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the name of a snapshot', () => {
  it('is its day, with the number of an edition that takes the place of another', () => {
    for (const one of [
      { day: '2026-11-30', edition: 1 },
      { day: '2026-11-30', edition: 2 },
      { day: '2024-02-29', edition: 17 }
    ])
      expect(readName(nameOf(one))).toEqual(one);
  });

  it.each([
    '',
    '2026-11-31',
    '2026-11-30.1',
    '2026-11-30.0',
    '2026-11-30.2.2',
    '2026-11-30\n',
    '../2026-11-30',
    '.making-1'
  ])('is nothing else: %j', (name) => {
    expect(readName(name)).toBeNull();
  });
});

describe('thinning', () => {
  it('keeps what is young, and of each month the first that there is', () => {
    const days = ['2026-01-05', '2026-01-06', '2026-02-02', '2026-02-03', '2026-03-01', '2026-03-02'];
    const kept = days.map((day) => ({ day, edition: 1 }));
    expect(surplus(kept, '2026-03-01').map(({ day }) => day)).toEqual(['2026-01-06', '2026-02-03']);
    expect(surplus(kept, '2026-01-01')).toEqual([]);
  });
});

describe('what was taken back', () => {
  const item = (subject: string, version: number | null = null) => ({
    ...{ seq: 9, kind: `${subject}.withheld`, subject, id: 'abc', version, entries: [] }
  });

  it('is told by its row, and by rows about it', () => {
    expect(tells(item('complaint'), 'complaints', { id: 'abc' })).toBe(true);
    expect(tells(item('complaint'), 'deadlines', { subject: 'complaint', subject_id: 'abc' })).toBe(true);
    expect(tells(item('finding'), 'rectifications', { finding: 'abc' })).toBe(true);
    expect(tells(item('finding'), 'deadlines', { subject: 'rectification', subject_id: 'abc.2' })).toBe(true);
    expect(tells(item('disclosure', 2), 'documents', { disclosure: 'abc', version: 2 })).toBe(true);
  });

  it('is not told by others', () => {
    expect(tells(item('complaint'), 'complaints', { id: 'abcd' })).toBe(false);
    expect(tells(item('complaint'), 'findings', { id: 'abc' })).toBe(false);
    expect(tells(item('complaint'), 'deadlines', { subject: 'disclosure', subject_id: 'abc' })).toBe(false);
    expect(tells(item('finding'), 'deadlines', { subject: 'rectification', subject_id: 'abcd.1' })).toBe(
      false
    );
    expect(tells(item('disclosure', 2), 'disclosures', { id: 'abc', version: 1 })).toBe(false);
  });
});

async function all(path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines(path)) found.push(line);
  return found;
}

describe('files', () => {
  it('are read line by line, and a line ends at a line feed alone', async () => {
    const text = ['{"a":"\u2028\u2029\r"}', '', '汉字'.repeat(50_000), 'last'].join('\n');
    writeFileSync(join(root, 'plain'), text);
    writeFileSync(join(root, 'packed.gz'), gzipSync(`${text}\n`));
    for (const name of ['plain', 'packed.gz'])
      expect((await all(join(root, name))).join('\n'), name).toBe(text);
    await expect(all(join(root, 'none'))).rejects.toThrow('ENOENT');
  });

  it('are the same for the same rows, and are what they are said to be', async () => {
    const rows = ['一\n', Buffer.from('二\n')];
    const folder = await folders.begin(root);
    const first = await folders.write(folder, 'a.gz', rows);
    expect(await folders.write(folder, 'b.gz', rows)).toEqual(first);
    expect(await folders.measure(join(folder, 'a.gz'))).toEqual(first);
    expect(gunzipSync(readFileSync(join(folder, 'a.gz'))).toString()).toBe('一\n二\n');
    await expect(folders.write(folder, 'a.gz', rows)).rejects.toThrow('EEXIST');
    await folders.discard(folder);
  });

  it('fail as a whole when their source does, or the disk takes no more', async () => {
    const folder = await folders.begin(root);
    const broken = async function* () {
      yield 'x'.repeat(1000);
      await Promise.reject(new Error('the source broke'));
    };
    for (const name of ['c.gz', 'c'])
      await expect(folders.write(folder, name, broken())).rejects.toThrow('broke');
    await folders.discard(folder);
    // a process that may write no file of more than some KB, as on a disk that is full
    const script = `import * as folders from './src/lib/open-data/snapshots/folder.server.ts';
      const folder = await folders.begin(process.argv[1]);
      try { await folders.write(folder, 'large', Array.from({ length: 4000 }, () => 'x'.repeat(1024))); console.log('written'); }
      catch (error) { console.log(error.code); }
      finally { await folders.discard(folder); }`;
    const command = `trap '' XFSZ; ulimit -f 64; exec "$0" --input-type=module -e "$1" "$2"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', command, process.execPath, script, root]);
    expect(stdout.trim()).toBe('EFBIG');
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('of a folder that is whole get its name, and never in the place of another', async () => {
    const make = async (text: string) => {
      const folder = await folders.begin(root);
      await folders.write(folder, 'f', [text]);
      return folder;
    };
    expect(await folders.finish(root, await make('first'), '2026-11-30')).toBe(true);
    const second = await make('second');
    expect(await folders.finish(root, second, '2026-11-30')).toBe(false);
    expect(readFileSync(join(root, '2026-11-30/f'), 'utf8')).toBe('first');
    expect(await folders.sweep(root)).toBe(1);
    await folders.empty(root, '2026-11-30', []);
    expect(readdirSync(join(root, '2026-11-30'))).toEqual([]);
    await folders.empty(root, '2026-12-01', []);
  });
});
