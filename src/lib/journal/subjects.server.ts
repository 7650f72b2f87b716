import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { T } from '#lib/i18n/types.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { kindName } from './describe.ts';
import { kinds } from './entry.ts';
import type { Subject } from './feed.ts';
import { divisions, fullName } from './journal.server.ts';

const missing = (): never => error(404, { code: 'not_found', message: 'not_found' });

export const province = (t: T): Subject => ({
  title: t('feeds.province'),
  path: '/feeds/all',
  page: '/',
  scope: {}
});

export function ofKind(kind: string, t: T): Subject {
  const known = kinds.find((one) => one === kind) ?? missing();
  return { title: kindName(known, t), path: `/feeds/kinds/${known}`, page: '/feeds', scope: { kind: known } };
}

export const division = (code: string, name: string): Subject => ({
  title: name,
  path: `/feeds/divisions/${code}`,
  page: `/divisions/${code}`,
  scope: { division_code: code }
});

export async function findDivision(db: Client, code: string, t: T): Promise<Subject> {
  return division(code, fullName(await divisions(db), code, t.lang) ?? missing());
}

const organization = z.object({ organization_id: z.string(), name: z.string() });

export async function findOrganization(db: Client, slug: string): Promise<Subject> {
  const asked = db.from('organizations').select('organization_id,name').eq('slug', slug).maybeSingle();
  const found = unwrap(await asked, organization.nullable()) ?? missing();
  return {
    title: found.name,
    path: `/feeds/organizations/${slug}`,
    page: `/organizations/${slug}`,
    scope: { organization_id: found.organization_id }
  };
}

const project = z.object({ project_id: z.string(), name: z.string() });

export async function findProject(db: Client, slug: string): Promise<Subject> {
  const asked = db.from('projects').select('project_id,name').eq('slug', slug).maybeSingle();
  const found = unwrap(await asked, project.nullable()) ?? missing();
  return {
    title: found.name,
    path: `/feeds/projects/${slug}`,
    page: `/projects/${slug}`,
    scope: { project_id: found.project_id }
  };
}
