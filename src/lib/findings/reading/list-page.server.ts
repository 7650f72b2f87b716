import { z } from 'zod';
import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import { places } from '#lib/projects/browse.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import * as findings from './findings.server.ts';
import { list } from './list-schema.ts';

type Locals = Pick<App.Locals, 'db' | 'lang'>;

const named = z.object({ name: z.string() }).nullable();

/** The work or the company that a link narrows the list to, by name. */
async function nameOf(db: Client, table: 'projects' | 'organizations', slug: string | undefined) {
  if (!slug) return null;
  const found = unwrap(await db.from(table).select('name').eq('slug', slug).maybeSingle(), named);
  return found?.name ?? slug;
}

/** What the list of findings shows. */
export async function load({ db, lang }: Locals, params: URLSearchParams) {
  const query = list.parse(params);
  const { project, developer } = query.filters;
  const [found, items, divisions, ofProject, ofDeveloper] = await Promise.all([
    findings.browse(db, query),
    disclosures.items(db),
    places(db, lang, {}),
    nameOf(db, 'projects', project),
    nameOf(db, 'organizations', developer)
  ]);
  return {
    query,
    found,
    items,
    places: divisions.map(({ code, name, city }) => ({ code, name, city })),
    narrowed: { project: ofProject, developer: ofDeveloper }
  };
}
