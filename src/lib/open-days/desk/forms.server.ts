import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { act, refusal, type FieldsOfCodes } from '#lib/desk/act.server.ts';
import { cards } from '#lib/disclosures/disclosures.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { readForm, refuse, values, type FormState } from '#lib/ui/form.ts';
import type { DeskOpenDay } from '../desk-schema.ts';
import { changed, describe, type Change } from './changes.ts';
import * as desk from './desk.server.ts';
import { factsOf } from './facts.ts';
import * as schema from './schema.ts';

type Event = RequestEvent<{ slug: string }>;

/** The form of a change with what it would say to everyone. */
export interface ChangeForm extends FormState {
  preview?: { changes: Change[]; reason: string };
}

const fields: FieldsOfCodes = {
  open_day_no_hours: 'day',
  open_day_in_the_past: 'day',
  open_day_notice_too_short: 'day',
  open_days_hours: 'end',
  booking_closes_in_the_past: 'closes_day',
  open_days_booking_closes_before: 'closes_day',
  open_day_no_meeting_point: 'meeting_point',
  open_days_meeting_point_length: 'meeting_point',
  open_day_no_seats: 'seats.deputy',
  seats_wrong: 'seats.deputy',
  capacity_below_taken: 'seats.deputy',
  open_days_capacity_range: 'seats.deputy',
  open_days_place_range: 'lat',
  open_days_place_is_a_pair: 'lat',
  open_days_title_length: 'title',
  open_days_min_age_range: 'min_age',
  open_days_max_party_range: 'max_party',
  open_days_offer_hours_range: 'offer_hours',
  open_day_reason_missing: 'reason',
  cancel_reason_unknown: 'reason',
  series_wrong: 'until',
  open_day_templates_name_key: 'name'
};

export function done(event: RequestEvent, slug: string, deed: schema.Deed, count = 0): never {
  const path = localise(`/desk/open-days/${slug}`, event.locals.lang);
  redirect(303, `${path}?done=${deed}${count > 0 ? `&count=${String(count)}` : ''}`);
}

export async function save(event: Event) {
  const { locals, params, request } = event;
  const work = async (given: Parameters<typeof desk.save>[2]) => {
    await desk.save(locals.db, params.slug, given);
    return done(event, params.slug, 'save');
  };
  return act(await request.formData(), schema.save, work, { fields, id: 'day' });
}

/** Saves what was typed, then announces it: where that is refused, what was saved stays. */
export async function announce(event: Event) {
  const { locals, params, request } = event;
  const data = await request.formData();
  const input = readForm(data, schema.save, 'day');
  if (!input.ok) return fail(400, input.form);
  let told: number;
  try {
    const { edits } = await desk.save(locals.db, params.slug, input.data);
    data.set('edits', String(edits));
    ({ told } = await desk.announce(locals.db, params.slug, edits));
  } catch (thrown) {
    return refusal(thrown, data, fields, 'day');
  }
  return done(event, params.slug, 'announce', told);
}

const differing = (day: DeskOpenDay, input: schema.Change): schema.Change => ({
  ...input,
  facts: changed(day, input.facts)
});

/** Shows what everyone would be told; nothing is written. */
export async function preview(event: Event) {
  const { locals, params, request } = event;
  const data = await request.formData();
  const input = readForm(data, schema.change, 'change');
  if (!input.ok) return fail(400, input.form);
  const day = await desk.read(locals.db, params.slug);
  const names = (await cards(locals.db, day.project.slug)).map(({ item, name, name_en }) => ({
    item,
    name: locals.lang === 'zh' ? name : name_en
  }));
  const changes = describe(day, input.data.facts, names, locals.t);
  const form: ChangeForm = { id: 'change', values: values(data) };
  if (changes.length === 0) return fail(400, { ...form, errors: {}, message: 'openDayDesk.change.nothing' });
  return { ...form, preview: { changes, reason: input.data.reason } };
}

export async function change(event: Event) {
  const { locals, params, request } = event;
  const data = await request.formData();
  const work = async (input: schema.Change) => {
    const given = differing(await desk.read(locals.db, params.slug), input);
    if (Object.keys(given.facts).length === 0)
      return fail(400, refuse(data, { id: 'change', message: 'openDayDesk.change.nothing' }));
    const { told } = await desk.change(locals.db, params.slug, given);
    return done(event, params.slug, 'change', told);
  };
  return act(data, schema.change, work, { fields, id: 'change' });
}

export async function cancel(event: Event) {
  const { locals, params, request } = event;
  const data = await request.formData();
  const day = await desk.read(locals.db, params.slug);
  if (day.state === 'proposed')
    return act(
      data,
      schema.removal,
      async () => {
        await desk.cancel(locals.db, params.slug, 'other', '');
        redirect(303, localise('/desk/open-days', locals.lang));
      },
      { fields, id: 'cancel' }
    );
  const work = async ({ reason, note }: { reason: string; note: string }) => {
    const { told } = await desk.cancel(locals.db, params.slug, reason, note);
    return done(event, params.slug, 'cancel', told);
  };
  return act(data, schema.cancel, work, {
    fields: { ...fields, open_day_reason_missing: 'note' },
    id: 'cancel'
  });
}

export async function close(event: Event) {
  const { locals, params, request } = event;
  const work = async () => {
    await desk.close(locals.db, params.slug);
    return done(event, params.slug, 'close');
  };
  return act(await request.formData(), schema.removal, work, { id: 'close' });
}

export async function replace(event: Event) {
  const { locals, params, request } = event;
  const work = async () => {
    const { slug } = await desk.replace(locals.db, params.slug);
    return done(event, slug, 'replace');
  };
  return act(await request.formData(), schema.removal, work, { id: 'replace' });
}

/** Keeps what is saved as a template of the developer. */
export async function keep(event: Event) {
  const { locals, params, request } = event;
  const work = async ({ name }: { name: string }) => {
    const day = await desk.read(locals.db, params.slug);
    await desk.keep(locals.db, day.developer?.slug ?? '', name, factsOf(day));
    return done(event, params.slug, 'kept');
  };
  return act(await request.formData(), schema.keep, work, { fields, id: 'keep' });
}

export async function forget(event: Event) {
  const { locals, params, request } = event;
  const work = async ({ template }: { template: string }) => {
    await desk.forget(locals.db, template);
    return done(event, params.slug, 'removed');
  };
  return act(await request.formData(), schema.template, work, { id: 'forget' });
}

/** A voluntary day, or one each week or month. */
export async function propose(event: RequestEvent) {
  const { locals, request } = event;
  const work = async ({ project, facts, frequency, until }: ReturnType<typeof schema.propose.parse>) => {
    if (frequency === '') {
      const { slug } = await desk.propose(locals.db, project, facts);
      return done(event, slug, 'save');
    }
    const { slugs } = await desk.repeat(locals.db, { project, facts, frequency, until });
    return done(event, slugs[0] ?? '', 'series', slugs.length);
  };
  return act(await request.formData(), schema.propose, work, { fields, id: 'day' });
}

export async function answer(event: RequestEvent) {
  const { locals, request } = event;
  const data = await request.formData();
  const asked = data.get('request');
  const id = typeof asked === 'string' ? asked : 'answer';
  const work = async (given: Parameters<typeof desk.respond>[1]) => {
    await desk.respond(locals.db, given);
    redirect(303, `${localise('/desk/open-days/requests', locals.lang)}?done=answer`);
  };
  return act(data, schema.answer, work, { id });
}
