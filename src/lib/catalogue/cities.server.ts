import type { Lang } from '#lib/i18n/types.ts';
import { divisions, fullName } from '#lib/journal/journal.server.ts';
import type { Client } from '#lib/server/client.ts';

/** The cities that a filter of the catalogue offers, and how to call any division. */
export async function places(db: Client, lang: Lang) {
  const all = await divisions(db);
  const cities = all
    .filter(({ level }) => level === 'prefecture' || level === 'county_direct')
    .map((one) => ({ code: one.division_code, name: lang === 'zh' ? one.name : one.name_en }));
  return { all, cities, nameOf: (code: string) => fullName(all, code, lang) ?? '' };
}
