import { createHash, randomBytes } from 'node:crypto';
import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { matchesTag } from '#lib/server/public-cache.ts';
import { originOf, withHours } from './calendars.server.ts';
import { calendarType, writeCalendar } from './ics.ts';
import { calendarRow } from './schema.ts';

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const link = z.object({ created_at: z.string() }).nullable();
const shape = z.string().regex(/^[\w-]{43}$/);

/** When the caller made the address of their calendar; null while there is none. */
export const madeAt = async (db: Client) => unwrap(await db.rpc('calendar_link'), link)?.created_at ?? null;

/** A new address, in place of the old one. The secret is told this once; the database has its hash only. */
export async function make(db: Client): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  unwrap(await db.rpc('make_calendar_link', { token_hash: hashOf(secret) }), z.unknown());
  return `/calendar/me/${secret}.ics`;
}

export const stop = async (db: Client): Promise<void> =>
  void unwrap(await db.rpc('end_calendar_link'), z.unknown());

const rows = z.array(calendarRow).nullable();

/**
 * The calendar behind a secret address. Whoever fetches it is a calendar server without a session, so it is read with all
 * rights, by the hash of the secret alone.
 */
export async function answer({ locals, url, request }: RequestEvent, given: string): Promise<Response> {
  const secret = shape.safeParse(given);
  const found = secret.success
    ? unwrap(await hub().service.rpc('calendar_by_link', { token_hash: hashOf(secret.data) }), rows)
    : null;
  if (!found) error(404, { code: 'not_found', message: 'not_found' });
  const { t } = locals;
  const text = writeCalendar(found.flatMap(withHours), {
    name: t('calendars.mine'),
    origin: originOf(url),
    method: 'publish',
    t
  });
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const headers = { etag, 'cache-control': 'private, no-cache' };
  if (matchesTag(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'content-type': calendarType('publish') } });
}
