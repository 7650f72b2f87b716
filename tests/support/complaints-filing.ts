import { z } from 'zod';
import { person, type TestHub, type TestPerson } from './database.ts';
import { openDisclosureDesk } from './disclosures.ts';

const edits = z.object({ edits: z.number() });
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Projects that are accepted or not, and the officers of their city, for tests of how complaints come in. */
export async function openProjects() {
  const desk = await openDisclosureDesk();
  const hub: TestHub = desk.hub;
  const officer = await person(hub, {
    email: 'complaints@x.cn',
    role: 'officer',
    // the bureau in charge of the city
    organization: desk.reviewer.organization ?? undefined,
    duties: ['intake', 'publisher', 'handler']
  });
  const abroad = await person(hub, {
    email: 'elsewhere@x.cn',
    role: 'officer',
    division: '420600',
    duties: ['intake', 'publisher', 'handler', 'reviewer']
  });
  const resident: TestPerson = await person(hub, { email: 'filer@x.cn' });

  /** Moves the clock of the hub to noon of a day, or back to now. */
  async function goTo(at: string | null): Promise<void> {
    await hub.sql.query(`delete from private.settings where name = 'clock'`);
    if (at === null) return;
    await hub.sql.query(`insert into private.settings values ('clock', $1)`, [`${at}T04:00:00.000Z`]);
  }
  const dayAfter = (at: string, n = 1) =>
    new Date(Date.parse(`${at}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
  async function today(): Promise<string> {
    const [row] = await hub.sql.query('select private.today()::text as today');
    return day.parse(row?.today);
  }

  /** A project whose completion was accepted so many days ago; null: it is still being built. */
  async function accepted(daysAgo: number | null, more: Record<string, unknown> = {}) {
    const now = await today();
    const accepted_on = dayAfter(now, -(daysAgo ?? 0));
    const { slug, project_id } = await desk.must({
      ...desk.basics(),
      milestones: {
        permit: { reached: '2020-01-05' },
        completion_acceptance: daysAgo === null ? { planned: '2099-01-01' } : { reached: accepted_on }
      },
      ...more
    });
    return { slug, project_id, accepted_on };
  }

  async function step(slug: string, act: string, facts: object): Promise<void> {
    const { data, error } = await officer.db.rpc('advance_complaint', { slug, act, facts: { ...facts } });
    if (error) throw new Error(`${act}: ${error.message}`);
    edits.parse(data);
  }
  const publish = (slug: string, title: string) =>
    step(slug, 'publish', { title, text: `${title}，业主反映多次。`, as: 'public' });
  /** Lets everyone see the photos of a complaint, as a moderator does. */
  const show = (slug: string) =>
    hub.sql.query(
      `update private.complaint_photos p set shown = true from public.complaints c
       where c.complaint_id = p.complaint_id and c.slug = $1`,
      [slug]
    );
  return { ...desk, hub, officer, abroad, resident, goTo, dayAfter, today, accepted, publish, show };
}
export type Projects = Awaited<ReturnType<typeof openProjects>>;
