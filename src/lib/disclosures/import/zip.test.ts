import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { findFile, openBundle, type BundledFile } from './bundle.ts';
import { nameOf, pathOf } from './entry-names.ts';
import { pack, patched, renamed } from './fixtures.ts';
import { openZip, zipLimits } from './zip.ts';

const code = async (bytes: Uint8Array) => {
  const opened = await openZip(bytes);
  return opened.ok ? 'ok' : opened.code;
};

describe('an honest archive', () => {
  it('gives its files, without folders and what systems leave behind', async () => {
    const zip = await pack([
      { name: '批次一/清单.csv', content: '事项\n' },
      { name: '批次一/报告.pdf', content: '%PDF-1.7', compress: false },
      { name: '__MACOSX/批次一/._报告.pdf', content: 'x' },
      { name: '批次一/Thumbs.db', content: 'x' },
      { name: '批次一/旧.zip', content: 'PK' }
    ]);
    const opened = await openZip(zip);
    if (!opened.ok) throw new Error(opened.code);
    expect(opened.entries.map(({ parts }) => parts.join('/'))).toEqual([
      '批次一/清单.csv',
      '批次一/报告.pdf'
    ]);
    expect(opened.nested).toEqual(['批次一/旧.zip']);
    const [list] = opened.entries;
    expect(new TextDecoder().decode(await list?.read())).toBe('事项\n');
  });

  it('may have no entry', async () => {
    expect(await code(await pack([]))).toBe('ok');
  });
});

describe('names', () => {
  const raw = (bytes: Uint8Array, more = {}) => ({ bytes, utf8: false, extraFields: [], ...more });

  it('are read as Windows writes them, in GBK without a mark', async () => {
    const gbk = iconv.encode('钢筋检测报告.pdf', 'gbk');
    const zip = await pack([{ name: 'x'.repeat(gbk.length), content: 'y' }]);
    // yazl marks its names as UTF-8; Explorer does not
    const windows = patched(renamed(zip, 'x'.repeat(gbk.length), gbk), 0, (record) =>
      record.writeUInt16LE(0, 8)
    );
    const opened = await openZip(windows);
    expect(opened.ok && opened.entries[0]?.parts).toEqual(['钢筋检测报告.pdf']);
  });

  it('are UTF-8 where they are, marked or not, and nothing where they are neither', () => {
    expect(nameOf(raw(Buffer.from('报告.pdf')))).toBe('报告.pdf');
    expect(nameOf(raw(Buffer.from('报告.pdf'), { utf8: true }))).toBe('报告.pdf');
    expect(nameOf(raw(iconv.encode('报告.pdf', 'gbk'), { utf8: true }))).toBeNull();
    expect(nameOf(raw(Uint8Array.of(0xff, 0xff)))).toBeNull();
  });

  it('climb out of no folder', () => {
    for (const name of [
      '../a.pdf',
      'a/../../b.pdf',
      '..\\..\\windows\\a.pdf',
      '/etc/passwd',
      'C:\\a.pdf',
      '\\\\host\\a'
    ])
      expect(pathOf(name), name).toMatchObject({ ok: false, code: 'zip_path' });
    for (const name of ['', 'a\0.pdf', 'fdp.\u202egpj', 'con', 'x/aux.pdf', 'a'.repeat(501)])
      expect(pathOf(name), name).toMatchObject({ ok: false, code: 'zip_name' });
    expect(pathOf('批次\\一\\a.pdf')).toEqual({ ok: true, parts: ['批次', '一', 'a.pdf'] });
    expect(pathOf('./a..b.pdf')).toEqual({ ok: true, parts: ['a..b.pdf'] });
  });
});

