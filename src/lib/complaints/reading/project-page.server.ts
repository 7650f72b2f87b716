import { error } from '@sveltejs/kit';
import { cards } from '#lib/disclosures/disclosures.server.ts';
import { projectPage } from '#lib/projects/project-page.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import * as complaints from './complaints.server.ts';

/** What was complained about a project, as far as it is public and names it. */
export async function load(db: Client, slug: string) {
  const [answer, disclosures] = await Promise.all([db.rpc('project_page', { slug }), cards(db, slug)]);
  const project = unwrap(answer, projectPage.nullable());
  if (!project) error(404, { code: 'not_found', message: 'not_found' });
  return { project, disclosures, found: await complaints.ofProject(db, slug) };
}
