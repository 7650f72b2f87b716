import { error } from '@sveltejs/kit';
import * as findings from '#lib/findings/reading/findings.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Lang } from '#lib/i18n/types.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import { qr } from '#lib/ui/qr.ts';
import * as disclosures from './disclosures.server.ts';
import { shownVersion } from './page.ts';
import type { PublicVersion } from './schema.ts';

/** What a list of versions needs of one: texts of documents can be long, and only the one that is shown needs them. */
const brief = ({ facts: _, documents: __, channels: ___, chain: ____, ...rest }: PublicVersion) => rest;

interface Asked {
  url: URL;
  lang: Lang;
}

const addressOf = (path: string, { url, lang }: Asked): string =>
  (hub().config.ORIGIN ?? url.origin) + localise(path, lang);

async function show(db: Client, slug: string, version: string | null, asked: Asked) {
  const page = await disclosures.read(db, slug);
  const shown = shownVersion(page, version);
  if (shown === undefined) error(404, { code: 'not_found', message: 'not_found' });
  const address = addressOf(`/disclosures/${slug}`, asked);
  return {
    page: { ...page, versions: page.versions.map(brief) },
    shown,
    today: calendarDay(),
    address,
    qr: qr(address)
  };
}

/**
 * The permanent page on this calendar day, with the version that the address asks for and how the current one was
 * verified on site; 404 for a version that is not.
 */
export async function read(db: Client, slug: string, asked: Asked) {
  const [shown, verified] = await Promise.all([
    show(db, slug, asked.url.searchParams.get('version'), asked),
    findings.verifications(db, [slug])
  ]);
  return { ...shown, verification: shown.page.status === 'published' ? (verified[slug] ?? null) : null };
}

/** The same with the version that is public now, for what is printed or posted elsewhere: without texts of documents. */
export async function current(db: Client, slug: string, asked: Asked) {
  const { shown, ...rest } = await show(db, slug, null, asked);
  const documents = shown?.documents?.map((document) => ({ ...document, text: null }));
  return { ...rest, shown: shown && { ...shown, documents }, verify: addressOf('/verify', asked) };
}

/** The board of a project: all it discloses and owes, with a code for each. */
export async function board(db: Client, slug: string, asked: Asked) {
  const found = await disclosures.ofProject(db, slug);
  const address = addressOf(`/projects/${slug}/disclosures`, asked);
  return {
    ...found,
    today: calendarDay(),
    address,
    qr: qr(address),
    codes: Object.fromEntries(
      found.disclosures.map((one) => [one.slug, qr(addressOf(`/disclosures/${one.slug}`, asked))])
    ),
    verify: addressOf('/verify', asked)
  };
}
