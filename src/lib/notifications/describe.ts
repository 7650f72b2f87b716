import type { T } from '#lib/i18n/types.ts';
import { complaints } from './tell-complaints.ts';
import { complaintsOutside } from './tell-complaints-outside.ts';
import { disclosures } from './tell-disclosures.ts';
import { findings } from './tell-findings.ts';
import { openDays } from './tell-open-days.ts';
import { supervisors } from './tell-supervisors.ts';

/** A notification in words: a title, and sentences without markup. */
export interface Told {
  title: string;
  lines: string[];
  /** Another thing that may be done: a mail has it beside the link to the page. */
  aside?: { text: string; path: string };
}

export type Facts = Record<string, unknown>;
export type Tell = (facts: Facts, t: T) => Told;

/**
 * How each kind is told, by its name in the database. Whoever raises a new kind adds it here; one that is not here gets
 * a neutral sentence, so that an older node can show what a newer one wrote.
 */
const tellers: Record<string, Tell> = {
  ...complaints,
  ...complaintsOutside,
  ...disclosures,
  ...findings,
  ...openDays,
  ...supervisors
};

export const kinds = Object.keys(tellers);

/** In the language of `t`, for the inbox and for mails alike. */
export function describe({ kind, facts }: { kind: string; facts: Facts }, t: T): Told {
  const tell = Object.hasOwn(tellers, kind) ? tellers[kind] : undefined;
  return (
    tell?.(facts, t) ?? { title: t('notifications.told.other'), lines: [t('notifications.told.otherLine')] }
  );
}