describe('a hostile archive', () => {
  const one = (content: string | Uint8Array = 'x', name = 'aaaaaaaaaa.pdf') => pack([{ name, content }]);

  it('that climbs is refused as a whole', async () => {
    const zip = await pack([
      { name: 'good.pdf', content: 'x' },
      { name: 'aa/aaaaaaa.pdf', content: 'x' }
    ]);
    expect(await code(renamed(zip, 'aa/aaaaaaa.pdf', Buffer.from('../../aaaa.pdf')))).toBe('zip_path');
    expect(await code(renamed(zip, 'aa/aaaaaaa.pdf', Buffer.from('/tmp/aaaaa.pdf')))).toBe('zip_path');
    expect(await code(renamed(zip, 'aa/aaaaaaa.pdf', Buffer.from('C:\\aaaaaaa.pdf')))).toBe('zip_path');
  });

  it('that unpacks to a hundred times its size is refused before it is unpacked', async () => {
    expect(await code(await one(Buffer.alloc(8 * 1024 * 1024)))).toBe('zip_bomb');
  });

  it('that declares less than it holds is cut off', async () => {
    const zip = patched(await one(Buffer.alloc(4 * 1024 * 1024)), 0, (record) =>
      record.writeUInt32LE(1000, 24)
    );
    const opened = await openZip(zip);
    if (!opened.ok) throw new Error(opened.code);
    await expect(opened.entries[0]?.read()).rejects.toThrow(/zip_/);
  });

  it('of too large a file, or too many, or too much in all, is refused', async () => {
    const sized = patched(await one(), 0, (record) => record.writeUInt32LE(zipLimits.entry + 1, 24));
    expect(await code(sized)).toBe('zip_entry_too_big');
    const many = Array.from({ length: zipLimits.entries + 1 }, (_, n) => ({
      name: `${String(n)}.pdf`,
      content: 'x'
    }));
    expect(await code(await pack(many))).toBe('zip_too_many');
    let large = await pack(Array.from({ length: 6 }, (_, n) => ({ name: `${String(n)}.pdf`, content: 'x' })));
    for (let entry = 0; entry < 6; entry += 1)
      large = patched(large, entry, (record) => {
        record.writeUInt32LE(zipLimits.entry, 20);
        record.writeUInt32LE(zipLimits.entry, 24);
      });
    expect(await code(large)).toBe('zip_total_too_big');
    expect(await code(new Uint8Array(zipLimits.bytes + 1))).toBe('zip_too_big');
  });

  it('with an encrypted entry, a link, a device or an unknown method is refused', async () => {
    const zip = await one();
    expect(await code(patched(zip, 0, (record) => record.writeUInt16LE(0x801, 8)))).toBe('zip_encrypted');
    expect(await code(patched(zip, 0, (record) => record.writeUInt16LE(99, 10)))).toBe('zip_method');
    expect(await code(await pack([{ name: 'link.pdf', content: '/etc/passwd', mode: 0o120777 }]))).toBe(
      'zip_link'
    );
    expect(await code(await pack([{ name: 'pipe.pdf', content: '', mode: 0o010644 }]))).toBe('zip_link');
  });

  it('with two files of one name, also in other letters, is refused', async () => {
    expect(
      await code(
        await pack([
          { name: 'A.pdf', content: 'x' },
          { name: 'ａ.PDF', content: 'y' }
        ])
      )
    ).toBe('zip_twice');
  });

  it('that is broken is told broken, not half read', async () => {
    const zip = await pack([{ name: 'a.pdf', content: 'x'.repeat(5000) }]);
    expect(await code(zip.subarray(0, zip.length - 10))).toBe('zip_broken');
    expect(await code(Buffer.from('PK\x03\x04 and nothing more'))).toBe('zip_broken');
    const altered = patched(zip, 0, (record) => record.writeUInt32LE(1, 16));
    const opened = await openZip(altered);
    if (!opened.ok) throw new Error(opened.code);
    await expect(opened.entries[0]?.read()).rejects.toThrow('zip_broken');
  });
});

describe('a bundle', () => {
  const file = (name: string, content = 'x') => new File([content], name);

  it('has one list, the outermost', async () => {
    const zip = await pack([
      { name: '批次/清单.csv', content: 'list' },
      { name: '批次/旧/清单.csv', content: 'old' },
      { name: '批次/报告.pdf', content: 'x' }
    ]);
    const opened = await openBundle([new File([new Uint8Array(zip)], '批次.zip')]);
    if (!opened.ok) throw new Error(opened.code);
    expect(new TextDecoder().decode(opened.bundle.manifest.bytes)).toBe('list');
    expect(opened.bundle.files.map(({ path }) => path)).toEqual(['批次/旧/清单.csv', '批次/报告.pdf']);
  });

  it.each([
    ['manifest_missing', [file('a.pdf')]],
    ['manifest_many', [file('a.csv'), file('b.csv')]],
    ['zip_twice', [file('a.csv'), file('报告.pdf'), file('报告.PDF')]],
    ['bundle_mixed', [file('a.csv'), file('b.zip')]]
  ])('is refused: %s', async (expected, files) => {
    const opened = await openBundle(files);
    expect(opened.ok ? 'ok' : opened.code).toBe(expected);
  });

  it('finds a file by its path or the end of it, and never guesses', () => {
    const named = (path: string): BundledFile => ({
      path,
      name: path,
      size: 1,
      read: () => Promise.resolve(new Uint8Array())
    });
    const files = ['批次/钢筋/报告.pdf', '批次/混凝土/报告.pdf', '批次/照片.jpg'].map(named);
    expect(findFile(files, '照片.JPG')).toBe(files[2]);
    expect(findFile(files, '钢筋\\报告.pdf')).toBe(files[0]);
    expect(findFile(files, '批次/混凝土/报告.pdf')).toBe(files[1]);
    expect(findFile(files, '报告.pdf')).toBe('ambiguous');
    expect(findFile(files, '片.jpg')).toBe('missing');
    expect(findFile(files, '../照片.jpg')).toBe('missing');
  });
});
