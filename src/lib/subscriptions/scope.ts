import { z } from 'zod';
import { kindName } from '#lib/journal/describe.ts';
import { stages } from '#lib/projects/projects.ts';
import type { T } from '#lib/i18n/types.ts';

/** What is followed, as it stands in the database: one of three, and what narrows it. */
export const scope = z.object({
  project_id: z.string().optional(),
  division_code: z.string().optional(),
  organization_id: z.string().optional(),
  kinds: z.array(z.string()).optional(),
  item: z.string().optional(),
  stage: z.enum(stages).optional()
});
export type Scope = z.infer<typeof scope>;

/** What is followed, by name, as `private.scope_subject` tells it. */
export const subject = z.object({
  type: z.enum(['project', 'division', 'organization']),
  name: z.string(),
  name_en: z.string().optional(),
  slug: z.string(),
  item: z.string().optional(),
  item_en: z.string().optional()
});
export type Subject = z.infer<typeof subject>;

const pages = { project: '/projects', division: '/divisions', organization: '/organizations' };

export const pageOf = ({ type, slug }: Subject): string => `${pages[type]}/${slug}`;

export const nameOf = ({ name, name_en }: Subject, t: T): string =>
  t.lang === 'en' ? (name_en ?? name) : name;

/** What of it only, in sentences: empty for everything. */
export function limitsOf({ stage, kinds }: Scope, named: Subject | null, t: T): string[] {
  const item = t.lang === 'en' ? named?.item_en : named?.item;
  const names = kinds?.map((kind) => kindName(kind, t)).join(t('subscriptions.list'));
  return [
    ...(names ? [t('subscriptions.kindsOnly', { kinds: names })] : []),
    ...(stage ? [t('subscriptions.stageOnly', { stage: t(`common.stage.${stage}`) })] : []),
    ...(item ? [t('subscriptions.itemOnly', { item })] : [])
  ];
}
