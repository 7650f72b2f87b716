import type { T } from '#lib/i18n/types.ts';
import { disclosures } from './tell-disclosures.ts';
import { supervisors } from './tell-supervisors.ts';

/** A notification in words: a title, and sentences without markup. */
export interface Told {
  title: string;
  lines: string[];
}

export type Facts = Record<string, unknown>;
export type Tell = (facts: Facts, t: T) => Told;

/**
 * How each kind is told, by its name in the database. Whoever raises a new kind adds it here; one that is not here gets
 * a neutral sentence, so that an older node can show what a newer one wrote.
 */
const tellers: Record<string, Tell> = { ...disclosures, ...supervisors };

export const kinds = Object.keys(tellers);

/** In the language of `t`, for the inbox and for mails alike. */
export function describe({ kind, facts }: { kind: string; facts: Facts }, t: T): Told {
  const tell = Object.hasOwn(tellers, kind) ? tellers[kind] : undefined;
  return (
    tell?.(facts, t) ?? { title: t('notifications.told.other'), lines: [t('notifications.told.otherLine')] }
  );
}
