import { drawn } from '#lib/disclosures/card.server.ts';
import { districtOf } from '#lib/divisions/divisions.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Client } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import { qr } from '#lib/ui/qr.ts';
import * as findings from './findings.server.ts';
import { fixText, markOf, replyText, summaryOf } from './standing.ts';

/** The card of a finding for chats and social media. */
export async function png(db: Client, slug: string, { url, t }: { url: URL; t: T }) {
  const found = await findings.read(db, slug);
  const origin = hub().config.ORIGIN ?? url.origin;
  const whole = 'line_list' in found ? found : null;
  const mark = whole ? markOf(whole, t) : { status: 'withheld' as const, text: t('findings.state.withheld') };
  const told = whole ? [replyText(whole, t), fixText(whole, t)].filter((part) => part !== null) : [];
  const words = {
    site: `${t('common.site')} · ${t('findingsPublic.card.site')}`,
    place: districtOf(found.project, t.lang),
    project: found.project.name,
    item: t('findingsPublic.titleShort', { number: found.number }),
    state: whole
      ? t('findingsPublic.card.state', { mark: mark.text, summary: summaryOf(whole, t) })
      : mark.text,
    confirmed: told.join(' · '),
    scan: t('findingsPublic.card.scan'),
    host: new URL(origin).host
  };
  return drawn(words, mark.status, qr(origin + localise(`/findings/${slug}`, t.lang)));
}
