import { z } from 'zod';
import { kindName } from '#lib/journal/describe.ts';
import { stages } from '#lib/projects/projects.ts';
import type { T } from '#lib/i18n/types.ts';

/** What narrows a subscription, as it stands in addresses and in the database. */
export const narrowing = z.object({
  item: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,59}$/)
    .optional()
    .catch(undefined),
  stage: z.enum(stages).optional().catch(undefined)
});

export const scope = narrowing.extend({
  project_id: z.string().optional(),
  division_code: z.string().optional(),
  organization_id: z.string().optional(),
  kinds: z.array(z.string()).optional()
});
export type Scope = z.infer<typeof scope>;

/** What is followed, by name, as `private.scope_subject` tells it. */
export const subject = z.object({
  type: z.enum(['project', 'division', 'organization']),
  name: z.string(),
  name_en: z.string().optional(),
  slug: z.string()
});
export type Subject = z.infer<typeof subject>;

const pages = { project: '/projects', division: '/divisions', organization: '/organizations' };

export const pageOf = ({ type, slug }: Subject): string => `${pages[type]}/${slug}`;

export const nameOf = ({ name, name_en }: Subject, t: T): string =>
  t.lang === 'en' ? (name_en ?? name) : name;

/** What of it only, in sentences: empty for everything. */
export function limitsOf({ item, stage, kinds }: Scope, t: T): string[] {
  return [
    ...(kinds
      ? [
          t('subscriptions.kindsOnly', {
            kinds: kinds.map((kind) => kindName(kind, t)).join(t('subscriptions.list'))
          })
        ]
      : []),
    ...(stage ? [t('subscriptions.stageOnly', { stage: t(`common.stage.${stage}`) })] : []),
    ...(item ? [t('subscriptions.itemOnly')] : [])
  ];
}
