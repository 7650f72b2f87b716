import { requirePerson } from '#lib/accounts/guard.server.ts';
import * as forms from '#lib/open-days/booking/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requirePerson(event);
  return forms.load(event);
};

export const actions: Actions = {
  confirm: async (event) => {
    requirePerson(event);
    return forms.confirm(event);
  },
  refuse: async (event) => {
    requirePerson(event);
    return forms.refuse(event);
  },
  change: async (event) => {
    requirePerson(event);
    return forms.change(event);
  },
  cancel: async (event) => {
    requirePerson(event);
    return forms.cancel(event);
  },
  transfer: async (event) => {
    requirePerson(event);
    return forms.transfer(event);
  },
  declare: async (event) => {
    requirePerson(event);
    return forms.declare(event);
  },
  report: async (event) => {
    requirePerson(event);
    return forms.report(event);
  }
};
