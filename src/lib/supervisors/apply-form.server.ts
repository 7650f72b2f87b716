import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Person } from '#lib/accounts/person.ts';
import { act, refusal } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm, values, type FormState } from '#lib/ui/form.ts';
import { answering, application, readConflicts, textOf, type Application, type Conflict } from './apply.ts';
import { receive, type FileProblem } from './evidence.server.ts';
import * as own from './own.server.ts';
import type { KeptFile } from './schema.ts';

export interface ApplyForm extends FormState {
  /** Files that were taken and need not be sent again. */
  kept?: KeptFile[];
  problems?: FileProblem[];
}

const fields = {
  supervisor_evidence_missing: 'files',
  supervisor_declaration_missing: 'honest',
  supervisor_division_too_wide: 'division_code',
  supervisors_division_fkey: 'division_code',
  supervisors_shown_name_length: 'shown_name',
  supervisor_persons_phone_form: 'phone'
};

type Read =
  | { ok: true; facts: Application; conflicts: Conflict[] }
  | { ok: false; errors: NonNullable<FormState['errors']> };

/** The form and its rows of conflicts at once, so that all that has to be mended is said together. */
function read(data: FormData, files: number): Read {
  const facts = readForm(data, application);
  const conflicts = readConflicts(data);
  const missing: FormState['errors'] = files > 0 ? {} : { files: 'errors.supervisor_evidence_missing' };
  if (facts.ok && conflicts.ok && files > 0)
    return { ok: true, facts: facts.data, conflicts: conflicts.conflicts };
  return {
    ok: false,
    errors: {
      ...(facts.ok ? {} : facts.form.errors),
      ...missing,
      ...(conflicts.ok ? {} : conflicts.errors)
    }
  };
}

function done({ locals }: RequestEvent, deed: string): never {
  redirect(303, `${localise('/account/supervisor', locals.lang)}?done=${deed}`);
}

export async function send(event: RequestEvent, who: Person) {
  const data = await event.request.formData();
  const { kept, problems } = await receive(event, data, who);
  const input = read(data, kept.length);
  const again = (errors: FormState['errors']): ApplyForm => ({
    values: values(data),
    errors,
    kept,
    problems
  });
  if (!input.ok) return fail(400, again(input.errors));
  if (problems.length > 0) return fail(422, again({}));
  try {
    const evidence = kept.map(({ evidence_id }) => evidence_id);
    await own.apply(event.locals.db, input.facts, input.conflicts, evidence);
  } catch (thrown) {
    const refused = refusal(thrown, data, fields);
    const form: ApplyForm = { ...refused.data, kept, problems };
    return fail(refused.status, form);
  }
  return done(event, 'submitted');
}

export async function declare(event: RequestEvent) {
  const data = await event.request.formData();
  const input = readConflicts(data);
  const form: FormState = { id: 'conflicts', values: values(data), errors: input.ok ? {} : input.errors };
  if (!input.ok) return fail(400, form);
  try {
    await own.declare(event.locals.db, input.conflicts);
  } catch (thrown) {
    return refusal(thrown, data, {}, 'conflicts');
  }
  return done(event, 'saved');
}

export async function answer(event: RequestEvent) {
  const data = await event.request.formData();
  const { db } = event.locals;
  return act(
    data,
    answering,
    async ({ appointment, accept }) => {
      await own.answer(db, appointment, accept === 'yes');
      return done(event, 'saved');
    },
    { id: `answer-${textOf(data, 'appointment')}` }
  );
}

/** What needs no more than the press of a button. */
export async function press(event: RequestEvent, id: 'leave' | 'renewal') {
  const data = await event.request.formData();
  try {
    await (id === 'leave' ? own.leave(event.locals.db) : own.askRenewal(event.locals.db));
  } catch (thrown) {
    return refusal(thrown, data, {}, id);
  }
  return done(event, 'saved');
}
