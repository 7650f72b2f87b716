import { drawn } from '#lib/disclosures/card.server.ts';
import type { T } from '#lib/i18n/types.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Client } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import { qr } from '#lib/ui/qr.ts';
import * as complaints from './complaints.server.ts';
import { agreeText, categoryOf, markOf, placeText, titleOf } from './standing.ts';

/** The card of a complaint for chats and social media; of one that is kept private now, that alone. */
export async function png(db: Client, slug: string, { url, t }: { url: URL; t: T }) {
  const found = await complaints.read(db, slug);
  const origin = hub().config.ORIGIN ?? url.origin;
  const whole = found.withheld ? null : found;
  const mark = whole
    ? markOf(whole, t)
    : { status: 'withheld' as const, text: t('complaintsPublic.withheld.title') };
  const words = {
    site: `${t('common.site')} · ${t('complaintsPublic.project.tab')}`,
    place: placeText({ place: found.place, coarse_place: whole?.coarse_place ?? false }, t),
    project: titleOf({ ...found, title: whole?.title ?? null }, t),
    item: [categoryOf(found, t), found.number].join(' '),
    state: mark.text,
    confirmed: whole ? (agreeText(whole, t) ?? '') : '',
    scan: t('complaintsPublic.page.scan'),
    host: new URL(origin).host
  };
  return drawn(words, mark.status, qr(origin + localise(`/complaints/${found.slug}`, t.lang)));
}
