import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { readVerifier, signs } from './check.ts';
import { at } from './checkpoints.server.ts';
import { read } from './keys.server.ts';
import { parseCheckpoint, parseNote, splitCosignature, type Note, type Verifier } from './note.ts';

/** A clock of a witness may be wrong by this much. */
const slackSeconds = 600n;

const refuse = (status: number, code: string): never => error(status, { code, message: code });

/** Takes cosignatures of this key from now on. Throws an Error for what is no key of a witness. */
export async function allow({ service }: Pick<Hub, 'service'>, text: string): Promise<string> {
  const verifier = await readVerifier(text);
  if (verifier?.kind !== 'witness')
    throw new Error(
      'This is not the key of a witness: <name>+<key id>+<base64 of 0x04 and the 32 bytes of its Ed25519 key>.'
    );
  const args = {
    name: verifier.name,
    public_key: Buffer.from(verifier.key).toString('hex'),
    verifier: text.trim()
  };
  unwrap(await service.rpc('allow_log_witness', args), z.unknown());
  return verifier.name;
}

export const remove = async ({ service }: Pick<Hub, 'service'>, name: string): Promise<boolean> =>
  unwrap(await service.rpc('remove_log_witness', { name }), z.boolean());

interface Known {
  text: string;
  verifier: Verifier;
}

async function allowed(hub: Pick<Hub, 'visitor'>): Promise<Known[]> {
  const { witnesses } = await read(hub);
  const keys = witnesses.filter(({ removed_at }) => removed_at === null);
  const known = await Promise.all(
    keys.map(async ({ verifier: text }) => ({ text, verifier: await readVerifier(text) }))
  );
  return known.flatMap(({ text, verifier }) => (verifier ? [{ text, verifier }] : []));
}

/** The time that a cosignature states, if it can be that of a look at this checkpoint. */
function timeOf(signature: Uint8Array, signedAt: string): Date | null {
  const seconds = splitCosignature(signature)?.seconds ?? 0n;
  const earliest = BigInt(Math.floor(Date.parse(signedAt) / 1000)) - slackSeconds;
  const latest = BigInt(Math.floor(Date.now() / 1000)) + slackSeconds;
  return seconds >= earliest && seconds <= latest ? new Date(Number(seconds) * 1000) : null;
}

interface Given {
  verifier: string;
  line: string;
  cosigned_at: string;
}

/** All or nothing: each signature of a witness we know must be good; those of others are nothing. */
async function verify(note: Note, known: Known[], signedAt: string): Promise<Given[]> {
  const given: Given[] = [];
  for (const signature of note.signatures) {
    const witness = known.find(
      ({ verifier }) => verifier.name === signature.name && verifier.keyId === signature.keyId
    );
    if (!witness) continue;
    const cosignedAt = timeOf(signature.signature, signedAt);
    if (!cosignedAt || !(await signs(witness.verifier, signature, note.text)))
      return refuse(422, 'cosignature_wrong');
    given.push({ verifier: witness.text, line: signature.line, cosigned_at: cosignedAt.toISOString() });
  }
  return given;
}

/** Takes what witnesses signed of one of our checkpoints: the note as they hold it. Returns how many were new. */
export async function cosign(
  hub: Pick<Hub, 'service' | 'visitor'>,
  body: string
): Promise<{ size: number; kept: number }> {
  const note = parseNote(body);
  const head = note && parseCheckpoint(note.text);
  if (!head) return refuse(400, 'note_form');
  const known = await allowed(hub);
  const checkpoint = await at(hub, head.size);
  // word by word the text that we signed: a root of somebody else's is never kept beside ours
  if (!checkpoint || parseNote(checkpoint.note)?.text !== note.text) return refuse(404, 'unknown_checkpoint');
  const given = await verify(note, known, checkpoint.signed_at);
  if (given.length === 0) return refuse(403, 'unknown_witness');
  let kept = 0;
  for (const one of given)
    if (unwrap(await hub.service.rpc('keep_cosignature', { size: head.size, ...one }), z.boolean()))
      kept += 1;
  return { size: head.size, kept };
}
