import { error } from '@sveltejs/kit';
import { z } from 'zod';
import * as complaints from '#lib/complaints/reading/complaints.server.ts';
import { cards } from '#lib/disclosures/disclosures.server.ts';
import * as findings from '#lib/findings/reading/findings.server.ts';
import { sizeOf } from '#lib/open-data/kit/read.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { qr } from '#lib/ui/qr.ts';
import { projectPage, seat, type Seat } from './project-page.ts';

let known: Seat[] | null = null;

/** The seats of the province's units: what a place is shown among. They change with a migration only. */
async function seats(db: Client): Promise<Seat[]> {
  known ??= unwrap(
    await db
      .from('divisions')
      .select('division_code,name,name_en,lat,lng')
      .in('level', ['prefecture', 'county_direct'])
      .order('division_code'),
    z.array(seat)
  );
  return known;
}

/** Everything the page of a project shows, on this calendar day; 404 for a code that no project has. */
export async function read(db: Client, slug: string, url: URL) {
  const [answer, disclosures] = await Promise.all([db.rpc('project_page', { slug }), cards(db, slug)]);
  const project = unwrap(answer, projectPage.nullable());
  if (!project) error(404, { code: 'not_found', message: 'not_found' });
  const [{ total, rows, verifications }, { rows: complained, ...sums }, kit] = await Promise.all([
    findings.ofProject(db, slug),
    complaints.ofProject(db, slug),
    sizeOf(db, slug)
  ]);
  const address = (hub().config.ORIGIN ?? url.origin) + url.pathname;
  return {
    project,
    disclosures,
    findings: { total, newest: rows.slice(0, 4) },
    complaints: { ...sums, newest: complained.slice(0, 4) },
    kit,
    verifications: Object.fromEntries(verifications.map((one) => [one.disclosure, one])),
    seats: project.lat === null ? [] : await seats(db),
    today: calendarDay(),
    address,
    qr: qr(address)
  };
}
