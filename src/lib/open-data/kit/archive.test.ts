import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { match, readZip } from './page/zip.ts';
import { archive } from './archive.server.ts';

const made = '2026-11-30T00:00:00.000Z';
const document = Buffer.from('x'.repeat(2_000_000));
const contents = {
  parts: [{ name: 'data/一.csv', bytes: Buffer.from('id\n1\n') }],
  documents: [1, 2].map((n) => ({
    name: `documents/${String(n)}.pdf`,
    bytes: document.length,
    sha256: String(n)
  })),
  made
};
/** A file that notes when it was opened and let go. */
function source(noted: string[]) {
  return (sha256: string) => {
    noted.push(`open ${sha256}`);
    let at = 0;
    return Promise.resolve(
      new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new Uint8Array(document.subarray(at, at + 10_000)));
          at += 10_000;
          if (at >= document.length) controller.close();
        },
        cancel: () => void noted.push(`closed ${sha256}`)
      })
    );
  };
}

describe('an archive', () => {
  it('has the size that was told before, and is read by the page as it was written', async () => {
    const noted: string[] = [];
    const made_ = archive(contents, 'kit', source(noted));
    const size = await made_.size;
    expect(noted).toEqual([]);
    const bytes = await buffer(made_.pieces());
    expect(bytes.length).toBe(size);
    const files = await readZip(new Blob([new Uint8Array(bytes)]));
    expect(files.map(({ path }) => path)).toEqual([
      'kit/data/一.csv',
      'kit/documents/1.pdf',
      'kit/documents/2.pdf'
    ]);
    expect(Buffer.from((await files[0]?.bytes()) ?? new ArrayBuffer()).toString()).toBe('id\n1\n');
    expect(Buffer.from((await files[2]?.bytes()) ?? new ArrayBuffer())).toEqual(document);
    await expect(readZip(new Blob(['no archive']))).rejects.toThrow('no ZIP');
  });

  it('closes what is open when its reader goes away, and opens nothing more', async () => {
    const noted: string[] = [];
    const pieces = archive(contents, 'kit', source(noted)).pieces();
    let read = 0;
    for await (const piece of pieces) {
      read += piece.length;
      if (read > 50_000) break;
    }
    await expect.poll(() => noted).toEqual(['open 1', 'closed 1']);
  });

  it('fails as a whole when a document is not there', async () => {
    const absent = () => Promise.reject(new Error('not there'));
    await expect(buffer(archive(contents, 'kit', absent).pieces())).rejects.toThrow('not there');
  });
});

describe('files that a person chose', () => {
  const chosen = (...paths: string[]) =>
    paths.map((path) => ({ path, bytes: () => Promise.resolve(new ArrayBuffer()) }));
  const names = ['data/projects.csv', 'documents/ab.pdf', 'README.txt'];

  it('are found wherever the folder was unpacked, or one by one', () => {
    const paths = (...given: string[]) =>
      [...match(names, chosen(...given))].map(([name, { path }]) => [name, path]);
    expect(paths('Downloads/kit/data/projects.csv', 'Downloads/kit/README.txt')).toEqual([
      ['data/projects.csv', 'Downloads/kit/data/projects.csv'],
      ['README.txt', 'Downloads/kit/README.txt']
    ]);
    expect(paths('ab.pdf')).toEqual([['documents/ab.pdf', 'ab.pdf']]);
    expect(paths('kit/other/ab.pdf', 'projects.csv.old')).toEqual([]);
  });
});
