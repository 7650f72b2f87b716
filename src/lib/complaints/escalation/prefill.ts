import type { T } from '#lib/i18n/types.ts';
import type { Line } from './schema.ts';

/** What a report of a visit is a complaint about: a guess, which the person sees and can change. */
export function guessCategory(lines: Pick<Line, 'kind' | 'verdict' | 'out_of_tolerance'>[]): string {
  if (lines.some(({ kind }) => kind === 'access_refused' || kind === 'host_absent')) return 'refused_access';
  if (lines.some(({ verdict, out_of_tolerance: out }) => verdict === 'differs' || out > 0))
    return 'false_disclosure';
  if (lines.some(({ verdict }) => verdict === 'not_accessible')) return 'refused_access';
  return 'other';
}

/** Lines that somebody would complain about, in the words they were reported in. */
export function describeLines(lines: Line[], t: T): string {
  const told = lines.filter(
    ({ verdict, note }) => (verdict !== 'matched' && verdict !== 'not_seen') || Boolean(note)
  );
  return told
    .map(({ position, kind, item, item_en: english, verdict, note }) => {
      const name = (t.lang === 'en' ? (english ?? item) : item) ?? t(`complaintEscalation.kind.${kind}`);
      const what = verdict
        ? t('complaintEscalation.what', { name, verdict: t(`complaintEscalation.verdict.${verdict}`) })
        : name;
      return note
        ? t('complaintEscalation.line', { position, what, note })
        : t('complaintEscalation.lineOnly', { position, what });
    })
    .join('\n')
    .slice(0, 3900);
}
