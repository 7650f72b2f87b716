import { error } from '@sveltejs/kit';
import * as attempts from '#lib/accounts/limits.server.ts';
import { refusedBySize, type RefusalKey } from '#lib/documents/accept.ts';
import { accept } from '#lib/documents/accept.server.ts';
import { hub } from '#lib/server/hub.ts';
import type { OwnPhoto } from './schema.ts';

export interface TakenPhoto {
  sha256: string;
  media_type: string;
  bytes: number;
  width: number;
  height: number;
}
export interface RefusedPhoto {
  name: string;
  refused: RefusalKey;
}

const most = 10;

async function takeOne(file: File, who: string): Promise<TakenPhoto | RefusalKey> {
  const wait = await attempts.use('upload', who);
  if (wait > 0) error(429, { code: 'too_many_requests', message: 'too_many_requests', detail: String(wait) });
  const size = refusedBySize(file.size);
  if (size) return size;
  const decision = await accept(new Uint8Array(await file.arrayBuffer()), hub().config.root);
  if (!decision.ok) return decision.refused;
  const { copy, facts } = decision.accepted;
  if (facts.width === null || facts.height === null) return 'file_type_not_accepted';
  const sha256 = await hub().files.put('complaints', copy);
  return {
    sha256,
    media_type: facts.media_type,
    bytes: copy.length,
    width: facts.width,
    height: facts.height
  };
}

/** Photos encoded anew; what was sent is not kept. `who` is counted: reading files costs. */
export async function takePhotos(
  files: File[],
  who: string
): Promise<{ photos: TakenPhoto[] } | { refused: RefusedPhoto[] }> {
  if (files.length > most) return { refused: files.map(({ name }) => ({ name, refused: 'too_many_files' })) };
  const photos: TakenPhoto[] = [];
  const refused: RefusedPhoto[] = [];
  for (const file of files) {
    const taken = await takeOne(file, who);
    if (typeof taken === 'string') refused.push({ name: file.name, refused: taken });
    else photos.push(taken);
  }
  return refused.length > 0 ? { refused } : { photos };
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
