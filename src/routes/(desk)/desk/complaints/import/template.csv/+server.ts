import { requireOfficer } from '#lib/accounts/guard.server.ts';
import { template } from '#lib/complaints/hotline/template.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => {
  requireOfficer(event);
  return new Response(template(event.locals.lang, calendarDay()), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="orders-12345.csv"'
    }
  });
};
