import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as checkpoints from '#lib/transparency/checkpoints.server.ts';
import { readSigned, readVerifier } from '#lib/transparency/check.ts';
import * as keys from '#lib/transparency/keys.server.ts';
import { cosign } from '#lib/transparency/witnesses.server.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { openWitness, operate } from '#tests/support/transparency.ts';

let hub: TestHub;
const [library, paper, stranger] = [
  'witness.example.org/library',
  'paper.example.org',
  'stranger.example.org'
].map(openWitness);

beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const append = (count: number) =>
  hub.sql.query(
    `select private.append_journal('test.done', 'test', n::text, '{}') from generate_series(1, $1::int) n`,
    [count]
  );
async function newest() {
  const found = await checkpoints.newest(hub);
  if (!found || !library || !paper || !stranger) throw new Error('no checkpoint');
  return { ...found, library, paper, stranger, whole: checkpoints.noteOf(found) };
}
const now = () => Math.floor(Date.now() / 1000);
const refused = (status: number, code: string) => ({ status, body: { code } });
const kept = async () =>
  Number((await hub.sql.query('select count(*)::int as n from public.log_cosignatures'))[0]?.n);

describe('the first key', () => {
  it('is made once, however many nodes start at the same moment', async () => {
    const ours = await Promise.all(Array.from({ length: 6 }, () => keys.signers(hub)));
    const lines = ours.map(([key]) => key?.sign('text\n'));
    expect(new Set(lines).size).toBe(1);
    expect(ours[0]?.[0]?.name).toMatch(/^sunlit-[0-9a-f]{12}\/log$/);
  });
});

describe('witnesses', () => {
  it('are taken only as the operator allowed them, each key and each name once', async () => {
    await append(4);
    const { library, paper } = await newest();
    expect((await operate(hub, 'log', 'witness', 'allow', library.verifier)).code).toBe(0);
    expect((await operate(hub, 'log', 'witness', 'allow', library.verifier)).code).toBe(0);
    const [key] = (await keys.read(hub)).keys;
    for (const bad of [
      '',
      'x',
      key?.verifier ?? '',
      paper.verifier.replace('paper', 'paqer'),
      openWitness(library.name).verifier
    ])
      expect((await operate(hub, 'log', 'witness', 'allow', bad)).code, bad).not.toBe(0);
    expect((await operate(hub, 'log', 'witness', 'allow', paper.verifier)).code).toBe(0);
    const shown = await operate(hub, 'log');
    expect(shown.output).toMatch(/checkpoint {2}4 entries/);
    expect(shown.output).toContain(`witness     ${library.verifier}  signed nothing yet`);
  });

  it('sign a checkpoint, which bears their signatures from then on', async () => {
    const { note, size, library, paper } = await newest();
    expect(await cosign(hub, library.cosign(note))).toEqual({ size, kept: 1 });
    // the same again, and another of the same witness, change nothing
    expect(await cosign(hub, library.cosign(note))).toEqual({ size, kept: 0 });
    expect(await cosign(hub, note + library.line(note) + paper.line(note))).toEqual({ size, kept: 1 });
    const { whole, cosignatures } = await newest();
    expect(cosignatures.map(({ witness }) => witness)).toEqual([library.name, paper.name]);
    const ring = await keys.read(hub);
    const texts = [...ring.keys, ...ring.witnesses].map(({ verifier }) => verifier);
    const all = (await Promise.all(texts.map(readVerifier))).filter((key) => key !== null);
    expect((await readSigned(whole, all))?.by).toHaveLength(3);
    expect(whole.startsWith(note)).toBe(true);
  });

  it('are not believed: times out of range, signatures that do not fit, of something else', async () => {
    await append(1);
    const { note, library, stranger } = await newest();
    const before = await kept();
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    const garbled = library.cosign(note).replace(/.{6}=*\n$/, (end) => `AAAA${end.slice(4)}`);
    // the signature of somebody else under the name and the key id of a witness
    const bytes = (line: string) => Buffer.from(line.trim().split(' ')[2] ?? '', 'base64');
    const borrowed = Buffer.concat([
      bytes(library.line(note)).subarray(0, 4),
      bytes(stranger.line(note)).subarray(4)
    ]);
    const wrong = [
      library.cosign(note, now() + 3600),
      library.cosign(note, now() - 7200),
      library.cosign(note, 0),
      garbled,
      note + library.line(note, now(), `${text}more\n`),
      // a good signature beside a bad one of the same witness
      library.cosign(note) + library.line(note, now(), 'x\n'),
      `${note}— ${library.name} ${borrowed.toString('base64')}\n`
    ];
    for (const body of wrong)
      await expect(cosign(hub, body), body).rejects.toMatchObject(refused(422, 'cosignature_wrong'));
    expect(await kept()).toBe(before);
  });

  it('sign nothing but our own words', async () => {
    const { note, library, stranger } = await newest();
    const before = await kept();
    await expect(cosign(hub, stranger.cosign(note))).rejects.toMatchObject(refused(403, 'unknown_witness'));
    await expect(cosign(hub, note)).rejects.toMatchObject(refused(403, 'unknown_witness'));
    const [origin = '', size = '', root = ''] = note.split('\n');
    const others = [
      note.replace(origin, 'example.com/log'),
      note.replace(root, Buffer.alloc(32, 1).toString('base64')),
      note.replace(`\n${size}\n`, '\n4\n'),
      note.replace(`\n${size}\n`, '\n400\n'),
      note.replace(`${root}\n`, `${root}\nmore\n`)
    ];
    for (const other of others)
      await expect(cosign(hub, library.cosign(other)), other).rejects.toMatchObject(
        refused(404, 'unknown_checkpoint')
      );
    for (const none of [
      '',
      'x',
      note.slice(0, 30),
      `${note}${'— x y\n'.repeat(3)}`,
      note + library.line(note).repeat(80),
      `${library.cosign(note)}\u0000\n`
    ])
      await expect(cosign(hub, none)).rejects.toMatchObject(refused(400, 'note_form'));
    expect(await kept()).toBe(before);
  });

  it('that were removed sign no more, and what they signed stays', async () => {
    const { note, library } = await newest();
    expect((await operate(hub, 'log', 'witness', 'remove', library.name)).code).toBe(0);
    expect((await operate(hub, 'log', 'witness', 'remove', library.name)).code).toBe(1);
    await expect(cosign(hub, library.cosign(note))).rejects.toMatchObject(refused(403, 'unknown_witness'));
    expect((await checkpoints.at(hub, 4))?.cosignatures).toHaveLength(2);
    const { error } = await hub.service.rpc('keep_cosignature', {
      size: 4,
      verifier: library.verifier,
      line: 'x'.repeat(120),
      cosigned_at: new Date()
    });
    expect(error?.message).toBe('unknown_witness');
    // taken again under the same key, or a new one of that name
    expect((await operate(hub, 'log', 'witness', 'allow', openWitness(library.name).verifier)).code).toBe(0);
  });

  it('are sixteen at most', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 15; i += 1)
      codes.push(
        (await operate(hub, 'log', 'witness', 'allow', openWitness(`w${String(i)}.example.org`).verifier))
          .code
      );
    expect(codes.slice(0, 14)).toEqual(Array.from({ length: 14 }, () => 0));
    expect(codes[14]).toBe(1);
  });
});
