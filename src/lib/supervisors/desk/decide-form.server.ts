import { redirect, type RequestEvent } from '@sveltejs/kit';
import { act } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { textOf } from '../apply.ts';
import { acts, appointing, decision, ending } from './decide.ts';
import * as desk from './desk.server.ts';

type Event = RequestEvent<{ slug: string }>;

/** The range of a term is told at the form as a whole: its words name how long one may last. */
const fields = {
  reason_missing: 'reason',
  supervisors_reason_length: 'reason',
  supervisor_number_unknown: 'number',
  supervisor_conflict: 'number',
  supervisor_not_registered: 'number',
  supervisor_appointed_already: 'number'
};

function done({ url, locals }: Event, deed: string): never {
  redirect(303, `${localise(url.pathname, locals.lang)}?done=${deed}`);
}

export async function decide(event: Event) {
  const data = await event.request.formData();
  const given = acts.find((one) => one === data.get('act')) ?? 'unknown';
  return act(
    data,
    decision,
    async (input) => {
      await desk.decide(event.locals.db, event.params.slug, input);
      return done(event, input.act);
    },
    { fields, id: `act-${given}` }
  );
}

export async function appoint(event: Event) {
  const data = await event.request.formData();
  return act(
    data,
    appointing,
    async ({ number, note }) => {
      await desk.appoint(event.locals.db, event.params.slug, number, note);
      return done(event, 'appointed');
    },
    { fields, id: data.get('form') === 'by-number-form' ? 'by-number-form' : 'appoint' }
  );
}

export async function end(event: Event) {
  const data = await event.request.formData();
  return act(
    data,
    ending,
    async ({ appointment, reason }) => {
      await desk.end(event.locals.db, appointment, reason);
      return done(event, 'ended');
    },
    { fields, id: `end-${textOf(data, 'appointment')}` }
  );
}
