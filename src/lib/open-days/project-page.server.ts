import { error } from '@sveltejs/kit';
import { cards } from '#lib/disclosures/disclosures.server.ts';
import { projectPage } from '#lib/projects/project-page.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { unwrap } from '#lib/server/errors.ts';
import * as bookings from './booking/bookings.server.ts';
import * as days from './days.server.ts';

type Locals = Pick<App.Locals, 'db' | 'person'>;

/** The open days of a project, and what the reader asked for. */
export async function load({ db, person }: Locals, slug: string) {
  const [answer, disclosures, openDays, asked] = await Promise.all([
    db.rpc('project_page', { slug }),
    cards(db, slug),
    days.ofProject(db, slug),
    person?.stands ? bookings.asked(db, slug) : []
  ]);
  const project = unwrap(answer, projectPage.nullable());
  if (!project) error(404, { code: 'not_found', message: 'not_found' });
  return { project, disclosures: disclosures.length, openDays, asked, today: calendarDay() };
}
