import { z } from 'zod';
import { bookingStates, categories, checkInKinds, checkInOutcomes } from './open-days.ts';
import { card, declaration, guest, safety } from './schema.ts';

/** A guest who is expected. `name` is how the account calls itself. */
export const expected = z.object({
  code: z.string(),
  booking_id: z.string(),
  name: z.string(),
  category: z.enum(categories),
  party_size: z.number(),
  state: z.enum(bookingStates),
  party: z.array(guest),
  checked_in: z.boolean()
});
export type Expected = z.infer<typeof expected>;

/** What `gate_list` answers to hosts; null to others. Keys are the signer's, added by the server. */
export const gateList = z.object({
  open_day: card.extend({
    meeting_point: z.string().nullable(),
    safety,
    min_age: z.number().nullable(),
    max_party: z.number()
  }),
  guests: z.array(expected)
});
export type GateList = z.infer<typeof gateList>;

/** One row of `record_check_ins(slug, rows)`; `check_in_id` is made on the device, so sending twice is harmless. */
export const checkIn = z.object({
  check_in_id: z.uuid(),
  kind: z.enum(checkInKinds),
  code: z.string().nullable().default(null),
  name: z.string().trim().max(100).nullable().default(null),
  category: z.enum(categories).nullable().default(null),
  party_size: z.number().int().min(1).max(50).default(1),
  at: z.iso.datetime({ offset: true }),
  device: z.string().max(80),
  briefed: z.boolean().default(false),
  signature: z.string().max(8192).nullable().default(null),
  declaration: declaration.nullable().default(null)
});
export type CheckIn = z.infer<typeof checkIn>;

/** What `record_check_ins` answers for each row, in order. `conflict`: a declared one stands against the category. */
export const recorded = z.array(
  z.object({
    check_in_id: z.string(),
    outcome: z.enum(checkInOutcomes),
    booking_code: z.string().nullable(),
    conflict: z.boolean()
  })
);

/** What `attendance_list` answers to hosts and the bureau. After the purge names and signatures are null. */
export const attendance = z.object({
  open_day: card,
  purge_on: z.string().nullable(),
  purged: z.boolean(),
  rows: z.array(
    z.object({
      check_in_id: z.string(),
      kind: z.enum(checkInKinds),
      name: z.string().nullable(),
      category: z.enum(categories),
      party_size: z.number(),
      at: z.string(),
      device: z.string(),
      booking_code: z.string().nullable(),
      duplicate: z.boolean(),
      conflict: z.boolean(),
      briefed: z.boolean(),
      signature: z.string().nullable()
    })
  )
});
export type Attendance = z.infer<typeof attendance>;
