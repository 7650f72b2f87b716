import { z } from 'zod';
import { acts, requestStates, categories, natures, bookingStates, states } from './open-days.ts';
import { byCategory, card, openDayPage, safety } from './schema.ts';

const moment = z.string().nullable();
const text = z.string().nullable();

/**
 * What `save_open_day` and `change_open_day` take as `facts`: only what is given is changed. `project` (a slug) is for a new
 * voluntary day alone. Capacity is the sum of the seats: each seat is kept for its category.
 */
export const facts = z
  .object({
    project: z.string(),
    title: z.string().trim().min(2).max(100),
    starts_at: z.iso.datetime({ offset: true }),
    ends_at: z.iso.datetime({ offset: true }),
    booking_closes_at: z.iso.datetime({ offset: true }),
    meeting_point: z.string().trim().min(2).max(200),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    route: z.string().max(2000),
    shown: z.string().max(2000),
    items: z.array(z.string()).max(60),
    seats: byCategory,
    min_age: z.number().int().min(0).max(99).nullable(),
    safety,
    max_party: z.number().int().min(1).max(50),
    offer_hours: z.number().int().min(1).max(168)
  })
  .partial();
export type OpenDayFacts = z.infer<typeof facts>;

/** What each of the desk's verbs answers. */
export const saved = z.object({ slug: z.string(), edits: z.number() });
/** `announce_open_day`, `change_open_day` and `cancel_open_day` also say how many were told. */
export const told = saved.extend({ told: z.number() });

/** One booking as hosts see it: no name before the day, sizes for the gear. */
const deskBooking = z.object({
  code: z.string(),
  category: z.enum(categories),
  party_size: z.number(),
  state: z.enum(bookingStates),
  queue_no: z.number(),
  conflict: z.boolean()
});

/** What `desk_open_day` answers to those who take part; null to others. */
export const deskOpenDay = openDayPage.extend({
  edits: z.number(),
  acts: z.array(z.enum(acts)),
  capacities: z.array(z.enum(['host', 'contractor', 'bureau'])),
  /** The day that is to be held in place of a cancelled one. */
  replaced_by: text,
  /** Names of errors that stand against announcing it now. */
  missing: z.array(z.string()),
  bookings: z.array(deskBooking),
  sizes: z.object({ helmets: z.record(z.string(), z.number()), shoes: z.record(z.string(), z.number()) })
});
export type DeskOpenDay = z.infer<typeof deskOpenDay>;

export const todos = ['announce', 'host', 'close'] as const;
export const deskRow = card.extend({
  edits: z.number(),
  todo: z.enum(todos).nullable(),
  bookings: z.number()
});
export type DeskRow = z.infer<typeof deskRow>;
/** What `browse_desk_open_days` answers. filters: {todo, status, project, q}. */
export const deskBrowsed = z.object({
  total: z.number(),
  todos: z.record(z.string(), z.number()),
  rows: z.array(deskRow)
});

/** `desk_open_day_templates(organization slug)`; `save_open_day_template(organization, name, facts, template_id)`. */
export const template = z.object({ template_id: z.string(), name: z.string(), facts });
export const templates = z.array(template);

/** `add_open_day_series(project, facts, frequency, first, until)` answers the slugs of the days it made. */
export const series = z.object({ series_id: z.string(), slugs: z.array(z.string()) });

/** `browse_open_day_requests(filters {project, state}, page_number, page_size)` for the developer and the bureau; the asker sees their own. */
export const request = z.object({
  request_id: z.string(),
  project: z.object({ slug: z.string(), name: z.string() }),
  category: z.enum(categories),
  wish: z.string(),
  wished_on: text,
  state: z.enum(requestStates),
  answer: text,
  open_day: text,
  mine: z.boolean(),
  /** Days of the project that are still to come: one of them may be the answer. */
  days: z.array(z.object({ slug: z.string(), title: z.string(), state: z.enum(states), starts_at: moment })),
  created_at: z.string(),
  answered_at: moment
});
export const requests = z.object({ total: z.number(), rows: z.array(request) });

/** A rule of the catalogue: `open_day_kinds_on(division, on_day)`; `save_open_day_kind(facts)` for officers. */
export const kind = z.object({
  open_day_kind_id: z.string(),
  milestone_kind: z.string(),
  name: z.string(),
  name_en: z.string(),
  division_code: z.string(),
  division: z.string(),
  division_en: z.string(),
  notice_days: z.number(),
  window_days: z.number(),
  minimum: byCategory,
  seats: byCategory,
  notify: z.array(z.string()),
  basis: z.string(),
  basis_en: text,
  nature: z.enum(natures),
  valid_from: z.string(),
  valid_until: text
});
export const kinds = z.array(kind);

const figure = z.object({
  owed: z.number(),
  announced: z.number(),
  held: z.number(),
  cancelled: z.number(),
  overdue: z.number()
});
/** What `open_day_figures(scope, from_day, to_day)` answers. `announced` counts each day that was ever announced. */
export const figures = figure.extend({
  by_category: z.array(
    z.object({
      category: z.enum(categories),
      notified: z.number(),
      seats: z.number(),
      booked: z.number(),
      attended: z.number(),
      minimum: z.number(),
      no_show: z.number()
    })
  ),
  by_city: z.array(figure.extend({ division_code: z.string(), name: z.string(), name_en: z.string() })),
  by_month: z.array(figure.extend({ month: z.string() }))
});
export type Figures = z.infer<typeof figures>;
