import { fail, isHttpError, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { act as answer, refusal } from '#lib/desk/act.server.ts';
import { receive } from '#lib/documents/receive.server.ts';
import type { Received } from '#lib/documents/picker.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm, refuse, values, type FormState } from '#lib/ui/form.ts';
import { isAct, spreads, type Deed } from './acts.ts';
import * as desk from './desk.server.ts';
import { findings, unchecked, type Finding } from './findings.ts';
import { catalogueRow, channel, reasoned, step, withholding, type Step } from './schema.ts';

type Event = RequestEvent<{ slug: string }>;

export interface ActForm extends FormState {
  findings?: Finding[];
}
export interface ChannelForm extends ActForm {
  files?: Received;
}

const fields = {
  reason_missing: 'reason',
  disclosure_versions_returned_reason_length: 'reason',
  publish_at_range: 'day',
  withheld_until_range: 'until',
  disclosures_withheld_ground_known: 'ground',
  posted_on_range: 'posted_on',
  disclosure_channels_url_form: 'url',
  disclosure_channels_shows_it: 'url'
};

function done({ url, locals }: Event, deed: Deed): never {
  redirect(303, `${localise(url.pathname, locals.lang)}?done=${deed}`);
}

const idOf = (data: FormData): string => {
  const given = data.get('act');
  return `act-${typeof given === 'string' && isAct(given) ? given : 'unknown'}`;
};

/** A time on a clock in Shanghai, where there is no summer time. */
const moment = ({ day, time }: Step): string =>
  new Date(`${day}T${(time || '09:00').slice(0, 5)}:00+08:00`).toISOString();

/** What is missing of what the step itself asks for. */
function missing({ act, day, reason }: Step): FormState['errors'] | null {
  if (act === 'schedule' && day === '') return { day: 'errors.required' };
  if (act === 'return' && reason.length < 2)
    return { reason: 'errors.disclosure_versions_returned_reason_length' };
  return null;
}

/** One step of the open version. What looks like personal data must have been looked at before others read it. */
export async function advance(event: Event) {
  const { db, t } = event.locals;
  const { slug } = event.params;
  const data = await event.request.formData();
  const id = idOf(data);
  const input = readForm(data, step, id);
  if (!input.ok) return fail(400, input.form);
  const { act, edits, reason } = input.data;
  const lacking = missing(input.data);
  if (lacking) return fail(400, refuse(data, { id, errors: lacking }));
  try {
    if (spreads(act)) {
      const found = await desk.read(db, slug);
      const { fields: known } = catalogueRow.parse(found.catalogue);
      const listed = found.open ? findings({ fields: known, ...found.open }, t) : [];
      const unseen = unchecked(listed, input.data);
      const form: ActForm = { ...refuse(data, { id, errors: { checked: unseen ?? '' } }), findings: listed };
      if (unseen) return fail(422, form);
    }
    await desk.advance(db, slug, {
      act,
      edits,
      reason,
      publish_at: act === 'schedule' ? moment(input.data) : undefined
    });
  } catch (thrown) {
    return refusal(thrown, data, fields, id);
  }
  return done(event, act);
}

/** A decision of the bureau. */
async function decide<S extends z.ZodType>(
  event: Event,
  deed: 'withdraw' | 'withhold' | 'release',
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
    { fields, id: deed }
  );
}

export const withdraw = (event: Event) =>
  decide(event, 'withdraw', reasoned, ({ reason }) =>
    desk.withdraw(event.locals.db, event.params.slug, reason)
  );

export const withhold = (event: Event) =>
  decide(event, 'withhold', withholding, (input) => desk.withhold(event.locals.db, event.params.slug, input));

export const release = (event: Event) =>
  decide(event, 'release', reasoned, ({ reason }) =>
    desk.release(event.locals.db, event.params.slug, reason)
  );

/** Where else the published version was shown, with an address or a photo. */
export async function record(event: Event, who: Person) {
  const { db, t } = event.locals;
  const { slug } = event.params;
  const data = await event.request.formData();
  const id = 'channel';
  const found = await desk.read(db, slug);
  const files = await receive(event, data, who, found.project_id);
  const kept = { id, values: values(data), files };
  if (files.problems.length > 0) return fail(422, { ...kept, errors: {} });
  if (files.again) return kept;
  const input = readForm(data, channel, id);
  if (!input.ok) return fail(400, { ...input.form, files });
  const { checked, seen, ...shown } = input.data;
  const [photo] = files.documents;
  if (!photo && shown.url === '')
    return fail(400, { ...kept, errors: { url: 'errors.disclosure_channels_shows_it' } });
  const listed = findings({ fields: [], facts: {}, note: shown.note, documents: files.documents }, t);
  const unseen = unchecked(listed, { checked, seen });
  if (unseen) return fail(422, { ...kept, errors: { checked: unseen }, findings: listed });
  try {
    await desk.record(db, slug, { ...shown, document: photo?.document_id ?? null });
  } catch (thrown) {
    if (!isHttpError(thrown)) throw thrown;
    const refused = refusal(thrown, data, fields, id);
    return fail(refused.status, { ...refused.data, files });
  }
  return done(event, 'channel');
}
