/** The part of the matrix about open days; see access-matrix.ts. */

export const verbs = {
  everyone: [
    'booking_choices',
    'browse_open_days',
    'map_open_days',
    'open_day_figures',
    'open_day_kinds',
    'open_day_page',
    'open_days_calendar'
  ],
  people: [
    'add_open_day_series',
    'announce_open_day',
    'answer_open_day_request',
    'attendance_list',
    'book_open_day',
    'browse_desk_open_days',
    'browse_my_bookings',
    'browse_open_day_requests',
    'calendar_link',
    'cancel_booking',
    'cancel_open_day',
    'change_booking',
    'change_open_day',
    'close_open_day',
    'confirm_offer',
    'declare_interests',
    'desk_open_day',
    'desk_open_day_templates',
    'end_calendar_link',
    'gate_list',
    'make_calendar_link',
    'my_booking',
    'record_check_ins',
    'refuse_offer',
    'remove_open_day_template',
    'replace_open_day',
    'report_open_day',
    'request_open_day',
    'save_open_day',
    'save_open_day_template',
    'transfer_booking'
  ],
  'people and server': ['save_open_day_kind'],
  server: ['calendar_by_link', 'refuse_offer_by_link', 'sweep_open_days']
};

/** What is public of tables that hold days before they are announced. */
export const rows = {
  open_day_seats: `exists (select from public.open_days o where o.open_day_id = t.open_day_id and o.announced_at is not null)`,
  open_days: 't.announced_at is not null'
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  booking_choices: 'counts seats of announced days, and says of the caller alone what stands against booking',
  browse_open_days: 'tells of announced days, and of others only that a milestone owes them',
  map_open_days: 'tells of announced days only',
  open_day_figures: 'counts days and people; no row of a person leaves it',
  open_day_kinds: 'tells the rules, which are public',
  open_day_page: 'as browse_open_days, with counts of reports'
};

const inlined = 'a function with settings cannot be inlined, and this one must be for its indexes to serve';

/** Functions without a search_path of their own, with the reason. Each name in them is qualified. */
export const withoutSearchPath = {
  'private.is_supervisor_category': 'a comparison that is worth nothing unless it is inlined',
  'private.matching_open_days': inlined,
  'private.open_day_status': 'a sweep asks it of each day',
  'private.statuses_in': inlined
};
