import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { findProgram, installPackages } from '#tests/support/programs.ts';
import { fileName, limits } from './accept.ts';
import { accept, type Accepted } from './accept.server.ts';
import * as files from './fixtures.ts';

const root = join(import.meta.dirname, '../../..');
const time = 120_000;

async function taken(bytes: Uint8Array): Promise<Accepted> {
  const decision = await accept(bytes, root);
  if (!decision.ok) throw new Error(decision.refused);
  return decision.accepted;
}

async function refused(bytes: Uint8Array): Promise<string> {
  const decision = await accept(bytes, root);
  return decision.ok ? 'taken' : decision.refused;
}

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#b3261e' } });

describe('a PDF', { timeout: time }, () => {
  it('is taken as it is, with its pages, its words, and what in them looks personal', async () => {
    const bytes = files.pdf({ pages: ['Concrete C30', 'Call 13871234567 (Zhang)'] });
    const { copy, original, facts } = await taken(bytes);
    expect(copy).toBe(bytes);
    expect(original).toBe(bytes);
    expect(facts).toEqual({
      media_type: 'application/pdf',
      width: null,
      height: null,
      pages: 2,
      text: 'Concrete C30\fCall 13871234567 (Zhang)',
      warnings: [{ kind: 'phone', sample: '138****4567', page: 2 }]
    });
  });

  it('may come from writers that leave something behind its end', async () => {
    expect((await taken(files.pdf({ after: '\n\0\0\0\n%padding\n' }))).facts.pages).toBe(1);
  });

  it.each<[string, Buffer, string]>([
    ['locked by a password', files.encryptedPdf('secret'), 'pdf_encrypted'],
    ['encrypted though it opens without asking', files.encryptedPdf(''), 'pdf_encrypted'],
    ['with a script', files.withScript(), 'pdf_with_script'],
    ['with a packed script', files.withPackedScript(), 'pdf_with_script'],
    [
      'with a script whose name is written in numbers',
      files.pdf({ catalog: '/OpenAction << /S /Java#53cript /JS (1) >>' }),
      'pdf_with_script'
    ],
    [
      'that starts a program',
      files.pdf({ catalog: '/OpenAction << /S /Launch /F (cmd.exe) >>' }),
      'pdf_with_script'
    ],
    ['with a file in it', files.withAttachment(), 'pdf_with_attachment'],
    [
      'behind a page of HTML',
      files.pdf({ before: '<html><script>alert(1)</script></html>\n' }),
      'pdf_disguised'
    ],
    ['behind a mark of UTF-8', files.pdf({ before: '\xef\xbb\xbf' }), 'pdf_disguised'],
    [
      'before a page of HTML',
      files.pdf({ after: '<html><script>alert(1)</script></html>' }),
      'pdf_disguised'
    ],
    ['before an archive', files.pdf({ after: 'PK\u0005\u0006aaaaaaaaaaaaaaaaaa' }), 'pdf_disguised'],
    ['before something long', files.pdf({ after: 'x'.repeat(2000) }), 'pdf_disguised'],
    ['that is cut off', files.pdf().subarray(0, 400), 'pdf_unreadable'],
    ['in name only', Buffer.from('%PDF-1.7\nnothing\n%%EOF'), 'pdf_unreadable'],
    ['of 501 pages', files.pdf({ pages: Array.from({ length: 501 }, () => '.') }), 'pdf_too_many_pages']
  ])('%s is refused', async (_, bytes, key) => {
    expect(await refused(bytes)).toBe(key);
  });

  it('that swells to more than the machine has is given up, and nothing of it stays here', async () => {
    const before = process.memoryUsage.rss();
    expect(await refused(files.bombPdf(4000))).toMatch(/^pdf_(too_complex|unreadable)$/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
  });
});

describe('an image', { timeout: time }, () => {
  const photograph = () =>
    canvas(300, 200)
      .withExif({
        IFD0: { Make: 'CanaryCamera', Model: 'Canary 9', Artist: 'Canary Zhang' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '30/1 35/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '114/1 18/1 0/1'
        }
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><canary>CanaryPlace</canary></x:xmpmeta>')
      .withMetadata({ orientation: 6 });

  it.each(['jpeg', 'png', 'webp'] as const)(
    'as %s loses all that it says of place, device and person; the original keeps it',
    async (format) => {
      const bytes = await photograph().toFormat(format).toBuffer();
      expect(bytes.includes('CanaryCamera')).toBe(true);
      const { copy, original, facts } = await taken(bytes);
      expect(original).toBe(bytes);
      expect(facts.media_type).toBe(`image/${format}`);
      // turned as the camera was held, since the note that says so is gone
      expect([facts.width, facts.height]).toEqual([200, 300]);
      const { exif, xmp, iptc, icc, orientation, comments } = await sharp(copy).metadata();
      expect([exif, xmp, iptc, icc, orientation, comments]).toEqual(
        Array.from({ length: 6 }, () => undefined)
      );
      expect(Buffer.from(copy).includes('Canary')).toBe(false);
    }
  );

  it('has nothing left that exiftool can find', async () => {
    if (!findProgram('exiftool')) installPackages(['libimage-exiftool-perl'], 'reads what images say');
    const exiftool = findProgram('exiftool');
    const folder = mkdtempSync(join(tmpdir(), 'sunlit-exif-'));
    const tell = (bytes: Uint8Array): string => {
      const file = join(folder, 'photo.jpg');
      writeFileSync(file, bytes);
      // without the program the bytes themselves are asked
      if (!exiftool) return Buffer.from(bytes).toString('latin1');
      return spawnSync(exiftool, ['-a', '-G', '-s', '-u', file], { encoding: 'utf8' }).stdout;
    };
    const bytes = await photograph().jpeg().toBuffer();
    const telling = /gps|CanaryCamera|CanaryPlace|\[EXIF\]|\[XMP\]|\[IPTC\]|\[MakerNotes\]/i;
    expect(tell(bytes)).toMatch(telling);
    expect(tell((await taken(bytes)).copy)).not.toMatch(telling);
    rmSync(folder, { recursive: true });
  });

  it('larger than anyone looks at is made smaller, a small one stays', async () => {
    const large = await taken(await canvas(6000, 3000).jpeg().toBuffer());
    expect([large.facts.width, large.facts.height]).toEqual([4000, 2000]);
    const small = await taken(await canvas(40, 30).png().toBuffer());
    expect([small.facts.width, small.facts.height]).toEqual([40, 30]);
  });

  it('with words of a page in it comes out without them', async () => {
    const script = Buffer.from('Comment\0<script>alert(1)</script>');
    const { copy } = await taken(files.png(16, 16, [['tEXt', script]]));
    expect(Buffer.from(copy).includes('script')).toBe(false);
  });

  it('that claims 20,000 by 20,000 is refused before it is unpacked', async () => {
    const bytes = files.png(20_000, 20_000);
    const before = process.memoryUsage.rss();
    expect(await refused(bytes)).toBe('image_too_many_pixels');
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('of as many points as are allowed takes bounded memory', async () => {
    const bytes = files.png(7000, 7000);
    const before = process.memoryUsage.rss();
    expect((await taken(bytes)).facts.width).toBe(4000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 1024 * 1024);
  });

  it('that moves is refused', async () => {
    const frames = await Promise.all(
      ['#f00', '#00f'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer()
      )
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await refused(moving)).toBe('image_animated');
    expect(await refused(files.animatedPng())).toBe('image_animated');
  });

  it('that is cut off is refused', async () => {
    const bytes = await canvas(800, 600).jpeg().toBuffer();
    expect(await refused(bytes.subarray(0, bytes.length / 2))).toBe('image_unreadable');
  });
});

describe('any other file', () => {
  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'file_empty'],
    ['too large', Buffer.alloc(limits.bytes + 1), 'file_too_large'],
    ['SVG', files.svg, 'file_type_not_accepted'],
    ['HTML', files.html, 'file_type_not_accepted'],
    ['plain text', Buffer.from('合格'), 'file_type_not_accepted'],
    ['GIF that is a script', Buffer.from('GIF89a/*\0\0*/=1;alert(1)'), 'file_type_not_accepted'],
    ['an archive', Buffer.from('PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'file_type_not_accepted'],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1'), 'file_is_heic']
  ])('%s is refused', async (_, bytes, key) => {
    expect(await refused(bytes)).toBe(key);
  });
});

describe('the name of a file', () => {
  it.each([
    ['主体验收.pdf', 'application/pdf', '主体验收.pdf'],
    ['C:\\Users\\张三\\a.PDF', 'application/pdf', 'a.PDF'],
    ['../../etc/passwd', 'application/pdf', 'passwd.pdf'],
    ['photo.jpeg', 'image/jpeg', 'photo.jpeg'],
    ['photo.heic', 'image/jpeg', 'photo.jpg'],
    ['发票\u202Efdp.exe', 'application/pdf', '发票fdp.pdf'],
    ['a"<b>\r\n.png', 'image/png', 'ab.png'],
    ['.pdf', 'application/pdf', 'pdf.pdf'],
    ['', 'image/webp', 'document.webp']
  ] as const)('%j is shown as its last part, with the ending of what it is', (given, type, shown) => {
    expect(fileName(given, type)).toBe(shown);
  });

  it('is cut where it is long, never inside of a character', () => {
    const long = fileName(`${'𠮷'.repeat(200)}.pdf`, 'application/pdf');
    expect(Array.from(long)).toHaveLength(limits.name);
    expect(long.endsWith('.pdf')).toBe(true);
    expect(long).not.toMatch(/\p{Cs}/u);
  });
});
