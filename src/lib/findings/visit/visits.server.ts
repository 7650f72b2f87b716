import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import type { RefusalKey } from '#lib/documents/accept.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { listQuery } from '#lib/ui/list-query.ts';
import { keepPhoto } from '../photos.server.ts';
import { myVisits, receipt, type Receipt } from '../visit-schema.ts';
import { shown, type Shown } from './shown.ts';
import { sha256, submission, type Facts } from './submission.ts';

export const query = listQuery({ filters: {}, sorts: ['-starts'] });

/** The caller's visits, the newest first, and what is to be done about each. */
export async function browse(db: Client, { page, size }: ReturnType<typeof query.parse>) {
  const answer = await db.rpc('my_visits', { filters: {}, page_number: page, page_size: size });
  return unwrap(answer, myVisits);
}

/** The checklist of the caller's visit; for whoever has nothing to do with the day it does not exist. */
export async function read(db: Client, open_day: string): Promise<Shown> {
  const found = unwrap(await db.rpc('visit_checklist', { open_day }), shown.nullable());
  return found ?? error(404, { code: 'visit_not_found', message: 'visit_not_found' });
}

/** What the page is made of; the same comes again by `checklist`, for a page that stayed open. */
export const load = async (db: Client, who: Person, open_day: string) => ({
  owner: who.user_id,
  now: new Date().toISOString(),
  list: await read(db, open_day)
});

const noStore = { 'cache-control': 'no-store' };

export const fresh = async (db: Client, who: Person, open_day: string): Promise<Response> =>
  Response.json(await load(db, who, open_day), { headers: noStore });

const invalid = () => error(422, { code: 'invalid', message: 'invalid' });

/** Whoever signed in at this browser after the report was written must not hand it in as their own. */
function requireOwner(who: Person, owner: string): void {
  if (who.user_id !== owner) error(409, { code: 'visit_other_account', message: 'visit_other_account' });
}

export async function submit(db: Client, finding: string, open_day: string, facts: Facts): Promise<Receipt> {
  return unwrap(await db.rpc('submit_finding', { finding, open_day, facts }), receipt);
}

/** A report from a device. Its id was made there with the first letter: sent twice, it is one. */
export async function take(
  { request, locals }: Pick<RequestEvent, 'request' | 'locals'>,
  who: Person,
  open_day: string
): Promise<Response> {
  const body: unknown = await request.json().catch(() => null);
  const given = submission.safeParse(body);
  if (!given.success) return invalid();
  const { owner, finding, facts } = given.data;
  requireOwner(who, owner);
  return Response.json(await submit(locals.db, finding, open_day, facts), { headers: noStore });
}

export function refuse(refused: RefusalKey): never {
  error(refused === 'file_too_large' ? 413 : 422, { code: refused, message: refused });
}

const photoForm = z.object({ owner: z.uuid(), file: z.instanceof(File), sha256 });

/** One photo, with the hash that the device made of it when it was taken. */
export async function takePhoto(event: RequestEvent, who: Person, open_day: string): Promise<Response> {
  // what breaks off on its way is no error of ours
  const data = await event.request.formData().catch(() => invalid());
  const given = photoForm.safeParse(Object.fromEntries(data));
  if (!given.success) return invalid();
  const { owner, file, sha256: hash } = given.data;
  requireOwner(who, owner);
  const kept = await keepPhoto(event, who, { open_day, file, sha256: hash });
  if (!kept.ok) refuse(kept.refused);
  return Response.json(kept.photo, { status: 201, headers: noStore });
}
