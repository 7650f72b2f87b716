import { requireDesk } from '#lib/accounts/guard.server.ts';
import { isCompanyMember, isOfficer } from '#lib/accounts/person.ts';
import type { LayoutServerLoad } from './$types';

/** The frame of the desk. Each page and action has a guard of its own: a layout's load guards neither. */
export const load: LayoutServerLoad = (event) => {
  const who = requireDesk(event);
  return {
    rights: { administrator: who.administrator, officer: isOfficer(who), company: isCompanyMember(who) }
  };
};
