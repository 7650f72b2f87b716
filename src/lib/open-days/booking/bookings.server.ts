import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { requests, type request } from '../desk-schema.ts';
import type { OwnQuery } from '../list-schema.ts';
import {
  booked,
  bookingChoices,
  myBooking,
  myBookings,
  type Booked,
  type Declaration,
  type Guest,
  type MyBooking
} from '../schema.ts';
import type { Book } from './schema.ts';

/** The caller's latest booking on a day; null where there is none. */
export async function mine(db: Client, slug: string): Promise<MyBooking | null> {
  return unwrap(await db.rpc('my_booking', { slug }), myBooking.nullable());
}

/** What the caller may book on a day, and what stands against the rest. */
export async function choices(db: Client, slug: string) {
  return unwrap(await db.rpc('booking_choices', { slug }), bookingChoices);
}

export async function browse(db: Client, { filters, page, size }: OwnQuery) {
  const answer = await db.rpc('browse_my_bookings', {
    filters: { when: filters.when ?? 'coming' },
    page_number: page,
    page_size: size
  });
  return unwrap(answer, myBookings);
}

export async function book(db: Client, slug: string, given: Book): Promise<Booked> {
  return unwrap(await db.rpc('book_open_day', { slug, ...given }), booked);
}

export async function change(
  db: Client,
  { code, party_size, party }: { code: string; party_size: number; party: Guest[] }
): Promise<Booked> {
  return unwrap(await db.rpc('change_booking', { code, party_size, party }), booked);
}

export async function cancel(db: Client, code: string): Promise<Booked> {
  return unwrap(await db.rpc('cancel_booking', { code }), booked);
}

/** Takes an offered seat; the state says expired when it came too late. */
export async function confirm(db: Client, code: string): Promise<Booked> {
  return unwrap(await db.rpc('confirm_offer', { code }), booked);
}

export async function refuse(db: Client, code: string): Promise<Booked> {
  return unwrap(await db.rpc('refuse_offer', { code }), booked);
}

export async function transfer(
  db: Client,
  { code, email }: { code: string; email: string }
): Promise<Booked> {
  return unwrap(await db.rpc('transfer_booking', { code, to_email: email }), booked);
}

export async function declare(
  db: Client,
  given: { code: string; declaration: Declaration }
): Promise<Booked> {
  return unwrap(await db.rpc('declare_interests', given), booked);
}

export async function report(
  db: Client,
  slug: string,
  { kind, note }: { kind: string; note: string }
): Promise<void> {
  unwrap(await db.rpc('report_open_day', { slug, kind, note }), z.unknown());
}

/** Asks the developer of a project for an open day. */
export async function ask(db: Client, project: string, facts: Record<string, unknown>): Promise<void> {
  unwrap(await db.rpc('request_open_day', { project, facts }), z.unknown());
}

/** What the caller asked for on a project. */
export async function asked(db: Client, project: string): Promise<z.infer<typeof request>[]> {
  const answer = await db.rpc('browse_open_day_requests', {
    filters: { project },
    page_number: 1,
    page_size: 20
  });
  return unwrap(answer, requests).rows.filter(({ mine: own }) => own);
}
