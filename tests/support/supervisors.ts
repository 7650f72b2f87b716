import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { certificate, deskCase, mine } from '#lib/supervisors/schema.ts';
import { person, type TestPerson } from './database.ts';
import { openDisclosureDesk } from './disclosures.ts';
import type { Facts } from './projects.ts';

const answered = z.object({ state: z.string(), number: z.string().nullable() });
const row = z.object({ slug: z.string(), edits: z.number(), state: z.string() });

interface Answer {
  data: unknown;
  error: { message: string } | null;
}

/** What the database refused by name, or what it answered. */
const said = <S extends z.ZodType>({ data, error }: Answer, schema: S): z.infer<S> | string =>
  error ? error.message : schema.parse(data);

export const applicationFacts = (more: Facts = {}): Facts => ({
  category: 'expert',
  kind: 'expert',
  division_code: '420102',
  shown_name: '周工',
  fields: ['structure'],
  real_name: '周建国',
  phone: '027-8000 0000',
  work_unit: '测试设计研究院',
  statement: '结构专业高级工程师，从业二十年。',
  conflicts: [],
  honest: true,
  ...more
});

/** The desk of disclosures, with short ways to apply and decide. */
export async function openRegistry() {
  const desk = await openDisclosureDesk();
  const { hub } = desk;
  let files = 0;
  let people = 0;

  async function evidence(who: TestPerson): Promise<string> {
    files += 1;
    const facts = {
      sha256: files.toString(16).padStart(64, '0'),
      media_type: 'application/pdf',
      bytes: 1000,
      file_name: '聘书.pdf'
    };
    const { data, error } = await hub.service.rpc('keep_evidence', { uploader: who.id, facts });
    if (error) throw new Error(error.message);
    return z.string().parse(data);
  }

  async function newcomer(): Promise<TestPerson> {
    people += 1;
    return person(hub, { email: `newcomer${String(people)}@x.cn` });
  }

  async function apply(who: TestPerson, more: Facts = {}, with_files?: string[]) {
    const facts = applicationFacts({ evidence: with_files ?? [await evidence(who)], ...more });
    return said(await who.db.rpc('apply_supervisor', { facts }), z.object({ slug: z.string() }));
  }

  const own = async (who: TestPerson) =>
    row.parse(
      (
        await hub.sql.query(
          'select slug, edits, state from public.supervisors where user_id = $1 order by created_at desc, supervisor_id desc limit 1',
          [who.id]
        )
      )[0]
    );

  interface More {
    until?: string | null;
    reason?: string;
    edits?: number;
  }

  /** A decision about the case of a person, as it stands now unless `edits` says otherwise. */
  async function decide(db: Client, who: TestPerson, act: string, { until, reason, edits }: More = {}) {
    const found = await own(who);
    const args = {
      slug: found.slug,
      act,
      expected_edits: edits ?? found.edits,
      valid_until: until ?? null,
      reason: reason ?? null
    };
    return said(await db.rpc('decide_supervisor', args), answered);
  }

  /** Somebody registered for a year, with the number. */
  async function registered(more: Facts = {}) {
    const who = await newcomer();
    await apply(who, more);
    const until = await inDays(365);
    const done = await decide(desk.reviewer.db, who, 'register', { until });
    if (typeof done === 'string' || !done.number) throw new Error(JSON.stringify(done));
    return { who, number: done.number };
  }

  async function inDays(days: number): Promise<string> {
    const [found] = await hub.sql.query('select (private.today() + $1::int)::text as day', [days]);
    return z.object({ day: z.string() }).parse(found).day;
  }

  const page = async (number: string, db: Client = hub.visitor) =>
    certificate.nullable().parse((await db.rpc('supervisor_page', { number })).data);
  const atDesk = async (slug: string, db: Client) =>
    deskCase.nullable().parse((await db.rpc('desk_supervisor', { slug })).data);
  const mineOf = async ({ db }: TestPerson) => mine.nullable().parse((await db.rpc('my_supervisor')).data);

  /** Moves the last day of a term, as time does. */
  const moveEnd = (number: string, days: number) =>
    hub.sql.query(
      `update public.supervisors set valid_from = least(valid_from, private.today() + $2::int - 300),
         valid_until = private.today() + $2::int where number = $1`,
      [number, days]
    );

  return {
    ...desk,
    evidence,
    newcomer,
    apply,
    own,
    decide,
    registered,
    inDays,
    certificateOf: page,
    caseOf: atDesk,
    mineOf,
    moveEnd,
    said
  };
}

export type Registry = Awaited<ReturnType<typeof openRegistry>>;
