import type { T } from '#lib/i18n/types.ts';
import { states, type State } from '../words.ts';
import type { DatedRule } from './schema.ts';

export const daysOf = ({ days, day_kind }: Pick<DatedRule, 'days' | 'day_kind'>, t: T): string =>
  day_kind === 'working'
    ? t('findings.rule.working', { count: days })
    : t('findings.rule.natural', { count: days });

/** A deadline by name; some limit no clock of their own. */
export function deadlineName(item: string, name: string, t: T): string {
  const clock = `complaints.clock.${item}`;
  const other = `complaintsPublic.rules.deadline.${item}`;
  if (t.has(clock)) return t.of(clock);
  return t.has(other) ? t.of(other) : name;
}

/** From which states a step may be taken; nearly all of them are said in two words. */
export const statesText = (from: readonly State[], t: T): string =>
  from.length >= states.length - 3
    ? t('complaintsPublic.rules.anyState')
    : states
        .filter((state) => from.includes(state))
        .map((state) => t(`complaints.state.${state}`))
        .join(t('journal.line.list'));

export const targetText = (to: string, t: T): string =>
  to === 'same'
    ? t('complaintsPublic.rules.same')
    : t.of(`complaints.state.${to}`, {}, 'complaintsPublic.rules.same');
