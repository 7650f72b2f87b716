import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { booked } from '#lib/open-days/schema.ts';
import type { Sql } from '#lib/server/backend/index.ts';
import type { Client } from '#lib/server/client.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub, type Hub } from '#lib/server/hub.ts';
import { startPostgres } from '../support/postgres.ts';
import { pgbench } from './pgbench.ts';
import { seedProjects } from './seed.ts';
import { sqlOf } from './sweep.ts';
import { fixed, row, say } from './table.ts';

const clients = 64;
/** As much as a day may hold; each request finds a seat, so that what is measured is a booking and not a refusal. */
const seats = 1000;

export interface Guest {
  id: string;
  session: string;
}

const slugs = z.array(z.object({ slug: z.string() }));

/** Announced days with seats for everybody, each of another project. */
async function announce(sql: Sql, count: number): Promise<string[]> {
  const made = await sql.query(
    `insert into public.open_days (project_id, division_code, origin, state, status, title, starts_at, ends_at, meeting_point,
       capacity, booking_closes_at, announced_at)
     select p.project_id, p.division_code, 'voluntary', 'announced', 'announced', '开放日', now() + interval '10 days',
       now() + interval '10 days 2 hours', '南门', ${String(seats)}, now() + interval '9 days', now()
     from public.projects p order by p.slug limit ${String(count)} returning slug`
  );
  await sql.query(
    `insert into public.open_day_seats (open_day_id, category, capacity)
     select o.open_day_id, 'resident', ${String(seats)} from public.open_days o on conflict do nothing`
  );
  return slugs.parse(made).map(({ slug }) => slug);
}

/** Accounts with a session each, without the time that hashing their passwords would take. */
export async function invite(sql: Sql, count: number): Promise<Guest[]> {
  const guests = Array.from({ length: count }, () => ({ id: randomUUID(), session: randomUUID() }));
  const given = [JSON.stringify(guests)];
  await sql.query(
    `insert into auth.users (id, aud, role, email) select x.id, 'authenticated', 'authenticated', x.id || '@x.cn'
     from jsonb_to_recordset($1::jsonb) x (id uuid)`,
    given
  );
  await sql.query(
    `insert into auth.sessions (id, user_id) select x.session, x.id from jsonb_to_recordset($1::jsonb) x (id uuid, session uuid)`,
    given
  );
  return guests;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function as({ backend, secrets }: Hub, { id, session }: Guest): Client {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: id, aud: 'authenticated', role: 'authenticated', session_id: session };
  const body = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ ...claims, iat: now, exp: now + 3600 })}`;
  const token = `${body}.${createHmac('sha256', secrets.jwt).update(body).digest('base64url')}`;
  return createClient(backend.url, backend.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: () => Promise.resolve(token),
    global: { fetch: backend.fetch }
  });
}

/** Every guest books once, 64 at a time; bookings a second. */
async function throughHub(hub: Hub, guests: Guest[], days: string[]): Promise<number> {
  const left = guests.map((guest, n) => ({ db: as(hub, guest), slug: days[n % days.length] ?? '' })).values();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (const { db, slug } of left) {
        const ask = {
          slug,
          category: 'resident',
          party_size: 1,
          party: [],
          declaration: {},
          key: randomUUID()
        };
        const { data, error } = await db.rpc('book_open_day', ask);
        if (error) throw new Error(error.message);
        if (booked.parse(data).state !== 'confirmed') throw new Error('A booking was not confirmed.');
      }
    })
  );
  return (guests.length * 1000) / (performance.now() - started);
}

/** The same function called by pgbench, each call in a transaction with the claims of another guest. */
function byPgbench(url: string, folder: string, guests: Guest[], days: string[]): number | null {
  const people = join(folder, 'people.sql');
  // pgbench knows numbers only: the guest and the day are found by theirs
  writeFileSync(
    people,
    `create table public.bench_guests (n serial primary key, id uuid, session uuid);
     insert into public.bench_guests (id, session) values ${guests.map(({ id, session }) => `('${id}', '${session}')`).join(',')};
     create table public.bench_days (n serial primary key, slug text);
     insert into public.bench_days (slug) values ${days.map((slug) => `('${slug}')`).join(',')};
     create sequence public.bench_turn;
     create function public.bench_book() returns void language plpgsql as $$
     declare
       turn bigint := nextval('public.bench_turn');
       g public.bench_guests;
       d text;
     begin
       select * into g from public.bench_guests x where x.n = turn;
       select x.slug into d from public.bench_days x where x.n = 1 + turn % (select count(*) from public.bench_days);
       perform set_config('request.jwt.claims', json_build_object('sub', g.id, 'role', 'authenticated', 'session_id', g.session)::text, true),
         set_config('request.jwt.claim.sub', g.id::text, true), set_config('request.jwt.claim.role', 'authenticated', true);
       perform public.book_open_day(d, 'resident', 1, '[]', '{}', gen_random_uuid()::text);
     end $$;`
  );
  return pgbench({
    url,
    setup: people,
    statement: 'select public.bench_book();',
    clients,
    times: guests.length
  });
}

/** Bookings a second on one day that everybody wants and on many, through the hub; on PostgreSQL beside pgbench. */
export async function benchBookings(engine: 'embedded' | 'postgres'): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const given = process.env.BENCH_DATABASE_URL;
  const own = engine === 'postgres' && !given ? await startPostgres() : null;
  const url = engine === 'postgres' ? (given ?? own?.url ?? '') : '';
  const env = { HUB_DEMO: 'off', HUB_JOBS: 'off', DATABASE_URL: url, SUPABASE_URL: '', DATA_DIR: dataDir };
  const rounds = engine === 'embedded' ? 1 : 4;
  try {
    say(
      `\nbookings on ${engine}, ${String(clients)} at a time${own ? ', a server of its own that need not wait for the disk' : ''}`
    );
    row(['', 'bookings/s', 'pgbench/s', 'ratio']);
    const hub = await openHub(undefined, readConfig({ ...process.env, ...env }));
    const sql = sqlOf(hub);
    await seedProjects(sql, 200);
    for (const [name, howMany] of [
      ['one hot day', 1],
      ['200 days', 200]
    ] as const) {
      // the first to come find nothing compiled or cached
      await throughHub(hub, await invite(sql, clients), await announce(sql, howMany));
      const hubs: number[] = [];
      const plains: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        hubs.push(await throughHub(hub, await invite(sql, seats), await announce(sql, howMany)));
        if (url === '') continue;
        const told = byPgbench(url, dataDir, await invite(sql, seats), await announce(sql, howMany));
        if (told !== null) plains.push(told);
      }
      const [through, plain] = [Math.max(...hubs), Math.max(...plains)];
      row([name, fixed(through), fixed(plain), fixed(plain > 0 ? through / plain : Number.NaN, 2)]);
    }
  } finally {
    await closeHub();
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
