import { places } from '#lib/projects/browse.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import * as days from './days.server.ts';
import { list, view } from './list-schema.ts';
import { monthsFrom } from './months.ts';
import type { OpenDayCard } from './schema.ts';

type Locals = Pick<App.Locals, 'db' | 'lang'>;

/** The days of a month that hold any, each with its own. */
function byDay(rows: OpenDayCard[]) {
  const found = Map.groupBy(
    rows.flatMap((row) => {
      // what has no hours yet stands on its last day
      const day = row.starts_at ? calendarDay(new Date(row.starts_at)) : row.due_on;
      return day ? [{ day, row }] : [];
    }),
    ({ day }) => day
  );
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, held]) => ({
      day,
      open_days: held.map(({ row }) => row)
    }));
}

/** What the list of open days shows: a page of them, or a month. */
export async function load({ db, lang }: Locals, params: URLSearchParams) {
  const query = list.parse(params);
  const today = calendarDay();
  const shown = view.parse(params.get('view') ?? undefined);
  const month = query.filters.month ?? today.slice(0, 7);
  const [found, milestones, divisions] = await Promise.all([
    shown === 'month' ? days.ofMonth(db, query, month) : days.browse(db, query),
    days.milestones(db),
    places(db, lang, {})
  ]);
  return {
    query,
    view: shown,
    month,
    months: monthsFrom(today, 8),
    found,
    days: shown === 'month' ? byDay(found.rows) : [],
    most: found.total > days.mostInMonth ? days.mostInMonth : undefined,
    milestones: milestones.map(({ milestone_kind, name, name_en }) => ({ milestone_kind, name, name_en })),
    places: divisions.map(({ code, name, city }) => ({ code, name, city })),
    today
  };
}
