import { requireAdministrator } from '#lib/accounts/guard.server.ts';
import { act } from '#lib/desk/act.server.ts';
import * as memberships from '#lib/memberships/memberships.server.ts';
import { end, list } from '#lib/memberships/schema.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  const query = list.parse(event.url.searchParams);
  return { query, today: calendarDay(), ...(await memberships.list(event.locals.db, query)) };
};

export const actions: Actions = {
  end: async (event) => {
    requireAdministrator(event);
    const { db } = event.locals;
    const data = await event.request.formData();
    const id = data.get('membership_id');
    const finish = async ({ membership_id }: { membership_id: string }) => {
      await memberships.end(db, membership_id);
      return { ended: true };
    };
    return act(data, end, finish, { id: typeof id === 'string' ? id : undefined });
  }
};
