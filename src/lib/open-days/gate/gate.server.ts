import { randomUUID } from 'node:crypto';
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { act } from '#lib/desk/act.server.ts';
import type { Client } from '#lib/server/client.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { unwrap } from '#lib/server/errors.ts';
import * as desk from '../desk/desk.server.ts';
import { attendance, checkIn, gateList, recorded, type CheckIn } from '../gate-schema.ts';
import { publicKey } from '../tickets.server.ts';
import { byCode, walkIn } from './plain.ts';

const missing = (): never => error(404, { code: 'not_found', message: 'not_found' });

const list = async (db: Client, slug: string) =>
  unwrap(await db.rpc('gate_list', { slug }), gateList.nullable());

/** Of a day that was announced and is further off than tomorrow: when its gate opens, for those who stand there. */
async function early(db: Client, slug: string) {
  const day = await desk.read(db, slug);
  const stands = day.capacities.some((one) => one !== 'bureau');
  if (!stands || day.state !== 'announced' || !day.starts_at) return missing();
  const { title, project, starts_at, meeting_point } = day;
  const before = new Date(new Date(starts_at).getTime() - 86_400_000);
  return { slug, title, project, starts_at, meeting_point, opens: calendarDay(before) };
}

/**
 * What the page is made of: nothing about guests, since the browser keeps the page. They come by `guests`, for the page's
 * own short memory.
 */
export async function load(db: Client, slug: string) {
  const found = await list(db, slug);
  if (!found) return { openDay: null, early: await early(db, slug) };
  const { open_day, guests } = found;
  return {
    openDay: open_day,
    early: null,
    key: publicKey(),
    expected: guests
      .filter(({ state }) => state === 'confirmed' || state === 'attended')
      .reduce((sum, { party_size }) => sum + party_size, 0)
  };
}

export const guests = async (db: Client, slug: string): Promise<Response> =>
  Response.json(
    { ...((await list(db, slug)) ?? missing()), key: publicKey() },
    { headers: { 'cache-control': 'no-store' } }
  );

const rows = z.array(checkIn).min(1).max(50);

export const record = async (db: Client, slug: string, given: CheckIn[]) =>
  unwrap(await db.rpc('record_check_ins', { slug, rows: given }), recorded);

/** What a device at the gate sends. Each row has had its id since it was made: sent twice, it counts once. */
export async function take(
  { request, locals }: Pick<RequestEvent, 'request' | 'locals'>,
  slug: string
): Promise<Response> {
  const body: unknown = await request.json().catch(() => null);
  const given = rows.safeParse(body);
  if (!given.success) error(422, { code: 'invalid', message: 'invalid' });
  return Response.json(await record(locals.db, slug, given.data));
}

/** The forms of the page without scripts: the server makes the id, so pressing twice is a duplicate and is shown as one. */
async function byForm(
  db: Client,
  slug: string,
  row: Omit<CheckIn, 'check_in_id' | 'at' | 'device' | 'signature'>
) {
  const at = new Date().toISOString();
  const made = { ...row, check_in_id: randomUUID(), at, device: 'form', signature: null };
  const [told] = await record(db, slug, [made]);
  if (!told) return fail(500, { values: {}, errors: {}, message: 'internal' });
  return { outcome: told.outcome, kind: row.kind, code: told.booking_code ?? row.code ?? '' };
}

export async function checkInByCode(
  { request, locals }: Pick<RequestEvent, 'request' | 'locals'>,
  slug: string
) {
  return act(await request.formData(), byCode, (row) => byForm(locals.db, slug, row), {
    id: 'code',
    fields: { booking_not_found: 'code' }
  });
}

export async function checkInWalk(
  { request, locals }: Pick<RequestEvent, 'request' | 'locals'>,
  slug: string
) {
  return act(await request.formData(), walkIn, (row) => byForm(locals.db, slug, row), { id: 'walk' });
}

/** Who came, to be printed. */
export const sheet = async (db: Client, slug: string) =>
  unwrap(await db.rpc('attendance_list', { slug }), attendance.nullable()) ?? missing();
