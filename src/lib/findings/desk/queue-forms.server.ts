import { fail, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { refusal } from '#lib/desk/act.server.ts';
import { readForm, values, type FormState } from '#lib/ui/form.ts';
import type { bulk } from '../desk-schema.ts';
import type { BulkResult } from './acts.ts';
import * as desk from './desk.server.ts';
import { bulkAssignment, bulkTriage } from './schema.ts';

/** What became of each that was ticked. */
export interface BulkForm extends FormState {
  results?: BulkResult[];
}

type Rows = z.infer<typeof bulk>;
type Ticked = { slug: string; number: string }[];

const results = (ticked: Ticked, rows: Rows): BulkResult[] =>
  rows.map(({ slug, state, problem }) => ({
    slug,
    number: ticked.find((one) => one.slug === slug)?.number ?? slug,
    state,
    problem
  }));

async function many<S extends z.ZodType<{ pick: Ticked }>>(
  { request }: RequestEvent,
  schema: S,
  work: (input: z.output<S>) => Promise<Rows>
) {
  const data = await request.formData();
  const id = 'bulk';
  const input = readForm(data, schema, id);
  if (!input.ok) return fail(400, input.form);
  try {
    const told = results(input.data.pick, await work(input.data));
    // those that could not be done stay ticked
    const refused = told.filter(({ problem }) => problem !== null);
    const pick = refused.map(({ slug, number }) => `${slug} ${number}`);
    const form: BulkForm = { id, values: { ...values(data), pick }, results: told };
    return form;
  } catch (thrown) {
    return refusal(thrown, data, {}, id);
  }
}

const slugs = ({ pick }: { pick: Ticked }) => pick.map(({ slug }) => slug);

export const triage = (event: RequestEvent) =>
  many(event, bulkTriage, (input) => desk.triage(event.locals.db, slugs(input), input));

export const assign = (event: RequestEvent) =>
  many(event, bulkAssignment, (input) => desk.assign(event.locals.db, slugs(input), input.officer));
