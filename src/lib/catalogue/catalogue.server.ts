import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { ItemFacts } from './item-form.ts';
import { browsed, page, preview, type ItemPage, type ListQuery, type Preview } from './schema.ts';

/** A page of the catalogue along the life of a project, each item with its rules of today. */
export async function list(db: Client, query: Pick<ListQuery, 'filters' | 'page' | 'size'>) {
  const answer = await db.rpc('browse_disclosure_items', {
    filters: query.filters,
    page_number: query.page,
    page_size: query.size
  });
  return unwrap(answer, browsed);
}

/** An item with all its rules and versions; 404 for an unknown one. */
export async function read(db: Client, item: string): Promise<ItemPage> {
  const found = unwrap(await db.rpc('disclosure_item_page', { item }), page.nullable());
  return found ?? error(404, { code: 'disclosure_item_not_found', message: 'disclosure_item_not_found' });
}

/** What would be due when, had each milestone been reached on that day in that division. */
export async function tryOut(
  db: Client,
  { division, on, item }: { division: string; on: string; item?: string }
): Promise<Preview[]> {
  const answer = await db.rpc('preview_deadlines', { division, on_day: on, only_item: item ?? null });
  return unwrap(answer, preview);
}

const saved = z.object({ item: z.string(), version: z.number() });

/** Adds an item, or changes the version that the form was made from. */
export async function save(db: Client, facts: ItemFacts, version: number | null) {
  return unwrap(await db.rpc('save_disclosure_item', { facts, expected_version: version }), saved);
}

/** Sets the last day of an item. */
export async function end(db: Client, item: string, on: string): Promise<void> {
  unwrap(await db.rpc('end_disclosure_item', { item, on_day: on }), z.number());
}

const blank = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional();
const day = z.iso.date('errors.facts_not_a_day');
const basis = z.string().trim().min(2, 'errors.deadline_rules_basis_length').max(400, 'errors.tooLong');

/** What the form of a new rule sends. */
export const ruleInput = z.object({
  division_code: z.string().regex(/^\d{6}$/, 'errors.required'),
  days: z
    .string()
    .trim()
    .regex(/^[-−]?\d{1,3}$/, 'errors.facts_not_whole')
    .transform((text) => Number(text.replace('−', '-')))
    .pipe(
      z.number().min(-30, 'errors.deadline_rules_days_range').max(365, 'errors.deadline_rules_days_range')
    ),
  day_kind: z.enum(['working', 'natural'], 'errors.required'),
  nature: z.enum(['statutory', 'policy', 'default'], 'errors.required'),
  basis,
  basis_en: blank(z.string().trim().max(800, 'errors.tooLong')),
  valid_from: day,
  valid_until: blank(day),
  replaces: z
    .literal('yes')
    .optional()
    .transform((given) => given === 'yes')
});

/** Adds a rule to an item. */
export async function addRule(db: Client, item: string, facts: z.infer<typeof ruleInput>): Promise<void> {
  unwrap(await db.rpc('add_deadline_rule', { facts: { ...facts, item } }), z.string());
}

/** Of the forms that end an item or a rule. */
export const endInput = z.object({ on: day });
export const endRuleInput = z.object({ on: day, rule: z.uuid('errors.invalid') });

/** Sets the last day of a rule. */
export async function endRule(db: Client, { rule, on }: z.infer<typeof endRuleInput>): Promise<void> {
  unwrap(await db.rpc('end_deadline_rule', { rule, on_day: on }), z.unknown());
}

const asked = z.object({ division: z.string().regex(/^\d{6}$/), on: z.iso.date() }).partial();

/** The example that a page works out, from its address; a wrong one counts as not given. */
export function example(params: URLSearchParams, today: string, division = '420000') {
  const given = asked.safeParse(Object.fromEntries(params)).data;
  return { division: given?.division ?? division, on: given?.on ?? today };
}
