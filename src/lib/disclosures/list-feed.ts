import type { T } from '#lib/i18n/types.ts';
import type { ListQuery } from './read-schema.ts';

const kinds = {
  published: 'disclosure.published',
  late: 'disclosure.published',
  overdue: 'disclosure.overdue',
  withheld: 'disclosure.withheld',
  withdrawn: 'disclosure.withdrawn'
} as const;

const names = {
  'disclosure.published': 'disclosures.list.feedNew',
  'disclosure.overdue': 'disclosures.list.feedOverdue',
  'disclosure.withheld': 'disclosures.list.feedWithheld',
  'disclosure.withdrawn': 'disclosures.list.feedWithdrawn'
} as const;

/** What a filtered list is called when it is followed, and the mails nearest to it: by place, item and stage, and what happened where the list is of one thing. */
export function feedOf(
  { city, district, item, stage, status }: ListQuery['filters'],
  called: { place: string | null; item: string | null },
  t: T
): { name: string; mail: string } {
  const code = district ?? city;
  const kind =
    status === undefined || status === 'due' || status === 'ahead' || status === 'all' ? null : kinds[status];
  const where = called.place ?? t('disclosures.list.feedAll');
  const what = kind ? t(names[kind], { where }) : t('disclosures.list.feedEverything', { where });
  const part = called.item ?? (stage ? t(`common.stage.${stage}`) : null);
  const mail = new URLSearchParams({ division: code ?? '420000' });
  if (item) mail.set('item', item);
  if (stage) mail.set('stage', stage);
  return {
    name: part ? t('disclosures.list.feedItem', { what, item: part }) : what,
    // kinds are chosen on that page
    mail: `/subscribe?${mail.toString()}`
  };
}
