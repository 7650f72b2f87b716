import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { figures } from '#lib/findings/desk-schema.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Lang } from '#lib/i18n/types.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { qr } from '#lib/ui/qr.ts';
import { browsed, certificate, rule, type ListQuery } from './schema.ts';

/** Only the filters that are in use. */
export const given = (filters: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])));

/** A page of the public directory. */
export async function browse(db: Client, { filters, page, size }: ListQuery) {
  const args = { filters: given(filters), page_number: page, page_size: size };
  return unwrap(await db.rpc('browse_supervisors', args), browsed);
}

/** The certificate with the code that leads to it; 404 for a number that none has. */
export async function read(db: Client, number: string, { url, lang }: { url: URL; lang: Lang }) {
  const found = unwrap(await db.rpc('supervisor_page', { number }), certificate.nullable());
  if (!found) error(404, { code: 'not_found', message: 'not_found' });
  const answer = await db.rpc('finding_figures', {
    scope: { supervisor: found.number },
    from_day: '2020-01-01',
    to_day: found.today
  });
  const { supervisor: done } = unwrap(answer, figures);
  const address = (hub().config.ORIGIN ?? url.origin) + localise(`/supervisors/${found.number}`, lang);
  return { found, done, address, qr: qr(address) };
}

/** The rules on terms with where they hold, the province's first. */
export async function rules(db: Client) {
  const [answer, places] = await Promise.all([
    db.from('supervisor_rules').select().order('division_code'),
    divisions(db)
  ]);
  return unwrap(answer, z.array(rule)).map((one) => ({
    ...one,
    division: places.find(({ division_code }) => division_code === one.division_code)
  }));
}
