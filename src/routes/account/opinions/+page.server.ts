import { requirePerson } from '#lib/accounts/guard.server.ts';
import { opinions } from '#lib/findings/own/own.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  return { opinions: await opinions(event.locals.db), done: event.url.searchParams.get('done') };
};
