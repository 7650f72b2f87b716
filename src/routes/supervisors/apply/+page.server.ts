import { requirePerson } from '#lib/accounts/guard.server.ts';
import { grouped } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import { send } from '#lib/supervisors/apply-form.server.ts';
import * as own from '#lib/supervisors/own.server.ts';
import { isOpen } from '#lib/supervisors/supervisors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { display_name } = requirePerson(event);
  const { db, lang } = event.locals;
  const [all, mine] = await Promise.all([divisions(db), own.read(db)]);
  const inside = all.filter(({ level }) => level !== 'province');
  return { groups: grouped(inside, lang, true), open: mine !== null && isOpen(mine.state), display_name };
};

export const actions: Actions = {
  default: async (event) => {
    const who = requirePerson(event);
    return send(event, who);
  }
};
