import { inLanguage } from '#lib/catalogue/catalogue.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Line } from '../schema.ts';

type Named = Pick<Line, 'kind' | 'item_name' | 'item_name_en'>;

/** The item's name; of a line that is about none, what it is. */
export function lineName({ kind, item_name, item_name_en }: Named, t: T): string {
  if (item_name === null) return t(`findings.lineKind.${kind}`);
  return inLanguage({ name: item_name, name_en: item_name_en ?? '' }, 'name', t.lang);
}

const shapes = {
  matched: 'matched',
  differs: 'differs',
  not_accessible: 'withdrawn',
  not_seen: 'unverified'
} as const;

/** Shape and word of what was found. */
export function markOf({ kind, verdict }: Pick<Line, 'kind' | 'verdict'>, t: T) {
  return verdict
    ? { status: shapes[verdict], text: t(`findings.verdict.${verdict}`) }
    : { status: shapes.differs, text: t(`findings.lineKind.${kind}`) };
}

/** Nothing is decided about what nobody looked at. */
export const isDecidable = ({ verdict }: Pick<Line, 'verdict'>): boolean => verdict !== 'not_seen';
