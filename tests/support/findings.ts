import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deskFinding, moved, bulk, movedLine } from '#lib/findings/desk-schema.ts';
import { findingPage } from '#lib/findings/schema.ts';
import { receipt } from '#lib/findings/visit-schema.ts';
import type { Client } from '#lib/server/client.ts';
import { person, type TestPerson } from './database.ts';
import { rebar } from './disclosures.ts';
import { openOpenDays, type Guest } from './open-days.ts';
import type { Facts } from './projects.ts';

const dues = z.array(z.object({ due_on: z.string().nullable(), state: z.string() }));
const names = z.array(z.object({ kind: z.string() }));
type Who = Pick<Guest, 'db'> | TestPerson;

export const photoHash = (text: string) => createHash('sha256').update(text).digest('hex');

/** A line that says that an item differs. */
export const differs = (more: Facts = {}): Facts => ({
  kind: 'item',
  item: 'rebar_tests',
  verdict: 'differs',
  note: '现场炉批号与公示的报告不一致',
  ...more
});
export const matched = (more: Facts = {}): Facts => ({
  kind: 'item',
  item: 'rebar_tests',
  verdict: 'matched',
  ...more
});

/** A project with a disclosure that is public, officers of each duty, and short ways through the life of a finding. */
export async function openFindings() {
  const days = await openOpenDays();
  const { hub, must, ask } = days;
  // nothing of these tests depends on the hour at which they run
  const start = await goTo(null);
  const officer = async (email: string, duties: string[]) =>
    person(hub, { email, role: 'officer', division: '420100', duties });
  const clerk = await officer('clerk@x.cn', ['intake']);
  const handler = await officer('handler@x.cn', ['handler']);
  const second = await officer('second@x.cn', ['reviewer']);
  const stranger = await person(hub, {
    email: 'abroad@x.cn',
    role: 'officer',
    division: '420600',
    duties: ['intake', 'handler', 'reviewer']
  });

  const { project_id, slug: project } = await days.project({
    structure_acceptance: { reached: start.slice(0, 10) }
  });
  const disclosure = await days.slugOf(project_id, 'rebar_tests');
  await days.publish(disclosure, rebar, [await days.document(project_id, '钢筋检测汇总')]);

  /** Moves the clock of the hub to noon of a day, or to now, and leaves it there. */
  async function goTo(day: string | null): Promise<string> {
    await hub.sql.query(`delete from private.settings where name = 'clock'`);
    const at = day === null ? new Date().toISOString() : `${day}T04:00:00.000Z`;
    await hub.sql.query(`insert into private.settings values ('clock', $1)`, [at]);
    return at;
  }
  const dayAfter = (day: string, n = 1) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

  /** A day with seats for everyone that starts in ten days, on this project unless told otherwise. */
  async function openDay(more: Facts = {}): Promise<string> {
    const [row] = await hub.sql.query(`select private.now() as now`);
    const now = Date.parse(z.coerce.date().parse(row?.now).toISOString());
    const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
    const facts = {
      project,
      title: '主体结构开放日',
      starts_at: at(240),
      ends_at: at(243),
      meeting_point: '工地南门',
      seats: { deputy: 9, expert: 9, media: 9, resident: 9, public: 9 },
      ...more
    };
    const { slug } = z
      .object({ slug: z.string() })
      .parse(await must(days.developer.db, 'save_open_day', { slug: null, facts }));
    await must(days.developer.db, 'announce_open_day', { slug });
    return slug;
  }

  const beginOf = async (slug: string) => {
    const [row] = await hub.sql.query('select starts_at from public.open_days where slug = $1', [slug]);
    return z.coerce.date().parse(row?.starts_at).getTime();
  };
  async function goToDay(slug: string, minutes = 30): Promise<void> {
    await hub.sql.query(`delete from private.settings where name = 'clock'`);
    await hub.sql.query(`insert into private.settings values ('clock', $1)`, [
      new Date((await beginOf(slug)) + minutes * 60_000).toISOString()
    ]);
  }

  async function book(who: Guest, slug: string, category = 'expert'): Promise<string> {
    return days.made(await days.book(who, slug, category)).code;
  }
  async function checkIn(slug: string, code: string, more: Facts = {}) {
    const at = new Date((await beginOf(slug)) + 60_000).toISOString();
    return must(days.developer.db, 'record_check_ins', {
      slug,
      rows: [{ check_in_id: randomUUID(), kind: 'booked', code, at, device: 'gate', briefed: true, ...more }]
    });
  }

  /** A day on which these supervisors were checked in; the clock stands within it. */
  async function visitDay(categories: string[]) {
    const slug = await openDay();
    const people: Guest[] = [];
    const codes: string[] = [];
    for (const category of categories) {
      const [one] = await days.supervisors(category);
      if (!one) throw new Error('nobody');
      people.push(one);
      codes.push(await book(one, slug, category));
    }
    await goToDay(slug);
    for (const code of codes) await checkIn(slug, code);
    return { slug, people };
  }

  const submit = async (
    who: Who,
    open_day: string,
    lines: Facts[],
    more: Facts = {},
    finding = randomUUID()
  ) => {
    const { data, error } = await who.db.rpc('submit_finding', {
      finding,
      open_day,
      facts: { lines, ...more }
    });
    return error ? error.message : receipt.parse(data);
  };
  const sent = async (...args: Parameters<typeof submit>) => {
    const got = await submit(...args);
    if (typeof got === 'string') throw new Error(got);
    return got;
  };

  const said = async <S extends z.ZodType>(
    who: Who,
    verb: string,
    args: Facts,
    schema: S
  ): Promise<z.infer<S> | string> => {
    const { data, error } = await who.db.rpc(verb, args);
    return error ? error.message : schema.parse(data);
  };
  const step = (who: Who, verb: string, args: Facts) => said(who, verb, args, moved);
  const fix = (who: Who, verb: string, args: Facts) => said(who, verb, args, movedLine);
  const triage = async (who: Who, slugs: string[], outcome = 'accept', more: Facts = {}) =>
    bulk.parse(await must(who.db, 'triage_findings', { slugs, outcome, ...more }));
  const decision = (position: number, verdict = 'substantiated') => ({
    position,
    decision: verdict,
    reason: '现场核对属实'
  });

  async function state(slug: string) {
    const [row] = dues.parse(
      await hub.sql.query('select due_on::text, state from public.findings where slug = $1', [slug])
    );
    if (!row) throw new Error('no finding');
    return row;
  }
  /** Noon of the day after the last day of the step that is on. */
  async function past(slug: string): Promise<void> {
    const { due_on } = await state(slug);
    if (!due_on) throw new Error('nothing is due');
    await goTo(dayAfter(due_on));
  }
  async function sweep() {
    const done = { moved: 0, published: 0, told: 0 };
    for (;;) {
      const one = z
        .object({ moved: z.number(), published: z.number(), told: z.number(), more: z.boolean() })
        .parse(await must(hub.service, 'sweep_findings', {}));
      done.moved += one.moved;
      done.published += one.published;
      done.told += one.told;
      if (!one.more) return done;
    }
  }
  const atDesk = async (who: Who, slug: string) => {
    const { data, error } = await who.db.rpc('desk_finding', { slug });
    if (error) throw new Error(error.message);
    return deskFinding.nullable().parse(data);
  };
  const page = async (slug: string, db: Client = hub.visitor) =>
    findingPage.nullable().parse(await must(db, 'finding_page', { slug }));
  const told = async (slug: string) =>
    names
      .parse(
        await hub.sql.query(
          `select j.kind from public.journal j join public.findings f on split_part(j.subject_id, '/', 1) = f.finding_id::text
           where j.subject_type in ('finding', 'rectification') and f.slug = $1 order by j.seq`,
          [slug]
        )
      )
      .map(({ kind }) => kind);
  const photo = (who: Guest, open_day: string, original: string) =>
    ask(hub.service, 'keep_finding_photo', {
      uploader: who.id,
      open_day,
      facts: {
        sha256: photoHash(`copy of ${original}`),
        original_sha256: original,
        media_type: 'image/jpeg',
        bytes: 1000,
        original_bytes: 2000,
        width: 800,
        height: 600
      }
    });
  const document = async (name: string) => ({
    document_id: await days.document(project_id, name),
    caption: name
  });

  /** From a report to one that was decided, and is public once the clock says so. */
  async function decided(who: Who, open_day: string, lines: Facts[], verdicts: Record<number, string> = {}) {
    const { slug } = await sent(who, open_day, lines);
    await triage(clerk, [slug]);
    const answered = await step(days.developer, 'reply_finding', {
      slug,
      stance: 'accepts',
      reply: '情况属实，立即整改'
    });
    const lineNumbers = lines.map((_, n) => n + 1);
    const done = await step(handler, 'decide_finding', {
      slug,
      lines: lineNumbers.map((n) => decision(n, verdicts[n]))
    });
    if (typeof done === 'string') throw new Error(`${JSON.stringify(answered)} ${done}`);
    return slug;
  }
  async function published(...args: Parameters<typeof decided>) {
    const slug = await decided(...args);
    await past(slug);
    await sweep();
    return slug;
  }

  return {
    days,
    hub,
    must,
    ask,
    ...{
      project,
      project_id,
      disclosure,
      clerk,
      handler,
      reviewer: days.reviewer,
      second,
      stranger,
      developer: days.developer
    },
    ...{
      goTo,
      goToDay,
      dayAfter,
      openDay,
      book,
      checkIn,
      visitDay,
      submit,
      sent,
      step,
      fix,
      triage,
      decision,
      state,
      past,
      sweep
    },
    ...{ atDesk, page, told, photo, document, decided, published }
  };
}
export type Findings = Awaited<ReturnType<typeof openFindings>>;
