import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import * as personalData from './personal-data.ts';
import { holder, served, taken, type Holder, type ServedDocument, type TakenDocument } from './schema.ts';
import { pagesOf } from './text.ts';

const uuid = z.uuid();

/** A document as the one who asks may see it, or null. */
export async function read(db: Client, id: string): Promise<ServedDocument | null> {
  if (!uuid.safeParse(id).success) return null;
  return unwrap(await db.rpc('read_document', { document: id }), served.nullable());
}

/** The versions that are or were public and hold the file with this hash. */
export const find = async (db: Client, hash: string): Promise<Holder[]> =>
  unwrap(await db.rpc('find_file', { hash }), z.array(holder));

const columns =
  'document_id, sha256, original_sha256, file_name, bytes, media_type, width, height, pages, text';
const row = taken.omit({ warnings: true }).extend({ text: z.string().nullable() });

/** Documents of a project that a form named, in its order; what the asker may not see is left out. */
export async function named(db: Client, project: string, ids: string[]): Promise<TakenDocument[]> {
  const known = [...new Set(ids)].filter((id) => uuid.safeParse(id).success);
  if (known.length === 0) return [];
  const found = unwrap(
    await db.from('documents').select(columns).eq('project_id', project).in('document_id', known),
    z.array(row)
  );
  return known.flatMap((id) => {
    const one = found.find(({ document_id }) => document_id === id);
    if (!one) return [];
    const { text, ...facts } = one;
    return [{ ...facts, warnings: personalData.findInPages(pagesOf(text)) }];
  });
}
