import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { booked } from '#lib/open-days/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { holding } from './accounts.ts';
import type { TestHub } from './database.ts';
import { openDisclosureDesk } from './disclosures.ts';
import type { Facts } from './projects.ts';

/** A guest: an account with a session, made without the seconds that hashing a password takes. */
export interface Guest {
  id: string;
  session: string;
  /** What the API and a cookie of the site carry. */
  token: string;
  db: Client;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenFor(hub: TestHub, id: string, session: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: id, aud: 'authenticated', role: 'authenticated', session_id: session };
  const body = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ ...claims, iat: now, exp: now + 3600 })}`;
  return `${body}.${createHmac('sha256', hub.secrets.jwt).update(body).digest('base64url')}`;
}

const kinds: Record<string, string> = {
  deputy: 'peoples_deputy',
  expert: 'expert',
  media: 'press',
  resident: 'resident_representative'
};

/** What a verb on a booking answered, or the message of the refusal. */
export type Outcome = z.infer<typeof booked> | string;

const slugOf = z.object({ slug: z.string(), edits: z.number() });
const lines = z.array(z.object({ broken: z.string() }));

/**
 * What must hold of a day at each moment: counters are sums, nothing is overbooked, nobody is there twice, nobody passed
 * one who waits, and no head of a line waits for a seat that is free.
 */
const invariants = `
  with held as (select b.open_day_id, b.category, sum(b.party_size) filter (where b.state in ('confirmed', 'offered', 'attended')) as taken,
    sum(b.party_size) filter (where b.state = 'waiting') as waiting,
    max(b.queue_no) filter (where b.state in ('confirmed', 'offered', 'attended')) as last_in,
    min(b.queue_no) filter (where b.state = 'waiting') as head
    from public.bookings b group by 1, 2)
  select 'taken of ' || s.category || ' is ' || s.taken || ', not ' || coalesce(h.taken, 0) as broken
  from public.open_day_seats s left join held h using (open_day_id, category) where s.taken <> coalesce(h.taken, 0)
  union all select 'waiting of ' || s.category || ' is ' || s.waiting || ', not ' || coalesce(h.waiting, 0)
  from public.open_day_seats s left join held h using (open_day_id, category) where s.waiting <> coalesce(h.waiting, 0)
  union all select s.category || ' is overbooked: ' || h.taken || ' of ' || s.capacity
  from public.open_day_seats s join held h using (open_day_id, category) where h.taken > s.capacity
  union all select 'the day counts ' || o.taken || ', not ' || x.taken
  from public.open_days o join (select s.open_day_id, sum(s.taken) as taken from public.open_day_seats s group by 1) x using (open_day_id) where o.taken <> x.taken
  union all select 'a person is there twice' from public.bookings b where b.state in ('confirmed', 'waiting', 'offered') group by b.open_day_id, b.user_id having count(*) > 1
  union all select 'number ' || h.last_in || ' passed number ' || h.head || ' of ' || h.category from held h where h.last_in > h.head
  union all select 'number ' || b.queue_no || ' waits for seats that are free'
  from held h join public.bookings b on b.open_day_id = h.open_day_id and b.queue_no = h.head
  join public.open_day_seats s on s.open_day_id = h.open_day_id and s.category = h.category
  join public.open_days o on o.open_day_id = h.open_day_id
  where o.state = 'announced' and o.booking_closes_at > private.now() and s.taken + b.party_size <= s.capacity
  union all select 'a queue number was given twice' from public.bookings b group by b.open_day_id, b.queue_no having count(*) > 1`;

/** Hosts, a project, guests, and short ways to open a day and to book it. */
export async function openOpenDays() {
  const desk = await openDisclosureDesk();
  const { hub, developer } = desk;
  const { project_id: project, slug: address } = await desk.project({});
  let registered = 0;

  async function guests(count: number): Promise<Guest[]> {
    const made = Array.from({ length: count }, () => ({ id: randomUUID(), session: randomUUID() }));
    const given = JSON.stringify(made);
    await hub.sql.query(
      `insert into auth.users (id, aud, role, email) select x.id, 'authenticated', 'authenticated', x.id || '@x.cn'
       from jsonb_to_recordset($1::jsonb) x (id uuid)`,
      [given]
    );
    await hub.sql.query(
      `insert into auth.sessions (id, user_id) select x.session, x.id from jsonb_to_recordset($1::jsonb) x (id uuid, session uuid)`,
      [given]
    );
    return made.map((one) => {
      const token = tokenFor(hub, one.id, one.session);
      return { ...one, token, db: holding(hub, token) };
    });
  }

  /** Hands out guests one by one, each of whom has booked nothing yet. */
  async function newcomers(count: number): Promise<() => Guest> {
    const left = (await guests(count)).values();
    return () => {
      const { value } = left.next();
      if (!value) throw new Error('more guests are needed');
      return value;
    };
  }

  /** Guests who are registered supervisors of the whole province. */
  async function supervisors(category: string, count = 1): Promise<Guest[]> {
    const made = await guests(count);
    for (const { id } of made) {
      registered += 1;
      await hub.sql.query(
        `insert into public.supervisors (number, user_id, category, kind, division_code, shown_name, state, valid_from, valid_until, terms, bureau_id, registered_at)
         values ($1, $2, $3, $4, '420000', '测试监督员', 'registered', private.today() - 30, private.today() + 700, 1, $5, now())`,
        [
          `420000-2026-${String(9000 + registered)}`,
          id,
          category,
          kinds[category],
          desk.reviewer.organization
        ]
      );
    }
    return made;
  }

  /** A time so many days from now, at the same hour. */
  const inDays = (days: number, hours = 0) =>
    new Date(Date.now() + days * 86_400_000 + hours * 3_600_000).toISOString();

  /** What a host says of a day in ten days. */
  const basics = (seats: Record<string, number>, more: Facts = {}): Facts => ({
    title: '主体结构开放日',
    starts_at: inDays(10),
    ends_at: inDays(10, 2),
    meeting_point: '工地南门',
    seats,
    ...more
  });

  async function must(db: Client, verb: string, args: Facts): Promise<unknown> {
    const { data, error } = await db.rpc(verb, args);
    if (error) throw new Error(`${verb}: ${error.message} ${error.details}`);
    return data;
  }

  /** The message of a refusal, or what came. */
  async function ask(db: Client, verb: string, args: Facts): Promise<unknown> {
    const { data, error } = await db.rpc(verb, args);
    return error ? error.message : data;
  }

  /** An announced day with these seats; its slug. */
  async function day(seats: Record<string, number>, more: Facts = {}): Promise<string> {
    const facts = { project: address, ...basics(seats, more) };
    const { slug } = slugOf.parse(await must(developer.db, 'save_open_day', { slug: null, facts }));
    await must(developer.db, 'announce_open_day', { slug });
    return slug;
  }

  /** The day that is announced in place of a cancelled one, at other hours; its slug. */
  async function instead(of: string, facts: Facts = {}): Promise<string> {
    const { slug } = slugOf.parse(await must(developer.db, 'replace_open_day', { slug: of }));
    const hours = { starts_at: inDays(14), ends_at: inDays(14, 2) };
    await must(developer.db, 'save_open_day', { slug, facts: { ...hours, ...facts } });
    await must(developer.db, 'announce_open_day', { slug });
    return slug;
  }

  async function book(
    who: Pick<Guest, 'db'>,
    slug: string,
    category = 'resident',
    more: Facts = {}
  ): Promise<Outcome> {
    const { data, error } = await who.db.rpc('book_open_day', {
      slug,
      category,
      party_size: 1,
      party: [],
      declaration: {},
      key: randomUUID(),
      ...more
    });
    return error ? error.message : booked.parse(data);
  }

  async function act(who: Pick<Guest, 'db'>, verb: string, code: string, more: Facts = {}): Promise<Outcome> {
    const { data, error } = await who.db.rpc(verb, { code, ...more });
    return error ? error.message : booked.parse(data);
  }

  /** The booking that came of it; throws on a refusal. */
  function made(outcome: Outcome) {
    if (typeof outcome === 'string') throw new Error(outcome);
    return outcome;
  }

  /** What is wrong with the counters and lines of all days; nothing, it is hoped. */
  async function broken(): Promise<string[]> {
    return lines.parse(await hub.sql.query(invariants)).map((line) => line.broken);
  }

  /** Everything as it will be in so many days. */
  async function later<R>(days: number, work: () => Promise<R>): Promise<R> {
    await hub.sql.query(
      `insert into private.settings values ('clock', (now() + make_interval(mins => $1))::text)`,
      [Math.round(days * 1440)]
    );
    try {
      return await work();
    } finally {
      await hub.sql.query(`delete from private.settings where name = 'clock'`);
    }
  }

  /** What the clock brings, until nothing is left to do; what was told to the journal. */
  async function sweep(): Promise<number> {
    for (let told = 0; ;) {
      const done = z
        .object({ told: z.number(), more: z.boolean() })
        .parse(await must(hub.service, 'sweep_open_days', {}));
      told += done.told;
      if (!done.more) return told;
    }
  }

  const kindsOf = z.array(z.object({ kind: z.string() }));
  /** What a person was told, oldest first. */
  const toldTo = async ({ id }: { id: string }) =>
    kindsOf
      .parse(
        await hub.sql.query(
          'select kind from public.notifications where user_id = $1 order by notification_id',
          [id]
        )
      )
      .map(({ kind }) => kind);

  /** What the journal says of open days of a project, oldest first. */
  const journalOf = async (of: string) =>
    kindsOf
      .parse(
        await hub.sql.query(
          `select kind from public.journal where project_id = $1 and kind like 'open\\_day.%' order by seq`,
          [of]
        )
      )
      .map(({ kind }) => kind);

  return {
    ...desk,
    /** Writes a project, and throws where it is refused. */
    enter: desk.must,
    basicsOfProject: desk.basics,
    ...{ project_id: project, address, guests, newcomers, supervisors, basics, inDays },
    ...{ must, ask, day, instead, book, act, made, broken, later, sweep, toldTo, journalOf }
  };
}
export type OpenDays = Awaited<ReturnType<typeof openOpenDays>>;
