import { z } from 'zod';
import { ruleInput } from '#lib/catalogue/catalogue.server.ts';
import { dayKinds } from '#lib/catalogue/catalogue.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { deadlineSubjects, natures } from '../open-days.ts';

const subject = z.enum(deadlineSubjects, 'errors.required');
const rows = z.array(
  z.object({
    subject,
    deadline_rule_id: z.string(),
    item: z.string(),
    division_code: z.string(),
    divisions: z.object({ name: z.string(), name_en: z.string() }),
    days: z.number(),
    day_kind: z.enum(dayKinds),
    nature: z.enum(natures),
    basis: z.string(),
    basis_en: z.string().nullable(),
    valid_from: z.string(),
    valid_until: z.string().nullable(),
    created_at: z.string()
  })
);

/** Every rule there is or was of when a day is to be held and announced, the latest first. */
export async function list(db: Client) {
  const answer = await db
    .from('deadline_rules')
    .select('*,divisions!deadline_rules_division_fkey(name,name_en)')
    .in('subject', deadlineSubjects)
    .order('division_code')
    .order('valid_from', { ascending: false })
    .limit(500);
  return unwrap(answer, rows).map(({ divisions, ...rule }) => ({
    ...rule,
    division: divisions.name,
    division_en: divisions.name_en
  }));
}

/** What the form of a new rule sends; `item` is the kind of milestone. */
export const input = ruleInput.extend({
  subject,
  item: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'errors.required')
});

export async function add(db: Client, facts: z.output<typeof input>): Promise<void> {
  unwrap(await db.rpc('add_deadline_rule', { facts }), z.string());
}
