import { concat, fromBase64, toBase64, utf8, type Bytes } from './bytes.ts';

/** Signed notes as of C2SP: a text, a blank line, and lines `— <name> <base64 of key id and signature>`. */

export interface Signature {
  name: string;
  /** The first four bytes, in hex: which key of that name. */
  keyId: string;
  signature: Bytes;
  /** The whole line, without its end. */
  line: string;
}

export interface Note {
  /** What is signed, with its last line break. */
  text: string;
  signatures: Signature[];
}

/** Ed25519 signatures of notes, and timestamped cosignatures of witnesses. */
export const kinds = { log: 0x01, witness: 0x04 } as const;
export type Kind = keyof typeof kinds;

/** Signatures of a note that are looked at; C2SP asks for 16 at least. */
const mostSignatures = 64;
const longest = 16_384;

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const name = /^[^\s+]{1,200}$/u;

// oxlint-disable-next-line no-control-regex -- that is what a note must not hold
const control = /[\u0000-\u0009\u000b-\u001f]/;

function parseLine(line: string): Signature | null {
  const [dash, who = '', encoded = '', ...more] = line.split(' ');
  if (dash !== '—' || !name.test(who) || more.length > 0) return null;
  try {
    const bytes = fromBase64(encoded);
    if (bytes.length < 5) return null;
    return { name: who, keyId: hex(bytes.subarray(0, 4)), signature: bytes.slice(4), line };
  } catch {
    return null;
  }
}

/** null for what is no signed note. */
export function parseNote(note: string): Note | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 1 || note.length > longest || control.test(note) || !note.endsWith('\n')) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  const signatures = lines.map(parseLine);
  const whole = signatures.filter((signature) => signature !== null);
  if (whole.length !== lines.length || lines.length > mostSignatures) return null;
  return { text: note.slice(0, split + 1), signatures: whole };
}

export const writeNote = ({ text, signatures }: { text: string; signatures: { line: string }[] }): string =>
  `${text}\n${signatures.map(({ line }) => `${line}\n`).join('')}`;

export const writeLine = (who: string, keyId: Uint8Array, signature: Uint8Array): string =>
  `— ${who} ${toBase64(concat(keyId, signature))}`;

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

export const writeCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${String(size)}\n${toBase64(root)}\n`;

/** null for a text that is no checkpoint. Further lines are allowed and mean nothing here. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', size = '', root = '', ...more] = text.split('\n');
  if (!name.test(origin) || !/^(?:0|[1-9]\d{0,15})$/.test(size) || more.pop() !== '' || more.includes(''))
    return null;
  try {
    const bytes = fromBase64(root);
    if (bytes.length !== 32 || !Number.isSafeInteger(Number(size))) return null;
    return { origin, size: Number(size), root: bytes };
  } catch {
    return null;
  }
}

export interface Verifier {
  name: string;
  keyId: string;
  kind: Kind;
  key: Bytes;
}

/** What a key id is the hash of. */
export const keyIdInput = (who: string, kind: Kind, key: Uint8Array): Bytes =>
  concat(utf8(`${who}\n`), Uint8Array.of(kinds[kind]), key);

export const writeVerifier = ({ name: who, keyId, kind, key }: Verifier): string =>
  `${who}+${keyId}+${toBase64(concat(Uint8Array.of(kinds[kind]), key))}`;

/** `<name>+<key id>+<base64>`; null for another form or kind. Whether the key id fits, `check.ts` says. */
export function parseVerifier(text: string): Verifier | null {
  const [, who = '', keyId = '', encoded = ''] =
    /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})$/u.exec(text.trim()) ?? [];
  try {
    const bytes = fromBase64(encoded);
    const kind = bytes[0] === kinds.log ? 'log' : bytes[0] === kinds.witness ? 'witness' : null;
    return kind && bytes.length === 33 ? { name: who, keyId, kind, key: bytes.slice(1) } : null;
  } catch {
    return null;
  }
}

/** What a witness signs of a checkpoint (C2SP tlog-cosignature, v1). */
export const cosigned = (text: string, seconds: bigint): Bytes =>
  utf8(`cosignature/v1\ntime ${String(seconds)}\n${text}`);

/** Time and signature of a cosignature; null when it has another length. */
export function splitCosignature(signature: Uint8Array): { seconds: bigint; signature: Bytes } | null {
  if (signature.length !== 72) return null;
  const seconds = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return { seconds, signature: new Uint8Array(signature.subarray(8)) };
}
