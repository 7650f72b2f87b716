/** What an open day can be. Free of the schema library: browsers read it too. */
export const states = ['proposed', 'announced', 'held', 'cancelled', 'not_held'] as const;

/** How a day stands on a given day; lists are narrowed by it. `closed`: booking is over, the day has not begun. */
export const statuses = [
  'ahead',
  'owed',
  'overdue',
  'announced',
  'full',
  'closed',
  'today',
  'held',
  'cancelled',
  'not_held'
] as const;
export type OpenDayStatus = (typeof statuses)[number];

/** `coming`: announced, full, closed and today; the default of lists. `open`: seats are free or a waitlist is. */
export const listStatuses = ['coming', ...statuses, 'all'] as const;
export type ListStatus = (typeof listStatuses)[number];

export const origins = ['milestone', 'voluntary', 'series', 'request'] as const;

/** Whom seats are kept for. The first three must be registered and without a conflict of interest. */
export const categories = ['deputy', 'expert', 'media', 'resident', 'public'] as const;
export type Category = (typeof categories)[number];
export const supervisorCategories = ['deputy', 'expert', 'media'] as const;

export const bookingStates = [
  'confirmed',
  'waiting',
  'offered',
  'cancelled',
  'refused',
  'expired',
  'lapsed',
  'attended',
  'no_show'
] as const;
export type BookingState = (typeof bookingStates)[number];

export const ageBands = ['adult', 'minor', 'senior'] as const;
export const helmetSizes = ['s', 'm', 'l', 'xl'] as const;
export const cancelReasons = ['weather', 'safety', 'other'] as const;
export const reportKinds = ['host_absent', 'access_refused'] as const;
export const checkInKinds = ['booked', 'walk_in'] as const;
export const checkInOutcomes = ['recorded', 'duplicate', 'unknown'] as const;
export const frequencies = ['weekly', 'monthly'] as const;
export const requestStates = ['open', 'accepted', 'declined'] as const;
export const natures = ['statutory', 'policy', 'default'] as const;

/** Tokens of the address; the first is the default. */
export const sorts = ['starts', '-starts', 'changed'] as const;

/** What a member may do with an open day at the desk. */
export const acts = ['save', 'announce', 'change', 'cancel', 'check_in', 'close', 'replace'] as const;

/** What a rule of deadlines is of: the day is held by, it is announced by. */
export const deadlineSubjects = ['open_day', 'open_day_notice'] as const;
