import type { T } from '#lib/i18n/types.ts';
import type { Figures } from '../desk-schema.ts';

/** What was found on a project in one line: 12 项已公示事项中 6 项经现场核验；公布 4 件核查发现，2 处须整改，1 处已复查合格 … */
export function projectSummary(
  { published, fix }: Figures,
  disclosed: { published: number; verified: number },
  t: T
): string {
  const parts = [
    t('findingsPublic.project.verified', { count: disclosed.published, verified: disclosed.verified }),
    t('findingsPublic.project.published', { count: published }),
    fix.substantiated > 0
      ? t('findingsPublic.project.fixed', { count: fix.substantiated, closed: fix.re_inspected })
      : null,
    fix.overdue > 0 ? t('findingsPublic.fix.overdue', { count: fix.overdue }) : null
  ].filter((part) => part !== null);
  return t('disclosures.sentence', { text: parts.join(t('findingsPublic.comma')) });
}
