import { hasDesk } from '#lib/accounts/person.ts';
import { hub } from '#lib/server/hub.ts';
import { version } from '#lib/server/version.ts';
import type { LayoutServerLoad } from './$types';

/** What the frame of every page shows. */
export const load: LayoutServerLoad = ({ locals }) => {
  const { config } = hub();
  const { person } = locals;
  return {
    session: person
      ? {
          user_id: person.user_id,
          display_name: person.display_name,
          desk: hasDesk(person),
          unread: person.unread
        }
      : null,
    site: {
      demo: config.demo,
      contact: config.HUB_CONTACT ?? null,
      mapReview: config.HUB_MAP_REVIEW ?? null,
      version,
      // never from the Host header: that would reach the public cache
      origin: config.ORIGIN ?? ''
    }
  };
};
