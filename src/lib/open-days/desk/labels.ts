import type { T } from '#lib/i18n/types.ts';
import { categories } from '../open-days.ts';

/** Names of the fields of a day, for its forms and the list of what is wrong. */
export const dayLabels = (t: T): Record<string, string> => ({
  title: t('openDayDesk.form.title'),
  day: t('openDayDesk.form.day'),
  start: t('openDayDesk.form.start'),
  end: t('openDayDesk.form.end'),
  closes_day: t('openDayDesk.form.closesDay'),
  closes_time: t('openDayDesk.form.closesTime'),
  meeting_point: t('openDayDesk.form.meeting'),
  lat: t('openDayDesk.form.lat'),
  lng: t('openDayDesk.form.lng'),
  shown: t('openDayDesk.form.shown'),
  route: t('openDayDesk.form.route'),
  items: t('openDayDesk.form.items'),
  min_age: t('openDayDesk.form.minAge'),
  max_party: t('openDayDesk.form.maxParty'),
  offer_hours: t('openDayDesk.form.offerHours'),
  gear: t('openDayDesk.form.gear'),
  clothing: t('openDayDesk.form.clothing'),
  briefing: t('openDayDesk.form.briefing'),
  accessibility: t('openDayDesk.form.accessibility'),
  reason: t('openDayDesk.change.reason'),
  project: t('openDayDesk.new.project'),
  frequency: t('openDayDesk.new.frequency'),
  until: t('openDayDesk.new.until'),
  ...Object.fromEntries(
    categories.map((category) => [`seats.${category}`, t(`openDays.category.${category}`)])
  )
});
