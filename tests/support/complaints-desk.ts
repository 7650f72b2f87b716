import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deskCase, deskList, myExtract } from '#lib/complaints/desk/replies.ts';
import { fileComplaint, type Filing } from '#lib/complaints/file.server.ts';
import { moved } from '#lib/complaints/schema.ts';
import { closeHub } from '#lib/server/hub.ts';
import { tokenOf } from './accounts.ts';
import { visitor, type Visitor } from './browserless.ts';
import { person, type TestPerson } from './database.ts';
import { sessionCookie } from './open-day-server.ts';
import { openOpenDays, type OpenDays } from './open-days.ts';
import { startServer } from './server.ts';

type Who = Pick<TestPerson, 'db'>;

/** Words that only the person of a complaint wrote; nobody else's pages may hold them. */
export const canary = {
  description: '卫生间顶板渗水，墙皮脱落 金丝雀独白',
  spot: '三栋二单元 金丝雀房号',
  name: '金丝雀',
  phone: '13900007777',
  address: '金丝雀路 7 号'
};

async function officers(days: OpenDays) {
  const bureau = days.reviewer.organization;
  const officer = (name: string, duties: string[]) =>
    person(days.hub, {
      email: `${name}@complaints.cn`,
      role: 'officer',
      organization: bureau ?? undefined,
      duties
    });
  const elsewhere = (name: string, division: string, duties: string[]) =>
    person(days.hub, { email: `${name}@complaints.cn`, role: 'officer', division, duties });
  return {
    intake: await officer('intake', ['intake']),
    handler: await officer('handler', ['handler']),
    follower: await officer('follower', ['follow_up']),
    leader: await officer('leader', ['reviewer']),
    province: await elsewhere('province', '420000', ['intake', 'reviewer']),
    abroad: await elsewhere('abroad', '420600', ['intake', 'handler', 'reviewer'])
  };
}

/** A project with parties, officers of each duty, and short ways through the life of a complaint. */
export async function openComplaints() {
  const days = await openOpenDays();
  const staff = await officers(days);
  const { hub } = days;
  const { project_id, slug: project } = await days.project({});

  const file = async (more: Partial<Filing> = {}) =>
    fileComplaint(hub, {
      attempt: randomUUID(),
      project,
      category: 'seepage',
      description: canary.description,
      spot: canary.spot,
      naming: 'named',
      shown_name: canary.name,
      contact: { name: canary.name, phone: canary.phone, address: canary.address },
      ...more
    });
  const filed = async (more: Partial<Filing> = {}) => (await file(more)).receipt;

  /** A step; what is refused is answered with its code. */
  async function step(who: Who, slug: string, act: string, facts: object = {}, expected_edits?: number) {
    const { data, error } = await who.db.rpc('advance_complaint', {
      slug,
      act,
      facts,
      expected_edits: expected_edits ?? null
    });
    return error ? error.message : moved.parse(data).state;
  }
  async function list(who: Who, filters: object = {}, page = 1, size = 100) {
    const { data, error } = await who.db.rpc('browse_desk_complaints', {
      filters,
      page_number: page,
      page_size: size
    });
    if (error) throw new Error(error.message);
    return deskList.parse(data);
  }
  async function atDesk(who: Who, slug: string) {
    const { data, error } = await who.db.rpc('desk_complaint', { slug });
    if (error) throw new Error(error.message);
    return deskCase.nullable().parse(data);
  }
  async function extractOf(who: Who, slug: string) {
    const { data, error } = await who.db.rpc('my_extract', { slug });
    if (error) throw new Error(error.message);
    return myExtract.nullable().parse(data);
  }
  /** Slugs of the extracts of a complaint, the latest last. */
  const extracts = async (slug: string) =>
    z
      .array(z.object({ slug: z.string() }))
      .parse(
        await hub.sql.query(
          `select x.slug from public.complaint_extracts x join public.complaints c on c.complaint_id = x.complaint_id where c.slug = $1 order by x.sent_at`,
          [slug]
        )
      )
      .map((row) => row.slug);
  const slugOfCompany = async (who: TestPerson) =>
    z
      .array(z.object({ slug: z.string() }))
      .parse(
        await hub.sql.query(`select slug from public.organizations where organization_id = $1`, [
          who.organization
        ])
      )[0]?.slug ?? '';
  return {
    ...days,
    ...staff,
    project_id,
    project,
    file,
    filed,
    step,
    list,
    atDesk,
    extractOf,
    extracts,
    slugOfCompany
  };
}
export type Complaints = Awaited<ReturnType<typeof openComplaints>>;

const names = [
  'intake',
  'handler',
  'follower',
  'leader',
  'province',
  'abroad',
  'developer',
  'contractor'
] as const;
export type ComplaintsName = (typeof names)[number];

/** The same behind the built server, each of the people at a browser without scripts. `prepare` goes on in the database. */
export async function serveComplaints<P>(prepare: (desk: Complaints) => Promise<P>) {
  const desk = await openComplaints();
  const prepared = await prepare(desk);
  const tokens = new Map<ComplaintsName, { token: string; id: string }>();
  for (const name of names) tokens.set(name, { token: await tokenOf(desk[name].db), id: desk[name].id });
  const { dataDir } = desk.hub.config;
  await closeHub();
  const server = await startServer({ dataDir, env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'X-Forwarded-For' } });
  let machines = 0;
  function someone(): Visitor {
    machines += 1;
    return visitor(server.url, `198.17.${String(machines >> 8)}.${String(machines & 255)}`);
  }
  function as(name: ComplaintsName): Visitor {
    const { token, id } = tokens.get(name) ?? { token: '', id: '' };
    const who = someone();
    who.cookies.set('sunlit', sessionCookie(token, id));
    return who;
  }
  const page = async (who: Visitor, path: string) => (await who.get(path)).text();
  return {
    ...desk,
    ...prepared,
    url: server.url,
    log: server.log,
    someone,
    as,
    page,
    close: () => server.stop()
  };
}
