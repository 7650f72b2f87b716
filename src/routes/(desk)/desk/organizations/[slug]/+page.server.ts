import { requireAdministrator } from '#lib/accounts/guard.server.ts';
import { act } from '#lib/desk/act.server.ts';
import { grouped } from '#lib/desk/jurisdiction.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import * as organizations from '#lib/organizations/organizations.server.ts';
import { organization } from '#lib/organizations/schema.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  const { db, lang } = event.locals;
  const [stored, all] = await Promise.all([organizations.read(db, event.params.slug), divisions(db)]);
  return { organization: stored, groups: grouped(all, lang, true) };
};

export const actions: Actions = {
  default: async (event) => {
    requireAdministrator(event);
    const { db } = event.locals;
    const save = async (input: Parameters<typeof organizations.save>[1]) => {
      await organizations.save(db, input);
      return { saved: true };
    };
    return act(await event.request.formData(), organization, save, {
      fields: { organizations_uscc_key: 'uscc', organizations_company_name_without_uscc_key: 'name' }
    });
  }
};
