import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Told } from './describe-project.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';

/** That a snapshot of open data was made or made anew; null for a kind that this version does not know. */
export function tellSnapshot(entry: Pick<Entry, 'kind' | 'facts'>, t: T): Told | null {
  const event = (['published', 'reissued'] as const).find((one) => entry.kind === `snapshot.${one}`);
  if (!event) return null;
  const p = facts.snapshot.catch({}).parse(entry.facts);
  const day = p.day ? formats(t).dateShort(p.day) : t('journal.value.none');
  return {
    title: t(`journal.headline.snapshot.${event}`, { day, edition: p.edition ?? 1 }),
    lines: [
      ...(p.seq === undefined ? [] : [t('journal.line.snapshot.upTo', { seq: String(p.seq) })]),
      ...(p.rows === undefined ? [] : [t('journal.line.snapshot.rows', { count: p.rows })]),
      ...(p.left_out === undefined ? [] : [t('journal.line.snapshot.leftOut', { count: p.left_out })]),
      ...(p.manifest_sha256 ? [t('journal.line.snapshot.manifest', { sum: p.manifest_sha256 })] : [])
    ]
  };
}
