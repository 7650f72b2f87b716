import type { T } from '#lib/i18n/types.ts';
import type { Filters } from './list-schema.ts';

/** What a list is called when it is followed, and the mails nearest to a list: by project, company, bureau or place, and what happened where it is of one thing. */
export function followOf(filters: Filters, place: string | null, t: T) {
  const { city, district, project, organization, overdue, supervised, group } = filters;
  const kind = `complaint.${overdue ? 'overdue' : supervised ? 'supervised' : group === 'answered' ? 'answered' : group === 'ended' ? 'closed' : 'published'}`;
  const code = district ?? city;
  const subject: Record<string, string> = project
    ? { project }
    : organization
      ? { organization }
      : { division: code ?? '420000' };
  return {
    name: place ? t('complaintsPublic.list.feedOf', { name: place }) : t('complaintsPublic.list.feedAll'),
    mail: `/subscribe?${new URLSearchParams({ ...subject, kind }).toString()}`
  };
}
