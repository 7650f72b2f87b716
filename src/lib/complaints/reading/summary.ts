import type { T } from '#lib/i18n/types.ts';
import type { ProjectComplaints } from './schema.ts';

/** The complaints of a project in one line: 公开投诉 6 件，4 件已答复，3 件查实，2 件已整改，1 件逾期 */
export function complaintSummary(found: Omit<ProjectComplaints, 'rows' | 'open'>, t: T): string {
  if (found.total === 0) return t('complaintsPublic.project.nothing');
  const parts = [
    t('complaintsPublic.project.published', { count: found.total }),
    t('complaintsPublic.project.answered', { count: found.answered }),
    ...(['verified', 'fixed', 'overdue'] as const)
      .filter((one) => found[one] > 0)
      .map((one) => t(`complaintsPublic.project.${one}`, { count: found[one] }))
  ];
  return parts.join(t('complaintsPublic.comma'));
}
