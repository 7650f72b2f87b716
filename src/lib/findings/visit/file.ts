import { hashOf } from '#lib/documents/hash.ts';
import { isRecord } from '#lib/offline/ask.ts';
import type { Draft } from './draft.ts';
import type { KeptPhoto } from './store.ts';

/** Everything of a visit in one file, if all else fails. It can be handed in on the same page later, on any device. */
const format = 'sunlit-visit-1';

interface Written {
  draft: Draft;
  photos: { sha256: string; type: string; base64: string }[];
}

async function base64Of(blob: Blob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
  reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
  reader.readAsDataURL(blob);
  return (await promise).replace(/^[^,]*,/, '');
}

/** Piece by piece: ten photos of a phone are more than one text can well be. */
export async function writeFile(
  drafts: Draft[],
  photosOf: (id: string) => Promise<KeptPhoto[]>
): Promise<Blob> {
  const parts: BlobPart[] = [`{"format":"${format}","reports":[`];
  for (const [i, draft] of drafts.entries()) {
    parts.push(`${i > 0 ? ',' : ''}{"draft":${JSON.stringify(draft)},"photos":[`);
    for (const [j, { sha256, blob }] of (await photosOf(draft.id)).entries()) {
      const head = JSON.stringify({ sha256, type: blob.type }).slice(0, -1);
      parts.push(new Blob([j > 0 ? ',' : '', head, ',"base64":"', await base64Of(blob), '"}']));
    }
    parts.push(']}');
  }
  parts.push(']}');
  return new Blob(parts, { type: 'application/json' });
}

const isPhoto = (value: unknown): value is Written['photos'][number] =>
  isRecord(value) &&
  typeof value.sha256 === 'string' &&
  typeof value.type === 'string' &&
  typeof value.base64 === 'string';

/** Enough to know that this page wrote it: what is in it is judged by the server. */
const isDraft = (value: unknown): value is Draft =>
  isRecord(value) &&
  ['id', 'owner', 'open_day', 'title'].every((name) => typeof value[name] === 'string') &&
  typeof value.began === 'number' &&
  Array.isArray(value.lines) &&
  value.lines.every((line) => isRecord(line) && Array.isArray(line.photos) && Array.isArray(line.measured)) &&
  (value.sealed === null || (isRecord(value.sealed) && Array.isArray(value.sealed.lines)));

const isWritten = (value: unknown): value is Written =>
  isRecord(value) && isDraft(value.draft) && Array.isArray(value.photos) && value.photos.every(isPhoto);

export type FileProblem = 'unreadable' | 'other_day' | 'other_account' | 'damaged';
export type ReadFile =
  | { ok: true; reports: { draft: Draft; photos: KeptPhoto[] }[] }
  | { ok: false; problem: FileProblem };

async function readPhoto(draft: string, { sha256, type, base64 }: Written['photos'][number]) {
  const blob = new Blob([decode(base64)], { type });
  return (await hashOf(blob)) === sha256 ? { draft, sha256, blob } : null;
}

/** Not by fetching a `data:` address: the page's policy lets nothing be fetched but from the site. */
function decode(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

async function parse(file: Blob): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
}

/** Reads such a file back, and believes no photo whose bytes have another hash. */
export async function readFile(file: Blob, owner: string, open_day: string): Promise<ReadFile> {
  const content = await parse(file);
  if (!isRecord(content) || content.format !== format || !Array.isArray(content.reports))
    return { ok: false, problem: 'unreadable' };
  const written = content.reports.filter(isWritten);
  if (written.length === 0 || written.length < content.reports.length)
    return { ok: false, problem: 'unreadable' };
  if (written.some(({ draft }) => draft.owner !== owner)) return { ok: false, problem: 'other_account' };
  if (written.some(({ draft }) => draft.open_day !== open_day)) return { ok: false, problem: 'other_day' };
  const reports: { draft: Draft; photos: KeptPhoto[] }[] = [];
  for (const { draft, photos } of written) {
    const read: KeptPhoto[] = [];
    for (const photo of photos) {
      const one = await readPhoto(draft.id, photo);
      if (!one) return { ok: false, problem: 'damaged' };
      read.push(one);
    }
    reports.push({ draft, photos: read });
  }
  return { ok: true, reports };
}
