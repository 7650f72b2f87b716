import type { T } from '#lib/i18n/types.ts';
import type { ListQuery } from './list-schema.ts';

/** The feed, the mails and the calendar nearest to a list that is narrowed to a place. */
export function followOf({ city, district }: ListQuery['filters'], place: string | null, t: T) {
  const code = district ?? city;
  const feed = '/feeds/kinds/open_day.announced';
  return {
    name: place ? t('openDays.list.feedOf', { name: place }) : t('openDays.list.feedAll'),
    rss: code ? `/feeds/divisions/${code}.rss?kind=open_day.announced` : `${feed}.rss`,
    json: code ? `/feeds/divisions/${code}.json?kind=open_day.announced` : `${feed}.json`,
    mail: `/subscribe?division=${code ?? '420000'}&kind=open_day.announced`,
    calendar: `/calendar/divisions/${code ?? '420000'}.ics`
  };
}
