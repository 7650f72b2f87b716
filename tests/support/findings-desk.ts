import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { receipt } from '#lib/findings/visit-schema.ts';
import { closeHub } from '#lib/server/hub.ts';
import { tokenOf } from './accounts.ts';
import { visitor, type Visitor } from './browserless.ts';
import { person, type TestPerson } from './database.ts';
import { rebar } from './disclosures.ts';
import { sessionCookie } from './open-day-server.ts';
import { openOpenDays, type Guest, type OpenDays } from './open-days.ts';
import type { Facts } from './projects.ts';
import { startServer } from './server.ts';

/** Something wrong with what was disclosed, and something that was not on the list. */
const lines: Facts[] = [
  { kind: 'item', item: 'rebar_tests', verdict: 'differs', note: '现场抽查的接头与报告编号对不上' },
  { kind: 'free', note: '三层楼梯间临边没有防护' }
];

async function officers(days: OpenDays) {
  const officer = (name: string, duties: string[]) =>
    person(days.hub, { email: `${name}@x.cn`, role: 'officer', division: '420100', duties });
  return {
    intake: await officer('intake', ['intake']),
    handler: await officer('handler', ['handler']),
    second: await officer('second', ['reviewer'])
  };
}

/** A day of today on which a deputy and others are, with what the project disclosed before. */
async function visit(days: OpenDays, count: number) {
  const { hub, developer, project_id } = days;
  const disclosure = await days.slugOf(project_id, 'rebar_tests');
  await days.publish(disclosure, rebar, [await days.document(project_id, 'rebar report')]);
  const day = await days.day(
    { deputy: 20, expert: 2 },
    { starts_at: days.inDays(1), ends_at: days.inDays(1, 2), booking_closes_at: days.inDays(0, 12) }
  );
  const finders = await days.supervisors('deputy', count);
  for (const finder of finders) {
    const { code } = days.made(await days.book(finder, day, 'deputy'));
    const at = new Date().toISOString();
    const rows = [
      { check_in_id: randomUUID(), kind: 'booked', code, at, device: 'test', briefed: true, party_size: 1 }
    ];
    await days.must(developer.db, 'record_check_ins', { slug: day, rows });
  }
  // the day itself has come
  await hub.sql.query(
    `update public.open_days set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour', booking_closes_at = now() - interval '3 hours'
     where slug = $1`,
    [day]
  );
  return { day, finders };
}

/** What deputies found on a day, as it lies before the bureau, and everyone who has to do with it. */
export async function openFindings(count: number) {
  const days = await openOpenDays();
  const staff = await officers(days);
  const { day, finders } = await visit(days, count);
  const [expert] = await days.supervisors('expert');
  if (!expert) throw new Error('no expert');
  const { number } = z
    .array(z.object({ number: z.string() }))
    .parse(
      await days.hub.sql.query('select number from public.supervisors where user_id = $1', [expert.id])
    )[0] ?? { number: '' };
  const found: { slug: string; number: string }[] = [];
  for (const finder of finders) {
    const args = { finding: randomUUID(), open_day: day, facts: { lines } };
    found.push(receipt.parse(await days.must(finder.db, 'submit_finding', args)));
  }
  return { ...days, ...staff, openDay: day, finders, expert, expertNumber: number, found };
}
export type Findings = Awaited<ReturnType<typeof openFindings>>;

const names = ['developer', 'contractor', 'reviewer', 'intake', 'handler', 'second', 'xiangyang'] as const;
type Name = (typeof names)[number];

/** The same behind the built server: each of the people at a browser without scripts. `prepare` may go on in the database. */
export async function serveFindings<P>(count: number, prepare: (desk: Findings) => Promise<P>) {
  const desk = await openFindings(count);
  const prepared = await prepare(desk);
  const tokens = new Map<Name, { token: string; id: string }>();
  for (const name of names) {
    const who: TestPerson = desk[name];
    tokens.set(name, { token: await tokenOf(who.db), id: who.id });
  }
  const { dataDir } = desk.hub.config;
  await closeHub();
  const server = await startServer({ dataDir, env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'X-Forwarded-For' } });
  let machines = 0;

  function someone(): Visitor {
    machines += 1;
    return visitor(server.url, `198.19.${String(machines >> 8)}.${String(machines & 255)}`);
  }
  function withToken({ token, id }: { token: string; id: string }): Visitor {
    const who = someone();
    who.cookies.set('sunlit', sessionCookie(token, id));
    return who;
  }
  const as = (name: Name): Visitor => withToken(tokens.get(name) ?? { token: '', id: '' });
  const guest = (one: Guest): Visitor => withToken(one);
  const page = async (who: Visitor, path: string) => (await who.get(path)).text();
  return {
    ...desk,
    ...prepared,
    url: server.url,
    log: server.log,
    someone,
    as,
    guest,
    page,
    close: () => server.stop()
  };
}
