import type { Person } from '#lib/accounts/person.ts';
import type { Client } from '#lib/server/client.ts';
import * as desk from './desk.server.ts';
import { list, shown } from './schema.ts';

/** A case, and the list it was opened from beside it. */
export async function load(db: Client, slug: string, params: URLSearchParams) {
  const query = list.parse(params);
  const [found, beside, categories] = await Promise.all([
    desk.read(db, slug),
    desk.list(db, query),
    desk.categories(db)
  ]);
  const { done = null } = shown.parse(Object.fromEntries(params));
  const kept = new URLSearchParams(params);
  kept.delete('done');
  return { complaint: found, beside, categories, done, search: kept.size > 0 ? `?${kept}` : '' };
}

/** The file of a case on paper: who printed it stands on it, contact data never does. */
export async function paper(db: Client, slug: string, who: Person) {
  const [complaint, categories] = await Promise.all([desk.read(db, slug), desk.categories(db)]);
  return { complaint, categories, printed: new Date().toISOString(), by: who.display_name };
}
