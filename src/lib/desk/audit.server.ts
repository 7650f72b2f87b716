import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { listQuery } from '#lib/ui/list-query.ts';

export const list = listQuery({ filters: {}, sorts: ['-at'] });

const named = z.object({ name: z.string().optional(), file_name: z.string().optional() }).catch({});
const entry = z.object({
  at: z.string(),
  actor: z.string().nullable(),
  action: z.string(),
  facts: named.transform(({ name, file_name }) => name ?? file_name ?? '')
});
const listed = z.object({ total: z.number(), rows: z.array(entry) });

/** A page of the audit trail, newest first. Administrators. */
export async function read(db: Client, { page, size }: ReturnType<typeof list.parse>) {
  return unwrap(await db.rpc('read_audit', { page_number: page, page_size: size }), listed);
}
