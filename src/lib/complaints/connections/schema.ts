import { z } from 'zod';
import { events } from '../words.ts';

const text = z.string().nullable();
export const kinds = ['open311', 'hotline', 'webhook'] as const;
export type Kind = (typeof kinds)[number];

const connection = z.object({
  connection_id: z.uuid(),
  kind: z.enum(kinds),
  bureau: z.string(),
  name: z.string(),
  url: text,
  state: z.enum(['on', 'paused', 'ended']),
  failures: z.number(),
  used_on: text,
  created_at: z.string(),
  ended_at: text
});
export type Connection = z.infer<typeof connection>;

/** What `complaint_connections` answers. */
export const connections = z.object({
  bureaus: z.array(
    z.object({ slug: z.string(), name: z.string(), division_code: z.string(), keeps: z.boolean() })
  ),
  connections: z.array(connection)
});
export type Connections = z.infer<typeof connections>;

/** What `complaint_deliveries` answers. */
export const deliveries = z.object({
  name: z.string(),
  url: z.string(),
  state: z.enum(['on', 'paused', 'ended']),
  failures: z.number(),
  total: z.number(),
  deliveries: z.array(
    z.object({
      delivery_id: z.uuid(),
      event: z.enum(events),
      number: z.string(),
      state: z.enum(['queued', 'sending', 'sent', 'failed', 'skipped']),
      attempts: z.number(),
      next_attempt_at: text,
      status: z.number().nullable(),
      last_error: text,
      created_at: z.string(),
      settled_at: text
    })
  )
});

const name = z.string().trim().min(2, 'errors.invalid').max(60, 'errors.invalid');
const bureau = z.string().min(1).max(60);

export const creation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open311'), bureau, name }),
  z.object({ kind: z.literal('hotline'), bureau, name }),
  z.object({ kind: z.literal('webhook'), bureau, name, url: z.string().trim().min(1).max(300) })
]);
export const chosen = z.object({ connection: z.uuid() });
export const delivery = z.object({ delivery: z.uuid() });
