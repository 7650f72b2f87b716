import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Where a list goes on: it belongs to one data set and one set of filters. */
export interface Place {
  dataset: string;
  filters: string;
  /** Of the last record that was told. */
  key: string;
}

const shape = z.tuple([z.literal(1), z.string(), z.string(), z.string()]);
const sumLength = 6;

const sumOf = (bytes: Uint8Array) =>
  createHash('sha256').update('sunlit cursor 1 ').update(bytes).digest().subarray(0, sumLength);

/** A short name for filters, the same for the same filters in another order. */
export function fingerprint(filters: Record<string, unknown>): string {
  const sorted = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 12);
}

/**
 * Opaque to programs, so that what stands in it may change. It is checked and not signed: it names a place in public data,
 * and each node has to read those of the others.
 */
export function writeCursor({ dataset, filters, key }: Place): string {
  const bytes = Buffer.from(JSON.stringify([1, dataset, filters, key]));
  return Buffer.concat([sumOf(bytes), bytes]).toString('base64url');
}

/** null for what no node has written. */
export function readCursor(text: string): Place | null {
  if (!/^[\w-]{12,1000}$/.test(text)) return null;
  const all = Buffer.from(text, 'base64url');
  const bytes = all.subarray(sumLength);
  if (!sumOf(bytes).equals(all.subarray(0, sumLength)) || all.toString('base64url') !== text) return null;
  const parsed = shape.safeParse(JSON.parse(bytes.toString('utf8')));
  if (!parsed.success) return null;
  const [, dataset, filters, key] = parsed.data;
  return { dataset, filters, key };
}
