import { z } from 'zod';
import { flag, listQuery, pick, words } from '#lib/ui/list-query.ts';
import { categories, listStatuses, sorts } from './open-days.ts';

const divisionCode = z.string().regex(/^\d{6}$/);
export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

/** What the list of open days reads from its address. */
export const list = listQuery({
  filters: {
    q: words(),
    city: pick(divisionCode),
    district: pick(divisionCode),
    milestone: pick(z.string().regex(/^[a-z][a-z0-9_]{1,39}$/)),
    month: pick(month),
    /** `any`, or the category that seats are free for. */
    seats: pick(z.enum(['any', ...categories])),
    status: pick(z.enum(listStatuses))
  },
  sorts
});
export type ListQuery = ReturnType<typeof list.parse>;

/** How the page shows what was found. */
export const view = pick(z.enum(['list', 'month'])).transform((given) => given ?? 'list');

/** The list of one person's bookings. */
export const own = listQuery({ filters: { when: pick(z.enum(['coming', 'past'])) }, sorts: ['starts'] });
export type OwnQuery = ReturnType<typeof own.parse>;

/** Whether the map shows open days. */
export const layer = flag();
