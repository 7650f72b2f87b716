import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Application, Conflict } from './apply.ts';
import { mine, type Mine } from './schema.ts';
import { categoryOf } from './supervisors.ts';

const nothing = z.null();

/** The open application or registration of who asks, else the last one. */
export const read = async (db: Client): Promise<Mine | null> =>
  unwrap(await db.rpc('my_supervisor'), mine.nullable());

export async function apply(
  db: Client,
  application: Application,
  conflicts: Conflict[],
  evidence: string[]
): Promise<void> {
  const facts = {
    ...application,
    category: categoryOf[application.kind],
    // the form lets nothing through where this is not declared
    honest: true,
    conflicts,
    evidence
  };
  unwrap(await db.rpc('apply_supervisor', { facts }), z.object({ slug: z.string() }));
}

export async function declare(db: Client, conflicts: Conflict[]): Promise<void> {
  unwrap(await db.rpc('save_supervisor_conflicts', { conflicts }), nothing);
}

export async function leave(db: Client): Promise<void> {
  unwrap(await db.rpc('leave_supervisors'), nothing);
}

export async function askRenewal(db: Client): Promise<void> {
  unwrap(await db.rpc('ask_supervisor_renewal'), nothing);
}

export async function answer(db: Client, appointment: string, accept: boolean): Promise<void> {
  unwrap(await db.rpc('answer_appointment', { appointment, accept }), nothing);
}
