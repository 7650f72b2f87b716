import { fail, isHttpError, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { act, type FieldsOfCodes } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import { refuse as refusalOf } from '#lib/ui/form.ts';
import type { Booked } from '../schema.ts';
import { ticketFor } from '../tickets.server.ts';
import * as days from '../days.server.ts';
import * as bookings from './bookings.server.ts';
import * as schema from './schema.ts';

type Event = RequestEvent<{ slug: string }>;
type Db = App.Locals['db'];

/** Which field a refusal is about. */
const fields: FieldsOfCodes = {
  party_too_large: 'party_size',
  party_cannot_grow: 'party_size',
  party_wrong: 'party_size',
  guest_too_young: 'party_size',
  category_not_offered: 'category',
  registration_required: 'category',
  open_day_cap_reached: 'category',
  waitlist_full: 'category',
  conflict_of_interest: 'declared',
  no_delegation: 'email',
  transfer_impossible: 'email'
};

/** The page of one's own booking says what was done; nothing, where the answer is another than was hoped for. */
function done({ locals, params }: Event, deed: schema.Deed | null): never {
  const path = localise(`/open-days/${params.slug}/booking`, locals.lang);
  redirect(303, deed ? `${path}?done=${deed}` : path);
}

async function answer<S extends z.ZodType>(
  event: Event,
  deed: schema.Deed,
  shape: S,
  work: (db: Db, input: z.output<S>) => Promise<Booked | undefined>
) {
  const data = await event.request.formData();
  const going = async (input: z.output<S>) => {
    const answered = await work(event.locals.db, input);
    return done(event, answered?.state === 'expired' ? null : deed);
  };
  try {
    return await act(data, shape, going, { fields, id: deed });
  } catch (thrown) {
    // a day that everyone books at once: what was typed stays, and another press is all it takes
    if (!isHttpError(thrown, 503)) throw thrown;
    return fail(503, refusalOf(data, { id: deed, message: thrown.body.code }));
  }
}

export const book = (event: Event) =>
  answer(event, 'book', schema.book, (db, input) => bookings.book(db, event.params.slug, input));

export const change = (event: Event) => answer(event, 'change', schema.change, bookings.change);

export const cancel = (event: Event) =>
  answer(event, 'cancel', schema.named, (db, { code }) => bookings.cancel(db, code));

export const confirm = (event: Event) =>
  answer(event, 'confirm', schema.named, (db, { code }) => bookings.confirm(db, code));

export const refuse = (event: Event) =>
  answer(event, 'refuse', schema.named, (db, { code }) => bookings.refuse(db, code));

export const transfer = (event: Event) => answer(event, 'transfer', schema.transfer, bookings.transfer);

export const declare = (event: Event) => answer(event, 'declare', schema.declare, bookings.declare);

export const report = (event: Event) =>
  answer(event, 'report', schema.report, async (db, input) => {
    await bookings.report(db, event.params.slug, input);
    return undefined;
  });

/** The page of one's own booking; without one, where it can be made. */
export async function load({ locals, params, url }: Event) {
  const [booking, day] = await Promise.all([
    bookings.mine(locals.db, params.slug),
    days.read(locals.db, params.slug)
  ]);
  if (!booking) redirect(303, localise(`/open-days/${params.slug}`, locals.lang));
  const { done: deed = null } = schema.shown.parse(Object.fromEntries(url.searchParams));
  const { max_party: maxParty, offer_hours: offerHours } = day;
  return { booking, ticket: ticketFor(booking.ticket), done: deed, maxParty, offerHours };
}

/** Asks for an open day on the page of a project. */
export async function ask(event: RequestEvent<{ slug: string }>) {
  const { locals, params, request } = event;
  const sent = async (input: z.output<typeof schema.ask>) => {
    await bookings.ask(locals.db, params.slug, input);
    return { id: 'ask', saved: true, message: 'openDays.ask.sent' };
  };
  return act(await request.formData(), schema.ask, sent, {
    id: 'ask',
    fields: { registration_required: 'category' }
  });
}
