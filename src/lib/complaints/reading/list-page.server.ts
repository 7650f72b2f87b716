import { z } from 'zod';
import { places } from '#lib/projects/browse.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import * as complaints from './complaints.server.ts';
import { list } from './list-schema.ts';

type Locals = Pick<App.Locals, 'db' | 'lang'>;

const named = z.object({ name: z.string() }).nullable();

/** The work, company or bureau that a link narrows the list to, by name. */
async function nameOf(db: Client, table: 'projects' | 'organizations', slug: string | undefined) {
  if (!slug) return null;
  const found = unwrap(await db.from(table).select('name').eq('slug', slug).maybeSingle(), named);
  return found?.name ?? slug;
}

/** What the list of complaints shows. */
export async function load({ db, lang }: Locals, params: URLSearchParams) {
  const query = list.parse(params);
  const { project, organization, bureau } = query.filters;
  const [found, categories, divisions, ofProject, ofOrganization] = await Promise.all([
    complaints.browse(db, query),
    complaints.categories(db),
    places(db, lang, {}),
    nameOf(db, 'projects', project),
    nameOf(db, 'organizations', organization ?? bureau)
  ]);
  return {
    query,
    found,
    categories,
    search: list.filterSearch(params),
    places: divisions.map(({ code, name, city }) => ({ code, name, city })),
    narrowed: { project: ofProject, organization: ofOrganization }
  };
}
