import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import type { Client } from '#lib/server/client.ts';

/** Open data as a visitor asks for it, for the tests of the database. */

export const datasets = [
  'projects',
  'parties',
  'milestones',
  'disclosures',
  'documents',
  'open_days',
  'visits',
  'findings',
  'rectifications',
  'complaints',
  'deadlines',
  'divisions',
  'catalogue'
] as const;

export const row = z.record(z.string(), z.json());
export type Row = z.infer<typeof row>;
const page = z.object({
  head: z.number(),
  rows: z.array(z.tuple([z.string(), row])),
  next: z.string().nullable()
});
const changes = z.object({
  head: z.number(),
  next: z.number(),
  changes: z.array(
    z.object({ seq: z.number(), dataset: z.string(), key: z.string(), id: z.string(), row: row.nullable() })
  )
});
const record = z.object({
  head: z.number(),
  key: z.string().nullable(),
  row: row.nullable(),
  removed_at: z.number().nullable()
});
const entries = z.object({
  head: z.number(),
  entries: z.array(
    z.object({
      seq: z.number(),
      kind: z.string(),
      subject_id: z.string(),
      facts: row,
      leaf_hash: z.string(),
      withheld: z.boolean()
    })
  )
});

export function openData(db: Client) {
  const rowsOf = async (dataset: string, args: object = {}) =>
    unwrap(await db.rpc('open_rows', { dataset, ...args }), page);
  return {
    page: rowsOf,
    /** All rows of a data set by key, page by page. */
    all: async (dataset: string, args: object = {}, size = 5000): Promise<Map<string, Row>> => {
      const found = new Map<string, Row>();
      for (let after: string | null = null; ;) {
        const { rows, next } = await rowsOf(dataset, { ...args, after, page_size: size });
        for (const [key, one] of rows) found.set(key, one);
        if (next === null) return found;
        after = next;
      }
    },
    past: async (dataset: string, at: number, args: object = {}) =>
      unwrap(await db.rpc('open_rows_at', { dataset, at, page_size: 5000, ...args }), page),
    changes: async (after: number, size = 500) =>
      unwrap(await db.rpc('open_changes', { after, page_size: size }), changes),
    record: async (dataset: string, id: string) =>
      unwrap(await db.rpc('open_record', { dataset, id }), record),
    count: async (dataset: string, filters: object = {}) =>
      unwrap(await db.rpc('open_count', { dataset, filters }), z.number()),
    entries: async (after: number, size = 5000) =>
      unwrap(await db.rpc('open_entries', { after, page_size: size }), entries)
  };
}
