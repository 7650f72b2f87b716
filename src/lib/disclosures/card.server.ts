import sharp from 'sharp';
import { inLanguage } from '#lib/catalogue/catalogue.ts';
import { districtOf } from '#lib/divisions/divisions.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { T } from '#lib/i18n/types.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import { qr, type Qr } from '#lib/ui/qr.ts';
import { cardSize, drawCard, type CardWords } from './card.ts';
import * as disclosures from './disclosures.server.ts';
import { drawsChinese } from './fonts.server.ts';
import { stateText } from './page.ts';
import { shapeOf, type Mark } from './standing.ts';

let chinese: Promise<boolean> | null = null;

/** A card as chats and social media take it: WeChat takes no SVG, so it is a PNG. */
export async function drawn(words: CardWords, shape: Mark, code: Qr): Promise<Uint8Array<ArrayBuffer>> {
  chinese ??= drawsChinese();
  const svg = drawCard((await chinese) ? words : null, shape, code);
  const { width, height } = cardSize;
  const image = await sharp(Buffer.from(svg), { density: 72 })
    .resize(width, height, { fit: 'fill' })
    .png({ compressionLevel: 9, palette: true, colours: 64 })
    .toBuffer();
  return new Uint8Array(image);
}

/** The card of a disclosure. */
export async function png(
  db: Client,
  slug: string,
  { url, t }: { url: URL; t: T }
): Promise<Uint8Array<ArrayBuffer>> {
  const page = await disclosures.read(db, slug);
  const today = calendarDay();
  const origin = hub().config.ORIGIN ?? url.origin;
  const words = {
    site: `${t('common.site')} · ${t('disclosures.card.site')}`,
    place: districtOf(page.project, t.lang),
    project: page.project.name,
    item: inLanguage(page, 'name', t.lang),
    state: stateText(page, today, t),
    confirmed: page.confirmed_by ? t('disclosures.wechat.digestConfirmed', { by: page.confirmed_by }) : '',
    scan: t('disclosures.card.scan'),
    host: new URL(origin).host
  };
  const code = qr(origin + localise(`/disclosures/${slug}`, t.lang));
  return drawn(words, shapeOf(page, today), code);
}
