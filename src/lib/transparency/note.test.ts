import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, fromHex, toBase64, toHex } from './bytes.ts';
import { readSigned, readVerifier, signs } from './check.ts';
import { parseCheckpoint, parseNote, parseVerifier, writeCheckpoint, writeNote } from './note.ts';
import { parseTilePath, writeTilePath } from './tiles.ts';

/** The example of the package that notes come from, golang.org/x/mod/sumdb/note. */
const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const saying =
  'If you think cryptography is the answer to your problem,\nthen you don\u2019t know what your problem is.\n'.replace(
    '\u2019',
    "'"
  );
const said = `${saying}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

describe('a signed note', () => {
  it('of another implementation is read, and its signature holds', async () => {
    const note = parseNote(said);
    expect(note?.text).toBe(saying);
    const verifier = await readVerifier(peter);
    const [signature] = note?.signatures ?? [];
    if (!verifier || !signature) throw new Error('not read');
    expect(await signs(verifier, signature, saying)).toBe(true);
    expect(await signs(verifier, signature, `${saying} `)).toBe(false);
    expect(await signs({ ...verifier, keyId: '00000000' }, signature, saying)).toBe(false);
    // a saying is no checkpoint
    expect(await readSigned(said, [verifier])).toBeNull();
    expect(await readVerifier(peter.replace('c74f20a3', 'c74f20a4'))).toBeNull();
  });

  it('is none with control characters, without signatures, with broken lines, or beyond its size', () => {
    const good = said.slice(saying.length + 1);
    expect(parseNote(said)).not.toBeNull();
    for (const bad of [
      '',
      saying,
      `${saying}\n`,
      `\n${good}`,
      said.slice(0, -1),
      said.replace('answer', 'ans\u0007wer'),
      said.replace('answer', 'ans\rwer'),
      said.replace('— ', '- '),
      said.replace('— PeterNeumann', '— Peter Neumann'),
      said.replace('— PeterNeumann', '— Peter+Neumann'),
      said.replace('AM=', 'AN='),
      said.replace('AM=', 'AM'),
      `${said}nonsense\n`,
      saying + '\n' + good.repeat(65),
      'x'.repeat(17_000) + said
    ])
      expect(parseNote(bad), JSON.stringify(bad.slice(0, 200))).toBeNull();
    expect(parseNote(saying + '\n' + good.repeat(64))?.signatures).toHaveLength(64);
  });

  it('is written as it was read', () => {
    const note = parseNote(said);
    expect(note && writeNote(note)).toBe(said);
  });
});

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(7);

  it('has an origin, a size without zeros before it, and a root', () => {
    const text = writeCheckpoint({ origin: 'example.org/log', size: 42, root });
    expect(text).toBe(`example.org/log\n42\n${toBase64(root)}\n`);
    expect(parseCheckpoint(text)).toEqual({ origin: 'example.org/log', size: 42, root });
    expect(parseCheckpoint(`${text}extension\n`)?.size).toBe(42);
    for (const [from, to] of [
      ['42', '042'],
      ['42', '-1'],
      ['42', '4e1'],
      ['42', '99999999999999999999'],
      ['example.org/log', ''],
      ['example.org/log', 'two words'],
      [toBase64(root), toBase64(root.subarray(1))],
      ['Bwc=\n', 'Bwc='],
      ['Bwc=\n', 'Bwc=\n\n']
    ] as const)
      expect(parseCheckpoint(text.replace(from, to)), to).toBeNull();
  });

  it('is believed only if a key we know signed it, and nothing else of that key is wrong', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const { createHash } = await import('node:crypto');
    const name = 'example.org/log';
    const id = createHash('sha256').update(`${name}\n\u0001`).update(key).digest().subarray(0, 4);
    const verifier = await readVerifier(
      `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.of(1), key]).toString('base64')}`
    );
    if (!verifier) throw new Error('no key');
    const text = writeCheckpoint({ origin: name, size: 1, root });
    const line = (signature: Buffer) => ({
      line: `— ${name} ${Buffer.concat([id, signature]).toString('base64')}`
    });
    const good = line(sign(null, Buffer.from(text), privateKey));
    const bad = line(sign(null, Buffer.from(`${text}x`), privateKey));
    const stranger = { line: good.line.replace(name, 'example.com/log') };
    const read = (...signatures: { line: string }[]) =>
      readSigned(writeNote({ text, signatures }), [verifier]);
    expect((await read(good))?.checkpoint.size).toBe(1);
    expect((await read(stranger, good))?.by).toHaveLength(1);
    expect(await read(stranger)).toBeNull();
    expect(await read(bad)).toBeNull();
    expect(await read(good, bad)).toBeNull();
    expect(await readSigned(writeNote({ text, signatures: [good] }), [])).toBeNull();
    // signed by a key of ours under the origin of somebody else
    const foreign = writeCheckpoint({ origin: 'example.com/log', size: 1, root });
    const signatures = [line(sign(null, Buffer.from(foreign), privateKey))];
    expect(await readSigned(writeNote({ text: foreign, signatures }), [verifier])).toBeNull();
  });
});

describe('bytes and addresses', () => {
  it('go there and back, and have one form', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (given) => {
        const bytes = new Uint8Array(given);
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      })
    );
    for (const bad of ['A', 'AA=', 'AB==', 'A A=', '_-==']) expect(() => fromBase64(bad), bad).toThrow();
    for (const bad of ['0', 'AA', 'xy']) expect(() => fromHex(bad), bad).toThrow();
  });

  it('of tiles are those of C2SP', () => {
    expect(writeTilePath({ level: 0, index: 1234067, width: 256 })).toBe('0/x001/x234/067');
    expect(writeTilePath({ level: 'entries', index: 5, width: 17 })).toBe('entries/005.p/17');
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant<'entries'>('entries')),
        fc.nat({ max: 10 ** 12 }),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          expect(parseTilePath(writeTilePath({ level, index, width }))).toEqual({ level, index, width });
        }
      )
    );
    for (const bad of [
      '64/000',
      '00/000',
      '0/0',
      '0/1234',
      '0/x000/001',
      '0/000.p/0',
      '0/000.p/256',
      '0/000.p/01',
      '0/000/',
      '0/x001',
      'entry/000',
      '',
      '-1/000',
      '0/001/x002'
    ])
      expect(parseTilePath(bad), bad).toBeNull();
  });

  it('of keys say which kind they are of', () => {
    expect(parseVerifier(peter)?.kind).toBe('log');
    for (const bad of [
      '',
      'a+b',
      'a+00000000+AQ==',
      `${peter}x`,
      peter.replace('+ARpc', '+Bxpc'),
      peter.replace('Peter', 'Pe ter')
    ])
      expect(parseVerifier(bad), bad).toBeNull();
  });
});
