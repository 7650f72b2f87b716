import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';

const row = z.record(z.string(), z.unknown());
const kit = z.object({
  seq: z.number(),
  name: z.string(),
  rows: z.record(z.string(), z.array(row)),
  entries: z.array(z.object({ seq: z.number(), form: z.string().nullable() }))
});
export type KitRows = z.infer<typeof kit>;

/** So many entries have their proofs in a kit, the newest. */
export const mostEntries = 2000;

/** All rows of a project and the numbers of its entries, as of one entry of the journal; null: no such project. */
export const read = async (db: Client, slug: string): Promise<KitRows | null> =>
  unwrap(await db.rpc('project_kit', { slug, max_entries: mostEntries + 1 }), kit.nullable());

const size = z.object({ documents: z.number(), bytes: z.number() });
export type KitSize = z.infer<typeof size>;

/** How large a kit would be, by its documents: what else is in it is small. */
export const sizeOf = async (db: Client, slug: string): Promise<KitSize> =>
  unwrap(await db.rpc('project_kit_size', { slug }), size);
