import { localise } from '#lib/i18n/paths.ts';
import type { Lang } from '#lib/i18n/types.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import { qr } from '#lib/ui/qr.ts';
import * as complaints from './complaints.server.ts';

/** The permanent page on this calendar day: the complaint, or that it is kept private now. */
export async function read(db: Client, slug: string, { url, lang }: { url: URL; lang: Lang }) {
  const found = await complaints.read(db, slug);
  const address = (hub().config.ORIGIN ?? url.origin) + localise(`/complaints/${found.slug}`, lang);
  return {
    head: {
      slug: found.slug,
      number: found.number,
      demo: found.demo,
      category_name: found.category_name,
      category_name_en: found.category_name_en,
      place: found.place
    },
    complaint: found.withheld ? null : found,
    today: calendarDay(),
    address,
    qr: qr(address)
  };
}
