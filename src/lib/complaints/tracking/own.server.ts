import { error, type RequestEvent } from '@sveltejs/kit';
import type { Person } from '#lib/accounts/person.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { listQuery } from '#lib/ui/list-query.ts';
import { moved } from '../schema.ts';
import type { Standing } from './person.server.ts';
import { servePhoto } from './photos.server.ts';
import { mine, ownPhoto, tracked, type Tracked } from './schema.ts';

const missing = (): never => error(404, { code: 'complaint_not_found', message: 'complaint_not_found' });

const query = listQuery({ filters: {}, sorts: ['-changed'] });

/** Complaints that were filed from the caller's account. */
export async function list({ locals, url }: RequestEvent) {
  const asked = query.parse(url.searchParams);
  const args = { page_number: asked.page, page_size: asked.size };
  return { query: asked, found: unwrap(await locals.db.rpc('my_complaints', args), mine) };
}

export const read = async (db: Client, slug: string): Promise<Tracked> =>
  unwrap(await db.rpc('my_complaint', { slug }), tracked.nullable()) ?? missing();

/** Who steps by the account. Photos are vouched for by the server, so that it enters them itself. */
export function standing(event: RequestEvent, who: Person, slug: string): Standing {
  const { locals } = event;
  return {
    who: who.user_id,
    page: localise(`/account/complaints/${slug}`, locals.lang),
    slug,
    act: async (act, facts) => unwrap(await locals.db.rpc('act_as_person', { slug, act, facts }), moved),
    addPhotos: async (photos) =>
      unwrap(
        await hub().service.rpc('add_my_complaint_photos', { account: who.user_id, slug, photos }),
        moved
      )
  };
}

export async function photo(db: Client, slug: string, sha256: string): Promise<Response> {
  return servePhoto(unwrap(await db.rpc('my_complaint_photo', { slug, sha256 }), ownPhoto));
}
