import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { limits, refusedBySize, type RefusalKey } from '#lib/documents/accept.ts';
import { accept } from '#lib/documents/accept.server.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';

export interface KeptPhoto {
  /** Of the copy, which is all that is kept. */
  sha256: string;
  media_type: string;
  bytes: number;
  width: number;
  height: number;
}
export interface PhotoProblem {
  /** As the person called the file. */
  name: string;
  refused: RefusalKey | 'complaint_photo_limit';
}

/** Of one filing, and of one message later on. */
const mostPhotos = 10;

const pdfHead = 1024;

/** Nothing is a photo that a reader of PDFs would open, and none of those is worth the time. */
const isPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, pdfHead)).includes('%PDF-');

async function keepOne(file: File): Promise<KeptPhoto | RefusalKey> {
  const size = refusedBySize(file.size);
  if (size) return size;
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isPdf(bytes)) return 'file_type_not_accepted';
  const decision = await accept(bytes, hub().config.root);
  if (!decision.ok) return decision.refused;
  const { copy, facts } = decision.accepted;
  const { media_type, width, height } = facts;
  if (width === null || height === null) return 'file_type_not_accepted';
  const sha256 = await hub().files.put('complaints', copy);
  return { sha256, media_type, bytes: copy.length, width, height };
}

/** What a form sent under a name: files somebody chose. An empty file input sends one without name or bytes. */
export const filesIn = (data: FormData, name = 'photos'): File[] =>
  data
    .getAll(name)
    .filter((entry) => entry instanceof File)
    .filter(({ size, name: called }) => size > 0 || called !== '');

/**
 * Encodes photos anew, without the place, the camera and all else that a picture carries, and keeps the copies alone: the
 * file as it was sent could name the phone and the flat. All or none: with a problem nothing stays.
 */
export async function keepPhotos(files: File[]): Promise<{ photos: KeptPhoto[]; problems: PhotoProblem[] }> {
  if (files.length > mostPhotos)
    return { photos: [], problems: [{ name: '', refused: 'complaint_photo_limit' }] };
  const photos: KeptPhoto[] = [];
  const problems: PhotoProblem[] = [];
  for (const file of files) {
    const kept = await keepOne(file);
    if (typeof kept === 'string') problems.push({ name: file.name.slice(0, limits.name), refused: kept });
    else if (!photos.some(({ sha256 }) => sha256 === kept.sha256)) photos.push(kept);
  }
  if (problems.length === 0) return { photos, problems };
  await forgetPhotos(photos);
  return { photos: [], problems };
}

/** Of a complaint that could not be filed after all; another that has the same picture keeps it. */
export async function forgetPhotos(photos: KeptPhoto[]): Promise<void> {
  if (photos.length === 0) return;
  const hashes = photos.map(({ sha256 }) => sha256);
  const unused = unwrap(await hub().service.rpc('unused_complaint_files', { hashes }), z.array(z.string()));
  for (const sha256 of unused) await hub().files.remove('complaints', sha256);
}

const found = z.object({
  sha256: z.string(),
  media_type: z.string(),
  bytes: z.number(),
  public: z.boolean()
});
type Found = z.infer<typeof found>;

const notFound = () => error(404, { code: 'not_found', message: 'not_found' });
const hash = z.string().regex(/^[0-9a-f]{64}$/);

async function answer(photo: Found): Promise<Response> {
  const opened = (await hub().files.open('complaints', photo.sha256)) ?? notFound();
  return new Response(opened.stream, {
    headers: {
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'content-type': photo.media_type,
      'content-length': String(opened.bytes),
      // it may be hidden again: asked for anew before it is shown
      'cache-control': photo.public ? 'public, no-cache' : 'private, no-store',
      ...(photo.public ? { etag: `"${photo.sha256}"` } : {})
    }
  });
}

/** To everyone once an officer let it be shown and the complaint is public; before, to officers who read the complaint. */
export async function servePhoto({ locals }: RequestEvent, sha256: string): Promise<Response> {
  if (!hash.safeParse(sha256).success) notFound();
  const photo = unwrap(await locals.db.rpc('read_complaint_photo', { sha256 }), found.nullable());
  return answer(photo ?? notFound());
}

/** To the person who has the tracking code, by its hash. */
export async function serveOwnPhoto(tracking_hash: string, sha256: string): Promise<Response> {
  if (!hash.safeParse(sha256).success) notFound();
  const photo = unwrap(
    await hub().service.rpc('read_own_complaint_photo', { tracking_hash, sha256 }),
    found.nullable()
  );
  return answer(photo ?? notFound());
}
