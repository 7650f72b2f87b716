import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fileComplaint, type Filed, type Filing } from '#lib/complaints/file.server.ts';
import {
  browsed,
  figures,
  mapped,
  page,
  projectComplaints,
  withheld
} from '#lib/complaints/reading/schema.ts';
import { person, type TestPerson } from './database.ts';
import { openOpenDays } from './open-days.ts';
import type { Facts } from './projects.ts';

type Who = Pick<TestPerson, 'db'>;
const moved = z.object({ state: z.string() });
const calendar = z.object({ day: z.string() });
const swept = z.object({ more: z.boolean() });

/** Words of the person, which nothing that the public reads may hold. */
export const secret = '金丝雀只对主管部门说的话';

/** A project, a bureau with officers of each duty, one above it, and short ways through the life of a complaint. */
export async function openPublicComplaints() {
  const days = await openOpenDays();
  const { hub } = days;
  const bureau = days.reviewer.organization ?? undefined;
  const officer = (name: string, duties: string[]) =>
    person(hub, { email: `${name}@complaints.cn`, role: 'officer', organization: bureau, duties });
  const intake = await officer('intake', ['intake']);
  const handler = await officer('handler', ['handler']);
  const follower = await officer('follower', ['follow_up']);
  const leader = await officer('leader', ['reviewer']);
  const province = await person(hub, {
    email: 'province@complaints.cn',
    role: 'officer',
    division: '420000',
    duties: ['intake', 'handler', 'follow_up', 'reviewer']
  });
  const second = await person(hub, {
    email: 'second@complaints.cn',
    role: 'officer',
    organization: province.organization ?? undefined,
    duties: ['follow_up', 'reviewer']
  });
  // some of what is told here was long ago
  await hub.sql.query(`update public.memberships set valid_from = '2020-01-01'`);
  const { project_id, slug: project } = await days.project({}, { lat: 30.6, lng: 114.3 });

  /** Moves the clock of the hub to noon of a day, or to now, and leaves it there. */
  async function goTo(day: string | null): Promise<void> {
    await hub.sql.query(`delete from private.settings where name = 'clock'`);
    const at = day === null ? new Date().toISOString() : `${day}T04:00:00.000Z`;
    await hub.sql.query(`insert into private.settings values ('clock', $1)`, [at]);
  }
  const today = async () =>
    calendar.parse((await hub.sql.query('select private.today()::text as day'))[0]).day;
  const after = (day: string, n: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

  const file = (more: Partial<Filing> = {}): Promise<Filed> =>
    fileComplaint(hub, {
      attempt: randomUUID(),
      ...(more.division ? {} : { project }),
      category: 'seepage',
      description: secret,
      naming: 'anonymous',
      ...more
    });
  async function step(who: Who, slug: string, act: string, facts: Facts = {}): Promise<string> {
    const { data, error } = await who.db.rpc('advance_complaint', { slug, act, facts });
    if (error) throw new Error(`${act}: ${error.message}`);
    return moved.parse(data).state;
  }
  const words = (title: string) => ({ as: 'public', title, text: `${title}，多户反映，请核查。` });

  /** Files one and makes it public; its slug and code. */
  async function published(more: Partial<Filing> = {}, title = '卫生间顶板渗漏') {
    const filed = await file(more);
    const { slug } = filed.receipt;
    await step(intake, slug, 'publish', words(title));
    return { slug, filed };
  }
  const answers = {
    text: '已派人到现场核查，责成施工单位维修。',
    public_text: '现场核查属实，施工单位已完成防水维修。',
    outcome: 'substantiated',
    result: 'fixed'
  };
  /** Accepted and answered. */
  async function answered(slug: string, more: Facts = {}) {
    await step(intake, slug, 'accept');
    await step(handler, slug, 'reply', { ...answers, ...more });
  }
  const closed = (slug: string) => step(follower, slug, 'close', { reason: '已电话回访，问题解决' });

  /** What the person does, by the code they hold. */
  async function byPerson(slug: string, act: string, facts: Facts = {}) {
    const rows = await hub.sql.query(
      `select k.tracking_hash as hash from private.complaint_keys k join public.complaints c using (complaint_id) where c.slug = $1`,
      [slug]
    );
    await days.must(hub.service, 'act_by_code', { tracking_hash: String(rows[0]?.hash), act, facts });
  }

  /** What the clock brings; whether there is more. */
  const sweep = async () => swept.parse(await days.must(hub.service, 'sweep_complaints', {})).more;

  const ask = (verb: string, args: Facts = {}) => days.must(hub.visitor, verb, args);
  const list = async (filters: Facts = {}, sort = 'published') =>
    browsed.parse(await ask('browse_complaints', { filters, sort }));
  const read = async (slug: string) =>
    z
      .union([page, withheld])
      .nullable()
      .parse(await ask('complaint_page', { slug }));
  async function whole(slug: string) {
    const found = await read(slug);
    if (!found || found.withheld) throw new Error('not public');
    return found;
  }
  const map = async (filters: Facts = {}) => mapped.parse(await ask('map_complaints', { filters }));
  const ofProject = async () => projectComplaints.parse(await ask('project_complaints', { slug: project }));
  const counted = async (division?: string) =>
    figures.parse(await ask('complaint_figures', { scope: division ? { division } : {} }));
  const journal = (scope: Facts = {}) => ask('read_journal', { scope, page_size: 200 });

  return {
    ...days,
    intake,
    handler,
    follower,
    leader,
    province,
    second,
    project_id,
    project,
    goTo,
    today,
    after,
    file,
    step,
    words,
    published,
    answered,
    closed,
    byPerson,
    sweep,
    list,
    read,
    whole,
    map,
    ofProject,
    counted,
    journal,
    anyone: ask
  };
}
export type PublicComplaints = Awaited<ReturnType<typeof openPublicComplaints>>;
