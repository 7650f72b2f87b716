import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkProof, isConsistent, readVerifier } from '#lib/transparency/check.ts';
import * as checkpoints from '#lib/transparency/checkpoints.server.ts';
import { fromHex } from '#lib/transparency/bytes.ts';
import * as keys from '#lib/transparency/keys.server.ts';
import * as proofs from '#lib/transparency/proofs.server.ts';
import * as tiles from '#lib/transparency/tiles.server.ts';
import { splitBundle } from '#lib/transparency/verify/remote.ts';
import { createTree, leafHash } from '#lib/transparency/tree.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { operate } from '#tests/support/transparency.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ env: { ORIGIN: 'https://hub.example.org' } });
});
afterAll(() => hub.close());

const append = (count: number) =>
  hub.sql.query(
    `select private.append_journal('test.done', 'test', n::text, jsonb_build_object('n', n, 'words', '湖北 "' || n)) from generate_series(1, $1::int) n`,
    [count]
  );
async function newest() {
  const found = await checkpoints.newest(hub);
  if (!found) throw new Error('no checkpoint');
  return found;
}
const verifiers = async () => (await keys.read(hub)).keys.map(({ verifier }) => verifier);
const head = ({ size, root }: { size: number; root: string }) => ({ size, root: fromHex(root) });

