import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { inbox, type Inbox, type list } from './schema.ts';

/** A page of the caller's notifications, newest first. */
export async function browse(db: Client, query: ReturnType<typeof list.parse>): Promise<Inbox> {
  const args = { filters: query.filters, page_number: query.page, page_size: query.size };
  return unwrap(await db.rpc('browse_notifications', args), inbox);
}

/** Marks one as read, or all; returns how many were unread. */
export async function markRead(db: Client, id?: string): Promise<number> {
  return unwrap(await db.rpc('mark_notifications_read', { ids: id === undefined ? null : [id] }), z.number());
}
