import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Told } from './describe-project.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';

/** A company has another name, or its code became known. */
export function tellOrganization(entry: Pick<Entry, 'facts'>, t: T): Told {
  const told = facts.organization.catch({}).parse(entry.facts);
  return {
    title: t('journal.headline.organization.renamed', { name: told.name ?? '' }),
    lines: [
      ...(told.from ? [t('journal.line.formerName', { name: told.from })] : []),
      ...(told.uscc ? [t('journal.line.uscc', { code: told.uscc })] : [])
    ]
  };
}

/** An item of the catalogue is new, has other words, or ends. */
export function tellItem(entry: Pick<Entry, 'facts'>, t: T): Told {
  const told = facts.item.catch({}).parse(entry.facts);
  const item = (t.lang === 'zh' ? told.item_name : told.item_name_en) ?? t('journal.value.item');
  return {
    title: t('journal.headline.item.revised', { item }),
    lines: told.valid_until
      ? [t('journal.line.itemEnds', { day: formats(t).dateShort(told.valid_until) })]
      : []
  };
}
