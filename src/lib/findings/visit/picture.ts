import { canHash, hashOf } from '#lib/documents/hash.ts';

/** A key of `visits.photo`: why a file does not become a photo of a report. */
export type PictureProblem = 'empty' | 'tooLarge' | 'heic' | 'type' | 'unreadable' | 'noHash';

export type Picture = { ok: true; blob: Blob; sha256: string } | { ok: false; problem: PictureProblem };

const startsWith = (bytes: Uint8Array, head: number[], at = 0) =>
  head.every((byte, i) => bytes[at + i] === byte);
const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

/** By its bytes, as the server will see it. */
export function typeOf(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, ascii('RIFF')) && startsWith(bytes, ascii('WEBP'), 8)) return 'image/webp';
  if (startsWith(bytes, ascii('ftyphe'), 4) || startsWith(bytes, ascii('ftypmif1'), 4)) return 'image/heic';
  return null;
}

async function opens(blob: Blob): Promise<boolean> {
  try {
    const picture = await createImageBitmap(blob);
    picture.close();
    return true;
  } catch {
    return false;
  }
}

/** A file as it will be kept: its bytes read once, so that what is hashed is what is kept and sent. */
export async function take(file: File, most: number): Promise<Picture> {
  if (!canHash()) return { ok: false, problem: 'noHash' };
  if (file.size === 0) return { ok: false, problem: 'empty' };
  if (file.size > most) return { ok: false, problem: 'tooLarge' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const type = typeOf(bytes);
    if (type === null) return { ok: false, problem: 'type' };
    if (type === 'image/heic') return { ok: false, problem: 'heic' };
    const blob = new Blob([bytes], { type });
    if (!(await opens(blob))) return { ok: false, problem: 'unreadable' };
    return { ok: true, blob, sha256: await hashOf(blob) };
  } catch {
    return { ok: false, problem: 'unreadable' };
  }
}
