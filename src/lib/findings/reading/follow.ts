import type { T } from '#lib/i18n/types.ts';
import type { Filters } from './list-schema.ts';

const fixed = {
  overdue: 'rectification.overdue',
  closed: 'rectification.verified',
  open: 'rectification.claimed'
} as const;

/** What a list is called when it is followed, and the mails nearest to a list: by project, company or place, and what happened where it is of one thing. */
export function followOf(
  { city, district, project, developer, rectification }: Filters,
  place: string | null,
  t: T
) {
  const code = district ?? city;
  const kind = rectification ? fixed[rectification] : 'finding.published';
  const subject: Record<string, string> = project
    ? { project }
    : developer
      ? { organization: developer }
      : { division: code ?? '420000' };
  return {
    name: place ? t('findingsPublic.list.feedOf', { name: place }) : t('findingsPublic.list.feedAll'),
    mail: `/subscribe?${new URLSearchParams({ ...subject, kind }).toString()}`
  };
}
