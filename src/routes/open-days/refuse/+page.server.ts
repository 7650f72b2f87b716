import { refuseByLink } from '#lib/open-days/booking/refuse-link.server.ts';
import { token } from '#lib/open-days/booking/schema.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only shows the button: mail programs open links by themselves. */
export const load: PageServerLoad = ({ url }) => {
  const given = token.safeParse(url.searchParams.get('token'));
  return { token: given.success ? given.data : null };
};

export const actions: Actions = {
  default: async ({ request }) => refuseByLink(await request.formData())
};
