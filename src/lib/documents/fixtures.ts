import { createHash } from 'node:crypto';
import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';

/** Files for tests, written by code: nothing here is read from a disk, and each says what it is. */

type Body = string | { dictionary: string; stream: Buffer };

const bytesOf = (body: Body): Buffer =>
  typeof body === 'string'
    ? Buffer.from(body, 'latin1')
    : Buffer.concat([
        Buffer.from(`<< ${body.dictionary} /Length ${String(body.stream.length)} >>\nstream\n`, 'latin1'),
        body.stream,
        Buffer.from('\nendstream', 'latin1')
      ]);

interface PdfOptions {
  /** ASCII; one page each. */
  pages?: string[];
  /** Further entries of the catalogue. */
  catalog?: string;
  /** Further objects, from number 100 on. */
  objects?: Body[];
  trailer?: string;
  before?: string;
  after?: string;
  content?: { dictionary: string; stream: Buffer };
  encrypt?: (text: Buffer, object: number) => Buffer;
}

const words = (text: string): Buffer =>
  Buffer.from(`BT /F1 12 Tf 50 700 Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`, 'latin1');

function objectsOf({ pages = ['A page'], catalog = '', objects = [], content, encrypt }: PdfOptions) {
  const all = new Map<number, Body>();
  const kids = pages.map((_, i) => `${String(4 + 2 * i)} 0 R`).join(' ');
  all.set(1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`);
  all.set(2, `<< /Type /Pages /Count ${String(pages.length)} /Kids [${kids}] >>`);
  all.set(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (const [i, text] of pages.entries()) {
    const [page, stream] = [4 + 2 * i, 5 + 2 * i];
    all.set(
      page,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${String(stream)} 0 R ` +
        '/Resources << /Font << /F1 3 0 R >> >> >>'
    );
    const plain = words(text);
    const own = { dictionary: '', stream: encrypt ? encrypt(plain, stream) : plain };
    all.set(stream, content ?? own);
  }
  for (const [i, body] of objects.entries()) all.set(2000 + i, body);
  return all;
}

/** A PDF as simple as they come. */
export function pdf(options: PdfOptions = {}): Buffer {
  const { trailer = '', before = '', after = '' } = options;
  const parts: Buffer[] = [Buffer.from(`${before}%PDF-1.7\n%\xe2\xe3\xcf\xd3\n`, 'latin1')];
  const at = new Map<number, number>();
  let length = parts[0]?.length ?? 0;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  const objects = objectsOf(options);
  for (const [number, body] of objects) {
    at.set(number, length);
    add(Buffer.concat([Buffer.from(`${String(number)} 0 obj\n`), bytesOf(body), Buffer.from('\nendobj\n')]));
  }
  const start = length;
  const rows = Array.from(at, ([number, offset]) => {
    const entry = `${String(offset).padStart(10, '0')} 00000 n \n`;
    return `${String(number)} 1\n${entry}`;
  });
  const size = String(Math.max(...objects.keys()) + 1);
  add(Buffer.from(`xref\n0 1\n0000000000 65535 f \n${rows.join('')}`, 'latin1'));
  add(
    Buffer.from(
      `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${String(start)}\n%%EOF\n${after}`,
      'latin1'
    )
  );
  return Buffer.concat(parts);
}

export const withScript = (): Buffer =>
  pdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' });

/** The same where a look at the plain bytes does not find it. */
export const withPackedScript = (): Buffer => {
  const inside = '3000 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>';
  const first = inside.indexOf('<<');
  const dictionary = `/Type /ObjStm /N 1 /First ${String(first)} /Filter /FlateDecode`;
  return pdf({ objects: [{ dictionary, stream: deflateSync(Buffer.from(inside)) }] });
};

export const withAttachment = (): Buffer =>
  pdf({
    catalog: '/Names << /EmbeddedFiles << /Names [(a.exe) 2000 0 R] >> >>',
    objects: [
      '<< /Type /Filespec /F (a.exe) /EF << /F 2001 0 R >> >>',
      { dictionary: '/Type /EmbeddedFile', stream: Buffer.from('MZ') }
    ]
  });

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();
const padded = (password: string) => Buffer.concat([Buffer.from(password), padding]).subarray(0, 32);

function rc4(key: Buffer, text: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (a: number, b: number) => {
    [state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0];
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    text.map((byte) => {
      i = (i + 1) & 255;
      j = (j + (state[i] ?? 0)) & 255;
      swap(i, j);
      return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
    })
  );
}

/** RC4 of 40 bits, the first way of the standard; with an empty password every reader opens it without asking. */
export function encryptedPdf(password: string): Buffer {
  const id = md5(Buffer.from('a document'));
  const owner = rc4(md5(padded('owner')).subarray(0, 5), padded(password));
  const rights = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = md5(padded(password), owner, rights, id).subarray(0, 5);
  const user = rc4(key, padding);
  const encrypt = (text: Buffer, object: number) =>
    rc4(md5(key, Buffer.from([object & 255, object >> 8, 0, 0, 0])).subarray(0, 10), text);
  return pdf({
    encrypt,
    objects: [
      `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> >>`
    ],
    trailer: `/Encrypt 2000 0 R /ID [<${id.toString('hex')}> <${id.toString('hex')}>]`
  });
}

/** A page whose drawing becomes `megabytes` when it is unpacked. */
export function bombPdf(megabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(1024 * 1024, ' '), { finishFlush: constants.Z_FULL_FLUSH });
  const stream = deflateSync(
    Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: megabytes }, () => block)])
  );
  return pdf({ content: { dictionary: '/Filter [/FlateDecode /FlateDecode]', stream } });
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, check]);
}

/** A black PNG of any size that compresses to almost nothing; `more` are chunks before the picture. */
export function png(width: number, height: number, more: [string, Buffer][] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...more.map(([type, data]) => chunk(type, data)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))
  ]);
}

/** What moves: a PNG with the chunk that says of how many pictures it is. */
export const animatedPng = (): Buffer => png(8, 8, [['acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])]]);

export const svg = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
);
export const html = Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>');
