import { inLanguage } from '#lib/catalogue/catalogue.ts';
import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { ReadPage } from './read-schema.ts';
import type { PublicVersion } from './schema.ts';

/**
 * How to cite what the page shows: the version with its hash, so that a reader years later can tell whether it is
 * still the same; of what is not public, the page on a day.
 */
export function citation(
  page: ReadPage,
  shown: PublicVersion | null,
  { address, today }: { address: string; today: string },
  t: T
): string {
  const fmt = formats(t);
  const of = { project: page.project.name, item: inLanguage(page, 'name', t.lang) };
  if (!shown || shown.state === 'withdrawn')
    return t('disclosures.page.citeTextOwed', { ...of, address, day: fmt.dateShort(today) });
  const publisher = shown.chain?.find(({ step }) => step === 'published')?.organization;
  return t('disclosures.page.citeText', {
    ...of,
    version: shown.version,
    by: publisher ?? t('journal.role.developer'),
    day: fmt.dateShort(shown.published_at),
    address: `${address}?version=${String(shown.version)}`,
    hash: shown.content_hash
  });
}
