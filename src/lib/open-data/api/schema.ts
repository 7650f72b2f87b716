import { z } from 'zod';
import { seq, whole } from '../query.ts';

export const mostRows = 1000;

/** What any list may be asked beside its filters. */
export const frame = {
  limit: whole(1, mostRows).default(100),
  cursor: z.string().optional(),
  count: z.literal(['0', '1']).optional(),
  at: seq.optional()
};

const row = z.record(z.string(), z.unknown());

/** What `open_rows` and `open_rows_at` answer: the head at which they were read, keys with rows, and where to go on. */
export const page = z.object({
  head: z.number(),
  rows: z.array(z.tuple([z.string(), row])),
  next: z.string().nullable()
});

/** What `open_record` answers: without a row it is not public, and was if it has a seq of its removal. */
export const record = z.object({
  head: z.number(),
  row: row.nullable(),
  removed_at: z.number().nullable()
});
