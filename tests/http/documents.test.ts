import { readdirSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '#lib/documents/documents.ts';
import * as files from '#lib/documents/fixtures.ts';
import { taken, type TakenDocument } from '#lib/documents/schema.ts';
import { refusal, type Visitor } from '#tests/support/browserless.ts';
import { runNode } from '#tests/support/children.ts';
import { removeFolder } from '#tests/support/data-folder.ts';
import type { RunningServer } from '#tests/support/server.ts';
import { sha256 } from '#tests/support/hash.ts';
import { stage } from '#tests/support/staged.ts';

let scene: Awaited<ReturnType<typeof stage>>;
let server: RunningServer;
let developer: Visitor;
let stranger: Visitor;
let anyone: Visitor;
const record = files.pdf({ pages: ['Rebar tests', 'Engineer 13871234567'] });
let photo: Buffer;

const send = (who: Visitor, bytes: Uint8Array, name: string, more?: Record<string, string>) =>
  who.send('/desk/documents', scene.form(bytes, name, more));

async function upload(bytes: Uint8Array, name: string): Promise<TakenDocument> {
  const response = await send(developer, bytes, name);
  if (response.status !== 201) throw new Error(await response.text());
  return taken.parse(await response.json());
}

async function people(): Promise<void> {
  developer = await scene.signIn(server, 'developer');
  stranger = await scene.signIn(server, 'stranger');
  anyone = scene.someone(server);
}

/** Ends the server, writes to its database, and starts it again. */
async function between(work: () => Promise<void>): Promise<void> {
  await server.stop();
  await work();
  server = await scene.serve();
  await people();
}

beforeAll(async () => {
  scene = await stage();
  server = await scene.serve();
  await people();
  photo = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#0b5563' } })
    .withExif({ IFD0: { Make: 'CanaryCamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 35/1 0/1' } })
    .jpeg()
    .toBuffer();
});

afterAll(async () => {
  await server.stop();
  await removeFolder(scene.dataDir);
});

describe('an upload', () => {
  it('is answered with what the server found in the file', async () => {
    const document = await upload(record, '钢筋检测报告.pdf');
    expect(document).toMatchObject({
      sha256: sha256(record),
      original_sha256: sha256(record),
      file_name: '钢筋检测报告.pdf',
      bytes: record.length,
      media_type: 'application/pdf',
      pages: 2,
      warnings: [{ kind: 'phone', sample: '138****4567', page: 2 }]
    });
  });

  it('of a photo publishes a copy that tells nothing, and keeps the original where nobody is served', async () => {
    const document = await upload(photo, '现场.jpg');
    expect(document.original_sha256).toBe(sha256(photo));
    expect(document.sha256).not.toBe(document.original_sha256);
    const response = await developer.get(pathOf(document));
    const copy = Buffer.from(await response.arrayBuffer());
    expect(sha256(copy)).toBe(document.sha256);
    expect(copy.includes('CanaryCamera')).toBe(false);
    const stored = readdirSync(join(scene.dataDir, 'files/originals'), { recursive: true }).map(String);
    expect(stored.some((path) => path.endsWith(document.original_sha256.slice(2)))).toBe(true);
  });

  it('of the same file twice is one document', async () => {
    const [first, second] = [await upload(record, 'a.pdf'), await upload(record, 'b.pdf')];
    expect(second.document_id).toBe(first.document_id);
  });

  it('with one byte changed on its way is refused', async () => {
    const changed = Buffer.from(record);
    changed.writeUInt8((changed.readUInt8(200) + 1) % 256, 200);
    const response = await send(developer, changed, 'a.pdf', { sha256: sha256(record) });
    expect(response.status).toBe(422);
    expect((await refusal(response)).code).toBe('hash_differs');
  });

  it.each<[string, Buffer, string, string]>([
    ['SVG', files.svg, 'picture.svg', 'file_type_not_accepted'],
    ['SVG that is called a photo', files.svg, 'photo.jpg', 'file_type_not_accepted'],
    ['HTML that is called a PDF', files.html, 'report.pdf', 'file_type_not_accepted'],
    ['an encrypted PDF', files.encryptedPdf(''), 'report.pdf', 'pdf_encrypted'],
    ['a PDF with a script', files.withScript(), 'report.pdf', 'pdf_with_script'],
    ['nothing', Buffer.alloc(0), 'report.pdf', 'file_empty']
  ])('of %s is refused in words of both languages', async (_, bytes, name, code) => {
    const zh = await send(developer, bytes, name);
    expect(zh.status).toBe(422);
    const told = await refusal(zh);
    expect(told.code).toBe(code);
    expect(told.detail).toMatch(/[一-鿿]/);
    const en = await developer.send('/en/desk/documents', scene.form(bytes, name));
    expect((await refusal(en)).detail).not.toMatch(/[一-鿿]/);
  });

  it('larger than the limit is refused', async () => {
    const large = await send(developer, Buffer.alloc(20 * 1024 * 1024 + 1, '%PDF-'), 'large.pdf');
    expect(large.status).toBe(413);
    expect((await refusal(large)).code).toBe('file_too_large');
  });

  it('is taken from nobody who does not take part in the project', async () => {
    expect((await send(stranger, record, 'a.pdf')).status).toBe(403);
    expect((await send(await scene.signIn(server, 'officer'), record, 'a.pdf')).status).toBe(403);
    expect((await send(anyone, record, 'a.pdf')).status).toBe(401);
    expect((await send(developer, record, 'a.pdf', { project: 'no-such-project' })).status).toBe(404);
  });

  it('from another site or without its parts is refused', async () => {
    const elsewhere = { origin: 'https://elsewhere.example.org' };
    expect((await developer.send('/desk/documents', scene.form(record, 'a.pdf'), elsewhere)).status).toBe(
      403
    );
    expect((await send(developer, record, 'a.pdf', { sha256: 'x' })).status).toBe(400);
    expect((await developer.send('/desk/documents', new FormData())).status).toBe(400);
  });
});

describe('a document of a draft', () => {
  it('is there for who takes part and for nobody else, and kept by no cache', async () => {
    const path = pathOf(await upload(record, '钢筋检测报告.pdf'));
    const own = await developer.get(path);
    expect(own.status).toBe(200);
    expect(own.headers.get('cache-control')).toBe('private, no-store');
    expect(await own.bytes()).toEqual(new Uint8Array(record));
    for (const who of [anyone, stranger]) {
      expect((await who.get(path)).status).toBe(404);
      expect((await who.get(path, { range: 'bytes=0-9' })).status).toBe(404);
    }
  });

  it.each(['not-an-id', '00000000-0000-4000-8000-000000000000', '..%2F..%2Fsecrets.json'])(
    'that does not exist is not found: %s',
    async (id) => {
      expect((await developer.get(`/documents/${id}/a.pdf`)).status).toBe(404);
    }
  );
});

describe('a published document', () => {
  let path = '';
  let image = '';
  const hash = sha256(record);

  beforeAll(async () => {
    const [one, two] = [await upload(record, '钢筋 "检测" 报告.pdf'), await upload(photo, 'photo.jpg')];
    [path, image] = [pathOf(one), pathOf(two)];
    await between(() => scene.publish([one.document_id, two.document_id]));
  });

  it('is served to everyone as what it is, to be kept, and can do nothing in a browser', async () => {
    const response = await anyone.get(path);
    expect(response.status).toBe(200);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(record.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'public, max-age=31536000, s-maxage=3600, immutable',
      'accept-ranges': 'bytes',
      etag: `"${hash}"`,
      'repr-digest': `sha-256=:${Buffer.from(hash, 'hex').toString('base64')}:`
    });
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''%E9%92%A2/
    );
    expect(await response.bytes()).toEqual(new Uint8Array(record));
    const picture = await anyone.get(image);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(picture.headers.get('content-disposition')).toMatch(/^inline; /);
    const own = await developer.get(path);
    expect(own.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  });

  it('is not sent again to who has it', async () => {
    const again = await anyone.get(path, { 'if-none-match': `"${hash}"` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('tells about itself without its body', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.200' };
    const head = await fetch(server.url + path, { method: 'HEAD', headers });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(record.length));
    expect(head.headers.get('etag')).toBe(`"${hash}"`);
  });

  it.each<[string, number, number, number]>([
    ['bytes=0-0', 206, 0, 1],
    ['bytes=10-19', 206, 10, 20],
    ['bytes=100-', 206, 100, record.length],
    ['bytes=-7', 206, record.length - 7, record.length],
    [`bytes=5-${String(record.length + 500)}`, 206, 5, record.length],
    ['bytes=0-1,5-6', 200, 0, record.length],
    ['lines=1-2', 200, 0, record.length]
  ])('is sent in parts: %s', async (range, status, from, to) => {
    const response = await anyone.get(path, { range });
    expect(response.status).toBe(status);
    const body = await response.bytes();
    expect(body).toEqual(new Uint8Array(record.subarray(from, to)));
    expect(response.headers.get('content-length')).toBe(String(body.length));
    const place = `bytes ${String(from)}-${String(to - 1)}/${String(record.length)}`;
    expect(response.headers.get('content-range')).toBe(status === 206 ? place : null);
  });

  it('has no part beyond its end, and no part of another version of itself', async () => {
    const beyond = await anyone.get(path, { range: `bytes=${String(record.length)}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${String(record.length)}`);
    const other = await anyone.get(path, { range: 'bytes=0-9', 'if-range': '"another"' });
    expect(other.status).toBe(200);
  });

  it('is recognised by its hash, as it is served and as it was uploaded', async () => {
    for (const given of [hash, hash.toUpperCase(), sha256(photo)]) {
      const page = await (await anyone.get(`/verify?hash=${given}`)).text();
      expect(page).toContain('一致，现行有效');
      expect(page).toContain(`/disclosures/${scene.disclosure}`);
    }
    const original = await (await anyone.get(`/verify?hash=${sha256(photo)}`)).text();
    expect(original).toContain('上传时的原图');
    expect(await (await anyone.get(`/verify.json?hash=${hash}`)).json()).toMatchObject({
      hash,
      holders: [{ state: 'published', version: 1, matched: 'copy' }]
    });
  });

  it('is not recognised with one byte changed', async () => {
    const changed = Buffer.from(record);
    changed.writeUInt8(changed.readUInt8(100) ^ 1, 100);
    const page = await (await anyone.get(`/en/verify?hash=${sha256(changed)}`)).text();
    expect(page).toContain('No disclosure holds this file');
    expect(page).not.toContain('/disclosures/');
  });

  it('is told apart from what is no hash', async () => {
    expect(await (await anyone.get('/verify?hash=<script>')).text()).toContain('这不是 SHA-256 校验值');
    const response = await anyone.get('/verify.json?hash=1');
    expect(response.status).toBe(400);
    expect((await refusal(response)).code).toBe('hash_form');
  });

  it('stays readable after a correction, and is said to be superseded', async () => {
    const next = await upload(files.pdf({ pages: ['Corrected'] }), '更正.pdf');
    await between(() => scene.publish([next.document_id], '报告编号有误'));
    expect((await anyone.get(path)).status).toBe(200);
    const page = await (await anyone.get(`/verify?hash=${hash}`)).text();
    expect(page).toContain('一致，但已被更正取代');
    expect(page).toContain('被第 2 版取代');
  });
});

describe('hub verify', () => {
  const verify = async () => {
    const child = runNode(['tools/hub.ts', 'verify'], { DATA_DIR: scene.dataDir });
    const { code } = await child.exited;
    return { code, output: child.output() };
  };

  it('finds every file that belongs to a document, and names what is altered or gone', async () => {
    expect(await verify()).toMatchObject({ code: 0 });
    const hash = sha256(record);
    const copy = join(scene.dataDir, 'files/public', hash.slice(0, 2), hash.slice(2));
    const changed = Buffer.from(record);
    changed.writeUInt8(changed.readUInt8(50) ^ 1, 50);
    writeFileSync(copy, changed);
    const original = sha256(photo);
    rmSync(join(scene.dataDir, 'files/originals', original.slice(0, 2), original.slice(2)));
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`altered +public +${hash}`));
    expect(output).toMatch(new RegExp(`missing +originals +${original}`));
  });
});
