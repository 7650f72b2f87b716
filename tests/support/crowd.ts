import postgres from 'postgres';
import { z } from 'zod';
import type { Sql } from '#lib/server/backend/index.ts';
import { booked } from '#lib/open-days/schema.ts';
import type { TestHub } from './database.ts';
import type { Guest, Outcome } from './open-days.ts';

/** Sends statements as a person, as the API would: one transaction with the person's claims. */
export type AsPerson = (who: Guest, statement: string, parameters: (string | number)[]) => Promise<unknown>;

const claims = (who: Guest) =>
  JSON.stringify({ sub: who.id, role: 'authenticated', session_id: who.session });

const claim = `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
  set_config('request.jwt.claim.role', 'authenticated', true), set_config('role', 'authenticated', true)`;

/** The one session of the embedded engine: requests come one after another, as they do to the API there. */
function alone(sql: Sql): AsPerson {
  return (who, statement, parameters) =>
    sql.transaction(async (inside) => {
      await inside.query(claim, [claims(who), who.id]);
      const [row] = await inside.query(statement, parameters);
      return row?.answer;
    });
}

/** A server allows 100 sessions unless told otherwise, and other files are tested beside this one. */
const SESSIONS = 40;

export interface Crowd {
  as: AsPerson;
  end: () => Promise<void>;
}

/** Many sessions of PostgreSQL that people share; closed by `end`. */
export function openCrowd(hub: TestHub): Crowd {
  const url = hub.config.DATABASE_URL;
  if (url === undefined) return { as: alone(hub.sql), end: () => Promise.resolve() };
  const pool = postgres(url, { max: SESSIONS, onnotice: () => undefined });
  return {
    as: async (who, statement, parameters) => {
      const done = await pool.begin(async (tx) => {
        await tx.unsafe(claim, [claims(who), who.id]);
        const [row] = await tx.unsafe<Record<string, unknown>[]>(statement, parameters);
        return { answer: row?.answer };
      });
      return done.answer;
    },
    end: () => pool.end()
  };
}

const refusal = z.object({ message: z.string() });

/** What came of it, or the message of the refusal. */
export async function outcomeOf(asking: Promise<unknown>): Promise<Outcome> {
  try {
    return booked.parse(await asking);
  } catch (error) {
    if (error instanceof z.ZodError) throw error;
    return refusal.parse(error).message;
  }
}

export const bookStatement = (verb = 'public.book_open_day') =>
  `select ${verb}($1, $2, $3::int, '[]', '{}', $4) as answer`;

/** Runs the work of each, so many at a time. */
export async function inParallel<T>(
  clients: number,
  all: T[],
  work: (one: T) => Promise<void>
): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (const one of left) await work(one);
    })
  );
}
