import { error } from '@sveltejs/kit';
import { refusedBySize, type RefusalKey } from '#lib/documents/accept.ts';
import { accept, type Accepted } from '#lib/documents/accept.server.ts';
import { hub } from '#lib/server/hub.ts';
import type { OwnPhoto } from './schema.ts';

export interface KeptPhoto {
  sha256: string;
  media_type: string;
  bytes: number;
  width: number;
  height: number;
}
export interface PhotoProblem {
  name: string;
  refused: RefusalKey;
}

const most = 10;

/** Files that were chosen: a field left empty sends one without a name. */
export const filesIn = (data: FormData, name = 'photos'): File[] =>
  data
    .getAll(name)
    .filter((entry) => entry instanceof File)
    .filter(({ size, name: called }) => size > 0 || called !== '');

async function look(file: File): Promise<Accepted | RefusalKey> {
  const size = refusedBySize(file.size);
  if (size) return size;
  const decision = await accept(new Uint8Array(await file.arrayBuffer()), hub().config.root);
  if (!decision.ok) return decision.refused;
  return decision.accepted.facts.width === null ? 'file_type_not_accepted' : decision.accepted;
}

async function keep({ copy, facts }: Accepted): Promise<KeptPhoto> {
  const { media_type, width, height } = facts;
  const sha256 = await hub().files.put('complaints', copy);
  return { sha256, media_type, bytes: copy.length, width: width ?? 0, height: height ?? 0 };
}

/** Photos encoded anew; what was sent is not kept. All or none: nothing is stored while one is refused. */
export async function keepPhotos(files: File[]): Promise<{ photos: KeptPhoto[]; problems: PhotoProblem[] }> {
  if (files.length > most)
    return { photos: [], problems: files.map(({ name }) => ({ name, refused: 'too_many_files' })) };
  const taken: Accepted[] = [];
  const problems: PhotoProblem[] = [];
  for (const file of files) {
    const seen = await look(file);
    if (typeof seen === 'string') problems.push({ name: file.name, refused: seen });
    else taken.push(seen);
  }
  return { photos: problems.length > 0 ? [] : await Promise.all(taken.map(keep)), problems };
}

/** Shown to the person alone, kept by no cache. */
export async function servePhoto(photo: OwnPhoto): Promise<Response> {
  const opened = photo && (await hub().files.open('complaints', photo.sha256));
  if (!photo || !opened) error(404, { code: 'not_found', message: 'not_found' });
  return new Response(opened.stream, {
    headers: {
      'content-type': photo.media_type,
      'content-length': String(opened.bytes),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store'
    }
  });
}
