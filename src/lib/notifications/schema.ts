import { z } from 'zod';
import { flag, listQuery } from '#lib/ui/list-query.ts';

export const notification = z.object({
  notification_id: z.string(),
  kind: z.string(),
  facts: z.record(z.string(), z.unknown()),
  path: z.string(),
  created_at: z.string(),
  read_at: z.string().nullable()
});
export type Notification = z.infer<typeof notification>;

export const inbox = z.object({ total: z.number(), unread: z.number(), rows: z.array(notification) });
export type Inbox = z.infer<typeof inbox>;

export const list = listQuery({ filters: { unread: flag() }, sorts: ['-created'] });

/** Which to mark: one, or without an id all. */
export const mark = z.object({ notification: z.uuid('errors.invalid').optional() });

/** The address of an action of the inbox that keeps its filters, also without scripts. */
export function actionOf(name: string, params: URLSearchParams): string {
  const kept = [...params].filter(([key]) => !key.startsWith('/'));
  return `?/${name}${kept.length > 0 ? `&${new URLSearchParams(kept)}` : ''}`;
}
