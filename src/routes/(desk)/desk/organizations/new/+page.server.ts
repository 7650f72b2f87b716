import { redirect } from '@sveltejs/kit';
import { requireAdministrator } from '#lib/accounts/guard.server.ts';
import { act } from '#lib/desk/act.server.ts';
import { grouped } from '#lib/desk/jurisdiction.ts';
import { localise } from '#lib/i18n/paths.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import * as organizations from '#lib/organizations/organizations.server.ts';
import { organization } from '#lib/organizations/schema.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  return { groups: grouped(await divisions(event.locals.db), event.locals.lang, true) };
};

export const actions: Actions = {
  default: async (event) => {
    requireAdministrator(event);
    const { db, lang } = event.locals;
    const save = async (input: Parameters<typeof organizations.save>[1]) => {
      await organizations.save(db, input);
      redirect(303, localise(`/desk/organizations?q=${encodeURIComponent(input.name)}`, lang));
    };
    return act(await event.request.formData(), organization, save, {
      fields: { organizations_uscc_key: 'uscc', organizations_company_name_without_uscc_key: 'name' }
    });
  }
};
