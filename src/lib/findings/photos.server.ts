import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { refusedBySize, type RefusalKey } from '#lib/documents/accept.ts';
import { look } from '#lib/documents/take.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { sha256 as hashOf } from '#lib/server/files/hash.ts';
import { hub } from '#lib/server/hub.ts';

const found = z.object({
  sha256: z.string(),
  original_sha256: z.string(),
  media_type: z.string(),
  bytes: z.number(),
  public: z.boolean(),
  original: z.boolean()
});

export interface KeptPhoto {
  /** Of the file as it was sent. */
  sha256: string;
  /** Of what is shown. */
  copy: string;
  media_type: string;
  bytes: number;
  width: number;
  height: number;
}
export type PhotoTaken = { ok: true; photo: KeptPhoto } | { ok: false; refused: RefusalKey };

export interface SentPhoto {
  /** Slug of the day it was taken on. */
  open_day: string;
  file: File;
  /** As the device hashed it; null from a page without scripts. */
  sha256: string | null;
}

const refuse = (refused: RefusalKey): PhotoTaken => ({ ok: false, refused });

/** Asked before a file is looked at, so that nobody makes the hub work on what it would refuse anyway. */
async function requireVisitor(db: Client, open_day: string): Promise<void> {
  const own = unwrap(await db.rpc('may_send_photos', { open_day }), z.boolean());
  if (!own) error(403, { code: 'not_a_visitor', message: 'not_a_visitor' });
}

/**
 * Takes one photo of a visit: the original is kept aside, unseen, so that its hash can be proved; what is shown is encoded
 * anew without place, camera and all else that a picture carries. The same file twice is one photo.
 */
export async function keepPhoto({ locals }: RequestEvent, who: Person, sent: SentPhoto): Promise<PhotoTaken> {
  await requireVisitor(locals.db, sent.open_day);
  const size = refusedBySize(sent.file.size);
  if (size) return refuse(size);
  const bytes = new Uint8Array(await sent.file.arrayBuffer());
  const original_sha256 = await hashOf(bytes);
  if (sent.sha256 !== null && sent.sha256 !== original_sha256) return refuse('hash_differs');
  const decision = await look(who, bytes);
  if (!decision.ok) return decision;
  const { copy, facts } = decision.accepted;
  const { media_type, width, height } = facts;
  if (width === null || height === null) return refuse('file_type_not_accepted');
  const { files, service } = hub();
  // files first, the row after: what a row speaks of is always there
  await files.put('originals', bytes);
  const kept = await files.put('findings', copy);
  const about = {
    sha256: kept,
    original_sha256,
    media_type,
    bytes: copy.length,
    original_bytes: bytes.length
  };
  unwrap(
    await service.rpc('keep_finding_photo', {
      uploader: who.user_id,
      open_day: sent.open_day,
      facts: { ...about, width, height }
    }),
    z.uuid()
  );
  const photo = { sha256: original_sha256, copy: kept, media_type, bytes: copy.length, width, height };
  return { ok: true, photo };
}

const notFound = () => error(404, { code: 'not_found', message: 'not_found' });
const hash = z.string().regex(/^[0-9a-f]{64}$/);

async function find({ locals }: RequestEvent, copy: string) {
  if (!hash.safeParse(copy).success) notFound();
  return unwrap(await locals.db.rpc('read_finding_photo', { sha256: copy }), found.nullable()) ?? notFound();
}

const safe = {
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin'
};

/** The copy: to everyone once a finding with it is public; before, to those who have to do with it, and kept by no cache. */
export async function servePhoto(event: RequestEvent, copy: string): Promise<Response> {
  const photo = await find(event, copy);
  const opened = (await hub().files.open('findings', photo.sha256)) ?? notFound();
  return new Response(opened.stream, {
    headers: {
      ...safe,
      'content-type': photo.media_type,
      'content-length': String(opened.bytes),
      // it may be withheld again: asked for anew before it is shown
      'cache-control': photo.public ? 'public, no-cache' : 'private, no-store',
      ...(photo.public ? { etag: `"${photo.sha256}"` } : {})
    }
  });
}

/** The file as it was sent, to officers in charge alone, as a download. */
export async function serveOriginal(event: RequestEvent, copy: string): Promise<Response> {
  const photo = await find(event, copy);
  if (!photo.original) notFound();
  const opened = (await hub().files.open('originals', photo.original_sha256)) ?? notFound();
  return new Response(opened.stream, {
    headers: {
      ...safe,
      'content-type': 'application/octet-stream',
      'content-length': String(opened.bytes),
      'content-disposition': `attachment; filename="${photo.original_sha256}"`,
      'cache-control': 'private, no-store'
    }
  });
}
