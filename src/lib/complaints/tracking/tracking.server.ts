import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { evenly } from '#lib/accounts/evenly.ts';
import * as attempts from '#lib/accounts/limits.server.ts';
import { answer, limited, wrong } from '#lib/accounts/refusal.ts';
import { localise } from '#lib/i18n/paths.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { readForm } from '#lib/ui/form.ts';
import { codeHash, readCode } from '../protection.server.ts';
import { moved } from '../schema.ts';
import * as cookie from './cookie.server.ts';
import type { Standing } from './person.server.ts';
import { servePhoto } from './photos.server.ts';
import { enter as entered, foundByCode, ownPhoto, tracked, type Tracked } from './schema.ts';

/** Answers to right and wrong codes come after whole numbers of these milliseconds, whatever the work took. */
const step = 250;

const pageOf = ({ locals }: RequestEvent) => localise('/complaints/track', locals.lang);

/** The network of who asks first: whoever is stopped there does not use up what all share. */
async function count(event: RequestEvent): Promise<number> {
  const address = await attempts.use('track_address', attempts.network(event.getClientAddress()));
  return address > 0 ? address : attempts.use('track', 'everyone');
}

/** What can be no code goes the same way as one that is not known, with the same questions to the database. */
async function find(typed: string): Promise<cookie.Held | null> {
  const { service, secrets } = hub();
  const code = readCode(typed);
  const hash = codeHash(secrets, code ?? `no code ${typed}`);
  const { slug } = unwrap(await service.rpc('find_tracking', { tracking_hash: hash }), foundByCode);
  return slug === null ? null : { hash, slug };
}

/** Opens a complaint by its code: from then on a cookie stands for it. */
export async function enter(event: RequestEvent) {
  const data = await event.request.formData();
  const input = readForm(data, entered);
  const typed = input.ok ? input.data.code : '';
  // the code is not sent back: it would stand in the page
  data.delete('code');
  const wait = await count(event);
  if (wait > 0) return answer(event, data, limited(wait));
  const found = await evenly(() => find(typed), step);
  if (!found) return answer(event, data, wrong('code', 'complaintTracking.enter.unknown'));
  cookie.keep(event, found);
  return redirect(303, pageOf(event));
}

export function close(event: RequestEvent): never {
  cookie.forget(event);
  redirect(303, `${pageOf(event)}?done=closed`);
}

/** What the cookie opens; each look keeps it for another half hour. */
export async function read(event: RequestEvent): Promise<Tracked | null> {
  const held = cookie.read(event);
  if (!held) return null;
  const answered = await hub().service.rpc('track_complaint', { tracking_hash: held.hash });
  const complaint = unwrap(answered, tracked.nullable());
  if (complaint) cookie.keep(event, held);
  else cookie.forget(event);
  return complaint;
}

/** Who steps by the code; whose half hour is over enters it again. */
export function standing(event: RequestEvent): Standing {
  const held = cookie.read(event);
  if (!held) redirect(303, `${pageOf(event)}?done=over`);
  const { hash, slug } = held;
  const act = async (name: string, facts: Record<string, unknown>) =>
    unwrap(await hub().service.rpc('act_by_code', { tracking_hash: hash, act: name, facts }), moved);
  return { who: hash, page: pageOf(event), slug, act, addPhotos: (photos) => act('add_photos', { photos }) };
}

export async function photo(event: RequestEvent, sha256: string): Promise<Response> {
  const held = cookie.read(event);
  if (!held) error(404, { code: 'not_found', message: 'not_found' });
  const args = { tracking_hash: held.hash, sha256 };
  return servePhoto(unwrap(await hub().service.rpc('own_complaint_photo', args), ownPhoto));
}
