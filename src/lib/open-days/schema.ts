import { z } from 'zod';
import {
  ageBands,
  bookingStates,
  cancelReasons,
  categories,
  helmetSizes,
  natures,
  origins,
  states,
  statuses
} from './open-days.ts';

const moment = z.string().nullable();
const day = z.string().nullable();
const text = z.string().nullable();

/** The seats kept for one category. `waiting`: people on the waitlist, offers not among them. */
export const seats = z.object({
  category: z.enum(categories),
  capacity: z.number(),
  taken: z.number(),
  waiting: z.number()
});
export type Seats = z.infer<typeof seats>;

/** An open day as lists show it (`private.open_day_card`). A proposed one has no hours and no seats yet. */
export const card = z.object({
  slug: z.string(),
  state: z.enum(states),
  status: z.enum(statuses),
  origin: z.enum(origins),
  title: z.string(),
  milestone_kind: text,
  milestone_name: text,
  milestone_name_en: text,
  due_on: day,
  announce_by: day,
  starts_at: moment,
  ends_at: moment,
  project: z.object({
    slug: z.string(),
    name: z.string(),
    division_code: z.string(),
    division: z.string(),
    division_en: z.string(),
    city_code: z.string(),
    city: z.string(),
    city_en: z.string()
  }),
  developer: z.object({ slug: z.string(), name: z.string() }).nullable(),
  capacity: z.number(),
  taken: z.number(),
  seats: z.array(seats),
  booking_closes_at: moment,
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  changed_at: z.string(),
  demo: z.boolean()
});
export type OpenDayCard = z.infer<typeof card>;

/** A page of the list, as `browse_open_days` answers. `statuses` counts what the other filters leave. */
export const browsed = z.object({
  total: z.number(),
  statuses: z.record(z.string(), z.number()),
  rows: z.array(card)
});

/** A line of a calendar: what `open_days_calendar` answers. `sequence` is RFC 5545 SEQUENCE. */
export const calendarRow = card.extend({
  meeting_point: text,
  sequence: z.number(),
  cancelled_reason: z.enum(cancelReasons).nullable(),
  /** The caller's own booking, in a calendar of one person. */
  booking: z.object({ code: z.string(), state: z.enum(bookingStates), party_size: z.number() }).nullable()
});
export type CalendarRow = z.infer<typeof calendarRow>;

/** What `map_open_days` answers. */
export const mapPoint = z.object({
  slug: z.string(),
  title: z.string(),
  lat: z.number(),
  lng: z.number(),
  starts_at: z.string(),
  status: z.enum(statuses),
  project: z.string()
});

/** What guests must wear and know. Text fields are free text in the words of the host. */
export const safety = z.object({
  helmet: z.boolean().default(false),
  shoes: z.boolean().default(false),
  clothing: z.string().max(300).default(''),
  briefing: z.string().max(1000).default(''),
  accessibility: z.string().max(500).default('')
});
export type Safety = z.infer<typeof safety>;

/** A number for each category: `{ deputy: 4, resident: 10 }`. */
export const byCategory = z.partialRecord(z.enum(categories), z.number().int().min(0).max(2000));

const rule = z.object({
  days: z.number(),
  day_kind: z.enum(['working', 'natural']),
  basis: z.string(),
  basis_en: text,
  nature: z.enum(natures)
});

/** An entry of the journal about this day. */
const historyRow = z.object({
  seq: z.number(),
  kind: z.string(),
  at: z.string(),
  facts: z.record(z.string(), z.unknown())
});

