import type { T } from '#lib/i18n/types.ts';
import type { ListQuery } from './list-schema.ts';

/** What a list is called when it is followed, and the mails nearest to it: those of its place. */
export function followOf({ city, district }: ListQuery['filters'], place: string | null, t: T) {
  return {
    name: place ? t('openDays.list.feedOf', { name: place }) : t('openDays.list.feedAll'),
    mail: `/subscribe?division=${district ?? city ?? '420000'}&kind=open_day.announced`
  };
}
