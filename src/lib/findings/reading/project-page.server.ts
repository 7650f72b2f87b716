import { error } from '@sveltejs/kit';
import { cards } from '#lib/disclosures/disclosures.server.ts';
import { projectPage } from '#lib/projects/project-page.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import * as findings from './findings.server.ts';

/** What was found on a project, and how its disclosures were verified. */
export async function load(db: Client, slug: string) {
  const [answer, disclosures] = await Promise.all([db.rpc('project_page', { slug }), cards(db, slug)]);
  const project = unwrap(answer, projectPage.nullable());
  if (!project) error(404, { code: 'not_found', message: 'not_found' });
  return { project, disclosures, found: await findings.ofProject(db, slug) };
}