/** What `open_day_page` answers. */
export const openDayPage = card.extend({
  meeting_point: text,
  route: text,
  shown: text,
  items: z.array(
    z.object({
      item: z.string(),
      name: z.string(),
      name_en: z.string(),
      disclosure: z
        .object({ slug: z.string(), status: z.string(), version: z.number().nullable() })
        .nullable()
    })
  ),
  min_age: z.number().nullable(),
  safety,
  max_party: z.number(),
  offer_hours: z.number(),
  /** Least numbers of the rule for this milestone, and whom it says to notify. */
  minimum: byCategory,
  notify: z.array(z.string()),
  notice_days: z.number(),
  /** When the day is to be held by, and when announced by; null of a voluntary day. */
  rule: rule.nullable(),
  announce_rule: rule.nullable(),
  sequence: z.number(),
  announced_at: moment,
  held_at: moment,
  change_reason: text,
  cancelled_reason: z.enum(cancelReasons).nullable(),
  cancelled_note: text,
  /** Where it was moved from, by the last change of its hours. */
  rescheduled_from: moment,
  /** The later day of the same milestone, when this one was cancelled. */
  rescheduled_to: z.object({ slug: z.string(), starts_at: moment }).nullable(),
  /** The cancelled day that it is held in place of, and until when seats are kept for those who had booked that. */
  replaces: z.object({ slug: z.string(), starts_at: moment }).nullable(),
  priority_until: moment,
  history: z.array(historyRow),
  reports: z.object({ host_absent: z.number(), access_refused: z.number() }),
  attended: byCategory
});
export type OpenDayPage = z.infer<typeof openDayPage>;

// Bookings ---------------------------------------------------------------------------------------------------------

/** One guest of a party. Sizes are asked where the host lends gear. */
export const guest = z.object({
  shoe_size: z.number().int().min(20).max(52).nullable().default(null),
  helmet_size: z.enum(helmetSizes).nullable().default(null),
  age_band: z.enum(ageBands).default('adult')
});
export const party = z.array(guest).max(50);
export type Guest = z.infer<typeof guest>;

/** Conflicts of interest as declared: with the developer or a party of the project. */
export const declaration = z.object({
  employer: z.boolean().default(false),
  supplier: z.boolean().default(false),
  kin: z.boolean().default(false),
  purchase: z.boolean().default(false),
  note: z.string().max(500).default('')
});
export type Declaration = z.infer<typeof declaration>;

/** What `book_open_day` answers, and `change_booking`, `cancel_booking`, `confirm_offer`, `refuse_offer`, `transfer_booking`. */
export const booked = z.object({
  code: z.string(),
  slug: z.string(),
  state: z.enum(bookingStates),
  party_size: z.number(),
  queue_no: z.number(),
  /** From 1, among those of the category who wait; null when not waiting. */
  place_in_line: z.number().nullable(),
  offer_expires_at: moment
});
export type Booked = z.infer<typeof booked>;

export const booking = booked.extend({
  category: z.enum(categories),
  party,
  /** Empty after a transfer: the new guest has not declared yet. */
  declaration: z
    .object({
      employer: z.boolean(),
      supplier: z.boolean(),
      kin: z.boolean(),
      purchase: z.boolean(),
      note: z.string()
    })
    .partial(),
  delegation: text,
  created_at: z.string(),
  changed_at: z.string(),
  /** What is still possible for the caller: change, cancel, confirm, refuse, transfer, declare, report. */
  may: z.array(z.enum(['change', 'cancel', 'confirm', 'refuse', 'transfer', 'declare', 'report'])),
  /** What the caller reported after the day. */
  reported: z.array(z.string())
});
export type Booking = z.infer<typeof booking>;

/** What `my_booking` answers: the latest booking of the caller on that day, or null. `ticket` is what a QR code signs. */
export const myBooking = booking.extend({
  open_day: card.extend({ meeting_point: text, safety, sequence: z.number() }),
  ticket: z
    .object({
      booking_id: z.string(),
      open_day: z.string(),
      code: z.string(),
      category: z.enum(categories),
      party_size: z.number(),
      starts_at: z.string(),
      ends_at: z.string()
    })
    .nullable()
});
export type MyBooking = z.infer<typeof myBooking>;

/** What `browse_my_bookings` answers. filters: `{ when: 'coming' | 'past' | 'all' }`. */
export const myBookings = z.object({
  total: z.number(),
  rows: z.array(booking.extend({ open_day: card.extend({ meeting_point: text }) }))
});

/** What the caller may book on a day: `booking_choices(slug)`. `blocked` is the name of an error, null when it may. */
export const bookingChoices = z.array(
  z.object({ category: z.enum(categories), free: z.number(), waiting: z.number(), blocked: text })
);
