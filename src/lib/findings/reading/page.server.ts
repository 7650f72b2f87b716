import { grownFrom } from '#lib/complaints/escalation/escalation.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import type { Lang } from '#lib/i18n/types.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import { qr } from '#lib/ui/qr.ts';
import * as findings from './findings.server.ts';

/** The permanent page on this calendar day: the whole finding, or the stub of one that is withheld. */
export async function read(db: Client, slug: string, { url, lang }: { url: URL; lang: Lang }) {
  const found = await findings.read(db, slug);
  const address = (hub().config.ORIGIN ?? url.origin) + localise(`/findings/${slug}`, lang);
  const { history, slug: code, number, project, developer, demo } = found;
  return {
    head: { slug: code, number, project, developer, demo },
    finding: 'line_list' in found ? found : null,
    withheld: 'line_list' in found ? null : found.withheld,
    history,
    grown: await grownFrom(db, slug),
    today: calendarDay(),
    address,
    qr: qr(address)
  };
}