describe('the log', () => {
  it('is empty before the first entry', async () => {
    expect(await checkpoints.newest(hub)).toBeNull();
    await expect(proofs.proof(hub, 1)).rejects.toMatchObject({ status: 404, body: { code: 'log_empty' } });
    expect(await keys.told(hub)).toMatchObject({ origin: null, keys: [] });
  });

  it('signs a head that openssl finds good, under the name of its address', async () => {
    await append(3);
    const { note, size } = await newest();
    expect(size).toBe(3);
    expect(note.split('\n').slice(0, 2)).toEqual(['hub.example.org/log', '3']);
    const [key] = (await keys.told(hub)).keys;
    const folder = mkdtempSync(join(inject('templates'), 'openssl-'));
    const write = (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const end = note.lastIndexOf('\n\n') + 1;
    const encoded =
      note
        .slice(end + 1)
        .trim()
        .split(' ')
        .at(-1) ?? '';
    const verify = (text: string) =>
      spawnSync('openssl', [
        ...['pkeyutl', '-verify', '-pubin', '-inkey', write('key.pem', key?.pem ?? ''), '-rawin'],
        ...['-in', write('text', text), '-sigfile', write('sig', Buffer.from(encoded, 'base64').subarray(4))]
      ]);
    expect(verify(note.slice(0, end)).stdout.toString()).toContain('Signature Verified Successfully');
    expect(verify(note.slice(0, end).replace('3', '4')).status).not.toBe(0);
  });

  it('proves every entry, up to the newest head and to earlier ones', async () => {
    await append(9);
    const { size } = await newest();
    for (let seq = 1; seq <= size; seq += 1) {
      const proof = await proofs.proof(hub, seq);
      expect(proof.form).toContain(`"seq":${String(seq)},`);
      expect(await checkProof(proof, await verifiers())).toMatchObject({
        leaf: true,
        path: true,
        signature: true
      });
      const moved = { ...proof, seq: seq === size ? 1 : seq + 1 };
      expect((await checkProof(moved, await verifiers())).path).toBe(false);
      expect((await checkProof({ ...proof, form: `${proof.form ?? ''} ` }, [])).leaf).toBe(false);
    }
    expect((await proofs.proof(hub, 2, 3)).checkpoint.size).toBe(3);
    for (const [seq, at, code] of [
      [4, 3, 'unknown_entry'],
      [1, 5, 'unknown_checkpoint'],
      [0, null, 'unknown_entry'],
      [13, null, 'unknown_entry']
    ] as const)
      await expect(proofs.proof(hub, seq, at)).rejects.toMatchObject({ status: 404, body: { code } });
  });

  it('proves that it only grew', async () => {
    const { size } = await newest();
    for (let from = 0; from <= size; from += 1) {
      const { from: a, to: b, path } = await proofs.consistency(hub, from, null);
      expect(await isConsistent(head(a), head(b), path.map(fromHex))).toBe(true);
    }
    expect((await proofs.consistency(hub, 3, 12)).from.note).toContain('hub.example.org/log\n3\n');
    for (const [from, to] of [
      [5, 4],
      [0, 13],
      [14, null]
    ] as const)
      await expect(proofs.consistency(hub, from, to)).rejects.toMatchObject({
        status: 400,
        body: { code: 'log_range' }
      });
  });

  it('is told in tiles, from which the root can be reckoned anew', async () => {
    await append(600);
    const { size, root } = await newest();
    const tree = createTree();
    for (let index = 0; tree.size < size; index += 1) {
      const width = Math.min(256, size - tree.size);
      const at = { index, width };
      const hashes = await tiles.hashes(hub, { level: 0, ...at });
      const bundle = await tiles.bundle(hub, { level: 'entries', ...at });
      const entries = splitBundle(Buffer.from(bundle ?? []), width);
      expect(Buffer.concat(entries.map(leafHash))).toEqual(Buffer.from(hashes ?? []));
      tree.append(hashes ?? new Uint8Array());
    }
    expect(tree.root(size).toString('hex')).toBe(root);
    expect(await tiles.hashes(hub, { level: 1, index: 0, width: 2 })).toHaveLength(64);
    expect(await tiles.hashes(hub, { level: 0, index: 2, width: 256 })).toBeNull();
    expect(await tiles.bundle(hub, { level: 'entries', index: 2, width: 256 })).toBeNull();
  });
});

describe('two trees of one size', () => {
  it('can not be kept, whoever asks for them at once', async () => {
    const { size } = await newest();
    await append(1);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        hub.service.rpc('keep_checkpoint', {
          previous: size,
          size: size + 1,
          root: 'ab'.repeat(31) + String(10 + i),
          note: 'forged '.repeat(10)
        })
      )
    );
    expect(answers.filter(({ data }) => data === true)).toHaveLength(1);
    expect(answers.filter(({ data }) => data === false)).toHaveLength(19);
    const rows = await hub.sql.query(
      'select count(*)::int as n from public.log_checkpoints where size = $1',
      [size + 1]
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('are noticed by the hub, which then proves nothing and signs nothing', async () => {
    await append(1);
    await expect(checkpoints.sign(hub)).rejects.toThrow(/log is broken/);
    await expect(proofs.proof(hub, 1)).rejects.toThrow(/log is broken/);
    // what was kept before is told still
    expect((await newest()).note).toContain('forged');
    expect((await operate(hub, 'verify')).output).toMatch(
      /WRONG {4}the checkpoint of 613 entries is not signed by the key of the log/
    );
    await hub.sql.script(
      `set session_replication_role = replica; delete from public.log_checkpoints where size = 613; set session_replication_role = origin`
    );
    expect((await newest()).size).toBe(614);
  });

  it('do not come of nodes that sign at the same time', async () => {
    const before = (await newest()).size;
    // each has a tree of its own, as processes have
    const nodes = Array.from({ length: 4 }, () => ({ ...hub, backend: { ...hub.backend } }));
    const work: Promise<unknown>[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      work.push(append(3));
      for (const node of nodes) work.push(checkpoints.sign(node));
    }
    await Promise.all(work);
    expect((await newest()).size).toBe(before + 36);
    expect(await operate(hub, 'verify')).toMatchObject({ code: 0 });
  });

  it('nor of sizes that the journal does not have', async () => {
    const { size } = await newest();
    for (const [previous, next] of [
      [size, size],
      [size, size + 1],
      [size, size - 1],
      [size, null]
    ]) {
      const { error } = await hub.service.rpc('keep_checkpoint', {
        previous,
        size: next,
        root: 'ab'.repeat(32),
        note: 'x'.repeat(50)
      });
      expect(error?.message).toBe('checkpoint_size');
    }
    const { data } = await hub.service.rpc('keep_checkpoint', {
      previous: 5,
      size: 6,
      root: 'ab'.repeat(32),
      note: 'x'.repeat(50)
    });
    expect(data).toBe(false);
  });
});

describe('the key', () => {
  it('does not open for a node with other secrets, nor from the database alone', async () => {
    const { jwt, ...secrets } = hub.secrets;
    const stranger = { ...hub, secrets: { ...secrets, jwt, encryption: jwt } };
    await expect(keys.signers(stranger)).rejects.toThrow(/same secrets.json/);
    await hub.sql.query('delete from private.log_seeds');
    await expect(keys.signers(hub)).rejects.toThrow(/secret half .* is gone/);
    // a lost key is replaced: old checkpoints are checked with the old one still
    expect((await operate(hub, 'log', 'rotate', '--overlap', '0')).code).toBe(0);
    await append(1);
    expect((await newest()).note.match(/^— /gm)).toHaveLength(1);
    expect(await operate(hub, 'verify')).toMatchObject({ code: 0 });
  });

  it('is replaced so that those who know only the old one can follow for a while', async () => {
    const [old] = await verifiers();
    const rotated = await operate(hub, 'log', 'rotate', '--overlap', '7');
    expect(rotated.output).toMatch(/Key 3 signs from now on; the one before signs beside it for 7 days/);
    await append(1);
    const { note } = await newest();
    expect(note.match(/^— /gm)).toHaveLength(2);
    const proof = await proofs.proof(hub, 1);
    const [now] = await verifiers();
    expect(now).not.toBe(old);
    for (const key of [old, now]) expect((await checkProof(proof, [key ?? ''])).signature).toBe(true);
    await hub.sql.script(
      `set session_replication_role = replica; update public.log_keys set signs_until = replaced_at where key_number = 2; set session_replication_role = origin`
    );
    await append(1);
    expect((await newest()).note.match(/^— /gm)).toHaveLength(1);
    expect(await hub.sql.query('select key_number from private.log_seeds')).toEqual([{ key_number: 3 }]);
    expect(await readVerifier(now ?? '')).toMatchObject({ kind: 'log', name: 'hub.example.org/log' });
    expect(await operate(hub, 'verify')).toMatchObject({ code: 0 });
    for (const wrong of [
      ['rotate', '--overlap', '400'],
      ['rotate', '--overlap', 'x'],
      ['rotate', 'now'],
      ['nonsense']
    ])
      expect((await operate(hub, 'log', ...wrong)).code).toBe(2);
  });

  it('and the tree go on in a process that starts later', async () => {
    const started = { ...hub, backend: { ...hub.backend } };
    expect((await checkpoints.newest(started))?.size).toBe((await newest()).size);
    expect(await proofs.proof(started, 5)).toEqual(await proofs.proof(hub, 5));
  });
});
