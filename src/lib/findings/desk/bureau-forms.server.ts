import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { act as answer } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm, refuse } from '#lib/ui/form.ts';
import { atLine, type Deed } from './acts.ts';
import * as desk from './desk.server.ts';
import {
  assignment,
  decision,
  expert,
  override,
  releasing,
  signature,
  triage,
  withholding
} from './schema.ts';

type Event = RequestEvent<{ slug: string }>;

/** Where a refusal of the database is about one field. */
export const fields = {
  reason_missing: 'reason',
  duplicate_unknown: 'duplicate_of',
  expert_unknown: 'number',
  expert_conflict: 'number',
  officer_unknown: 'officer',
  finding_withheld_until_range: 'until',
  ground_unknown: 'ground',
  fix_by_range: 'fix_by',
  photos_missing: 'after'
};

export function done({ url, locals }: Pick<Event, 'url' | 'locals'>, deed: Deed): never {
  redirect(303, `${localise(url.pathname, locals.lang)}?done=${deed}`);
}

async function perform<S extends z.ZodType>(
  event: Event,
  deed: Deed,
  schema: S,
  work: (input: z.output<S>) => Promise<void>
) {
  const data = await event.request.formData();
  return answer(
    data,
    schema,
    async (input) => {
      await work(input);
      return done(event, deed);
    },
    { fields, id: `act-${deed}` }
  );
}

const statuses: Record<string, number> = {
  not_your_act: 403,
  finding_not_found: 404,
  finding_changed_meanwhile: 409,
  finding_act_refused: 409
};

/** Verbs for many answer with a problem where those for one refuse. */
function told(event: Event, deed: Deed, data: FormData, problem: string | null | undefined) {
  if (!problem) return done(event, deed);
  const field = Object.entries(fields).find(([code]) => code === problem)?.[1];
  const errors = field ? { [field]: problem } : {};
  const form = refuse(data, { id: `act-${deed}`, errors, message: field ? undefined : problem });
  return fail(statuses[problem] ?? 422, form);
}

export async function decideTriage(event: Event) {
  const data = await event.request.formData();
  const input = readForm(data, triage, 'act-triage');
  if (!input.ok) return fail(400, input.form);
  const [row] = await desk.triage(event.locals.db, [event.params.slug], input.data);
  return told(event, 'triage', data, row ? row.problem : 'finding_not_found');
}

export async function assign(event: Event) {
  const data = await event.request.formData();
  const input = readForm(data, assignment, 'act-assign');
  if (!input.ok) return fail(400, input.form);
  const [row] = await desk.assign(event.locals.db, [event.params.slug], input.data.officer);
  return told(event, 'assign', data, row ? row.problem : 'finding_not_found');
}

export const askExpert = (event: Event) =>
  perform(event, 'expert', expert, ({ number, edits }) =>
    desk.askExpert(event.locals.db, event.params.slug, number, edits)
  );

export const decide = (event: Event) =>
  perform(event, 'decide', decision, (input) => desk.decide(event.locals.db, event.params.slug, input));

export const withhold = (event: Event) =>
  perform(event, 'withhold', withholding, (input) =>
    desk.withhold(event.locals.db, event.params.slug, input)
  );

export const sign = (event: Event) =>
  perform(event, 'sign', signature, ({ agree, reason }) =>
    desk.sign(event.locals.db, event.params.slug, agree === 'yes', reason)
  );

export const release = (event: Event) =>
  perform(event, 'release', releasing, ({ reason }) =>
    desk.release(event.locals.db, event.params.slug, reason)
  );

/** Of one line: its form has the position in its id, since a page may have several. */
export async function settle(event: Event) {
  const data = await event.request.formData();
  return answer(
    data,
    override,
    async (input) => {
      await desk.override(event.locals.db, event.params.slug, input);
      return done(event, 'override');
    },
    { fields, id: atLine('override', Number(data.get('position'))) }
  );
}
