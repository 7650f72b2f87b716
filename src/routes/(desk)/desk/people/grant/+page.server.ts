import { redirect } from '@sveltejs/kit';
import { requireAdministrator } from '#lib/accounts/guard.server.ts';
import { act } from '#lib/desk/act.server.ts';
import { localise } from '#lib/i18n/paths.ts';
import * as memberships from '#lib/memberships/memberships.server.ts';
import { grant, type Grant } from '#lib/memberships/schema.ts';
import { bureaus } from '#lib/organizations/organizations.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  return {
    email: event.url.searchParams.get('email') ?? '',
    bureaus: await bureaus(event.locals.db)
  };
};

export const actions: Actions = {
  default: async (event) => {
    requireAdministrator(event);
    const { db, lang } = event.locals;
    const save = async (input: Grant) => {
      await memberships.grant(db, input);
      redirect(303, localise(`/desk/people?q=${encodeURIComponent(input.email)}`, lang));
    };
    return act(await event.request.formData(), grant, save, {
      fields: {
        account_not_found: 'email',
        organization_not_found: 'organization',
        role_does_not_fit_organization: 'organization',
        memberships_period: 'valid_until'
      }
    });
  }
};
