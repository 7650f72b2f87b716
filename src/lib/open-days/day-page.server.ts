import { randomUUID } from 'node:crypto';
import { owesCode } from '#lib/accounts/person.ts';
import * as findings from '#lib/findings/reading/findings.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import * as bookings from './booking/bookings.server.ts';
import * as days from './days.server.ts';
import type { BookingState } from './open-days.ts';

type Locals = Pick<App.Locals, 'db' | 'person'>;

/** A person has at most one booking of these states on one day. */
const activeStates: BookingState[] = ['confirmed', 'waiting', 'offered'];

/** What somebody who is signed in may do on a day. The key makes two sendings of one form one booking. */
async function ofPerson({ db, person }: Locals, slug: string, open: boolean) {
  if (!person || owesCode(person)) return null;
  const [own, choices] = await Promise.all([bookings.mine(db, slug), open ? bookings.choices(db, slug) : []]);
  return {
    own: own && { state: own.state, active: activeStates.includes(own.state) },
    choices,
    key: randomUUID()
  };
}

/** Everything the page of an open day shows. */
export async function load(locals: Locals, slug: string) {
  const day = await days.read(locals.db, slug);
  const open = day.status === 'announced' || day.status === 'full';
  const [found, mine] = await Promise.all([
    findings.ofOpenDay(locals.db, slug),
    ofPerson(locals, slug, open)
  ]);
  return { day, open, findings: found, mine, today: calendarDay() };
}
