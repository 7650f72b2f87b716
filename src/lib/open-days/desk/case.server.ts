import { cards } from '#lib/disclosures/disclosures.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { DeskOpenDay } from '../desk-schema.ts';
import * as desk from './desk.server.ts';
import { dayValues, templateValues } from './facts.ts';
import * as kinds from './kinds.server.ts';
import { shown } from './schema.ts';

type Locals = Pick<App.Locals, 'db'>;

/** Templates are the developer's; nobody else is asked about them. */
const templates = ({ db }: Locals, day: DeskOpenDay) =>
  day.capacities.includes('host') && day.developer ? desk.templatesOf(db, day.developer.slug) : [];

/** The seats that the rule nearest to the project proposes, for a day that has none yet. */
async function proposed({ db }: Locals, day: DeskOpenDay, today: string) {
  if (day.state !== 'proposed' || day.capacity > 0 || !day.milestone_kind) return {};
  const rules = await kinds.inForce(db, day.project.division_code, today);
  return rules.findLast(({ milestone_kind }) => milestone_kind === day.milestone_kind)?.seats ?? {};
}

/** What the page of a case shows. */
export async function load(locals: Locals, slug: string, params: URLSearchParams) {
  const day = await desk.read(locals.db, slug);
  const { done = null, count = 0, template } = shown.parse(Object.fromEntries(params));
  const today = calendarDay();
  const [kept, items, seats] = await Promise.all([
    templates(locals, day),
    cards(locals.db, day.project.slug),
    proposed(locals, day, today)
  ]);
  const applied = kept.find(({ template_id }) => template_id === template) ?? null;
  return {
    day,
    done,
    count,
    templates: kept.map(({ template_id, name }) => ({ template_id, name })),
    applied: applied && { id: applied.template_id, name: applied.name },
    values: { ...dayValues(day, seats), ...(applied ? templateValues(applied.facts) : {}) },
    items: items.map(({ item, name, name_en }) => ({ item, name, name_en })),
    told: day.bookings.filter(({ state }) => ['confirmed', 'waiting', 'offered'].includes(state)).length,
    today
  };
}
