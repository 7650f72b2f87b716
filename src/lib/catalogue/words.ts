import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import { inLanguage, type FactField, type Item, type PartyRole, type Rule } from './catalogue.ts';

/** What a page of dated rules says of them, where they count from something else than a milestone. */
export interface RuleWords {
  history: string;
  days: string;
  added: string;
  end: (division: string) => string;
}

/** 施工单位、检测机构 */
export const rolesText = (roles: readonly PartyRole[], t: T): string =>
  roles.map((role) => t(`journal.role.${role}`)).join(t('catalogue.comma'));

/** 主体结构分部验收后 20 个工作日内 */
export function dueText(
  { days, day_kind }: Pick<Rule, 'days' | 'day_kind'>,
  of: Pick<Item, 'milestone' | 'milestone_en'>,
  t: T
): string {
  const milestone = inLanguage(of, 'milestone', t.lang);
  const count = Math.abs(days);
  if (days === 0) return t('catalogue.rule.onTheDay', { milestone });
  if (day_kind === 'working')
    return days > 0
      ? t('catalogue.rule.working', { milestone, count })
      : t('catalogue.rule.workingBefore', { milestone, count });
  return days > 0
    ? t('catalogue.rule.natural', { milestone, count })
    : t('catalogue.rule.naturalBefore', { milestone, count });
}

/** 2020年4月1日起; 2020年4月1日至2026年12月31日 */
export function periodText(
  { valid_from, valid_until }: Pick<Rule, 'valid_from' | 'valid_until'>,
  t: T
): string {
  const fmt = formats(t);
  const from = fmt.dateShort(valid_from);
  if (valid_until === null) return t('catalogue.fact.from', { day: from });
  if (valid_until < valid_from) return t('catalogue.state.never');
  return t('catalogue.fact.period', { from, until: fmt.dateShort(valid_until) });
}

/** What is known of a field beyond its name: its choices, what bounds it, the hint. */
export function fieldNote(field: FactField, fields: readonly FactField[], t: T): string {
  const total = fields.find(({ name }) => name === field.at_most);
  const chosen = field.choices?.map((choice) => inLanguage(choice, 'label', t.lang)) ?? [];
  const list = chosen.join(t('catalogue.comma'));
  const hint = field.hint === undefined ? '' : t.lang === 'en' ? (field.hint_en ?? field.hint) : field.hint;
  return [
    list && t('catalogue.item.choices', { list }),
    total && t('catalogue.item.atMost', { label: inLanguage(total, 'label', t.lang) }),
    hint
  ]
    .filter((part) => part)
    .join(t.lang === 'zh' ? '；' : '; ');
}
