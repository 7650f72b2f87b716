import { concat, fromHex, toHex, utf8, type Bytes } from './bytes.ts';
import {
  cosigned,
  keyIdInput,
  parseCheckpoint,
  parseNote,
  parseVerifier,
  splitCosignature,
  type Checkpoint,
  type Note,
  type Signature,
  type Verifier
} from './note.ts';

/** What anybody can check without asking the hub: in a browser, in the operator's command, in the kit of a project. */

const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** Browsers reckon only where the connection is private: https, or this machine. */
export const canCheck = (): boolean => 'crypto' in globalThis && 'subtle' in globalThis.crypto;

export const leafOf = (form: string): Promise<Bytes> => sha256(concat(Uint8Array.of(0), utf8(form)));
const nodeOf = (left: Uint8Array, right: Uint8Array): Promise<Bytes> =>
  sha256(concat(Uint8Array.of(1), left, right));

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && toHex(a) === toHex(b);

export interface Step {
  side: 'left' | 'right';
  sibling: Bytes;
  result: Bytes;
}

/** From a leaf upwards (RFC 9162, 2.1.3.2), each step with what it gives; null where the path has another length. */
export async function climb(leaf: Bytes, index: number, size: number, path: Bytes[]): Promise<Step[] | null> {
  let [fn, sn, node] = [index, size - 1, leaf];
  const steps: Step[] = [];
  if (index < 0 || index >= size) return null;
  for (const sibling of path) {
    if (sn === 0) return null;
    const left = fn % 2 === 1 || fn === sn;
    node = left ? await nodeOf(sibling, node) : await nodeOf(node, sibling);
    steps.push({ side: left ? 'left' : 'right', sibling, result: node });
    if (left) while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 ? steps : null;
}

export async function isIncluded(
  leaf: Bytes,
  index: number,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
  path: Bytes[]
): Promise<boolean> {
  const steps = await climb(leaf, index, size, path);
  return steps !== null && same(steps.at(-1)?.result ?? leaf, root);
}

type Head = Pick<Checkpoint, 'size' | 'root'>;

/** Whether the later tree holds the earlier one as its beginning (RFC 9162, 2.1.4.2). */
export async function isConsistent(from: Head, to: Head, path: Bytes[]): Promise<boolean> {
  if (from.size > to.size || from.size < 0) return false;
  if (from.size === to.size) return path.length === 0 && same(from.root, to.root);
  if (from.size === 0) return path.length === 0 && same(from.root, await sha256(new Uint8Array()));
  const power = Number.isInteger(Math.log2(from.size));
  const [first, ...rest] = power ? [from.root, ...path] : path;
  if (!first) return false;
  let [fn, sn] = [from.size - 1, to.size - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [older, newer] = [first, first];
  for (const node of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      older = await nodeOf(node, older);
      newer = await nodeOf(node, newer);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else newer = await nodeOf(newer, node);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && same(older, from.root) && same(newer, to.root);
}

/** By the browser itself; by a library on devices older than 2023–2025, whose browsers lack Ed25519. */
async function isSignedBy(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message);
  } catch {
    const { verifyAsync } = await import('@noble/ed25519');
    return verifyAsync(signature, message, key, { zip215: false }).catch(() => false);
  }
}

/** A key as a person or program was given it; null when its id isn't that of its name and key. */
export async function readVerifier(text: string): Promise<Verifier | null> {
  const verifier = parseVerifier(text);
  if (!verifier) return null;
  const id = (await sha256(keyIdInput(verifier.name, verifier.kind, verifier.key))).subarray(0, 4);
  return toHex(id) === verifier.keyId ? verifier : null;
}

const isOf = ({ name, keyId }: Verifier, signature: Signature): boolean =>
  signature.name === name && signature.keyId === keyId;

/** Whether this one signature is that of the key over the text. */
export async function signs(verifier: Verifier, signature: Signature, text: string): Promise<boolean> {
  if (!isOf(verifier, signature)) return false;
  if (verifier.kind === 'log')
    return signature.signature.length === 64 && isSignedBy(verifier.key, signature.signature, utf8(text));
  const parts = splitCosignature(signature.signature);
  if (!parts || parts.seconds > 2n ** 63n - 1n) return false;
  return isSignedBy(verifier.key, parts.signature, cosigned(text, parts.seconds));
}

/**
 * A checkpoint that one of these keys signed, or null. As C2SP asks: other signatures are nothing, and one of a known key
 * that does not fit makes the whole note worthless.
 */
export async function readSigned(
  text: string,
  verifiers: Verifier[]
): Promise<{ checkpoint: Checkpoint; note: Note; by: Verifier[] } | null> {
  const note = parseNote(text);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!checkpoint) return null;
  const by: Verifier[] = [];
  for (const signature of note.signatures) {
    const verifier = verifiers.find((one) => isOf(one, signature));
    if (!verifier) continue;
    if (!(await signs(verifier, signature, note.text))) return null;
    by.push(verifier);
  }
  const own = by.some(({ kind, name }) => kind === 'log' && name === checkpoint.origin);
  return own ? { checkpoint, note, by } : null;
}

export interface Provable {
  seq: number;
  form: string | null;
  leaf_hash: string;
  path: string[];
  checkpoint: { note: string };
}

export interface Checked {
  /** null: the text is no longer told, so that only its hash can be looked at. */
  leaf: boolean | null;
  path: boolean;
  signature: boolean;
  steps: Step[];
}

/** The proof of an entry, anew: its text gives the leaf, the path leads to the root, the root is signed. */
export async function checkProof(proof: Provable, keys: string[]): Promise<Checked> {
  const verifiers = (await Promise.all(keys.map(readVerifier))).filter((key) => key !== null);
  const signed = await readSigned(proof.checkpoint.note, verifiers);
  const note = parseNote(proof.checkpoint.note);
  const head = note && parseCheckpoint(note.text);
  const told = fromHex(proof.leaf_hash);
  const leaf = proof.form === null ? null : same(await leafOf(proof.form), told);
  const steps = head ? await climb(told, proof.seq - 1, head.size, proof.path.map(fromHex)) : null;
  const path = head !== null && steps !== null && same(steps.at(-1)?.result ?? told, head.root);
  return { leaf, path, signature: signed !== null, steps: steps ?? [] };
}
