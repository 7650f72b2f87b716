import type { Handle } from '@sveltejs/kit';
import { person } from '#lib/accounts/person.ts';
import { personal } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { revision } from '#lib/server/state.ts';

const isSession = (name: string) => name.startsWith('sunlit');

/**
 * Who asks. Visitors share one client without a session. For a request with a session cookie the embedded API verifies
 * the token and `whoami` looks whether the session still stands and which memberships are in force today.
 */
export const authenticate: Handle = async ({ event, resolve }) => {
  const { backend, visitor } = hub();
  event.locals.person = null;
  event.locals.db = visitor;
  const carries = event.cookies.getAll().some(({ name }) => isSession(name));
  const signsIn = event.route.id?.startsWith('/account/') ?? false;
  if (!carries && !signsIn) return resolve(event);

  let storedOnce = false;
  const client = personal(
    backend,
    {
      getAll: () => event.cookies.getAll(),
      setAll: (cookies, headers) => {
        for (const { name, value, options } of cookies)
          event.cookies.set(name, value, { ...options, path: '/' });
        // a refresh and a sign-out may fall into one request, and a header can be set only once
        if (!storedOnce) event.setHeaders(headers);
        storedOnce = true;
      }
    },
    event.url.protocol === 'https:'
  );
  event.locals.db = client;
  if (carries) {
    const { data } = await client.auth.getUser();
    if (data.user) event.locals.person = unwrap(await client.rpc('whoami'), person.nullable());
  }
  const response = await resolve(event);
  // a signed-in person may have changed what the public sees
  if (event.request.method !== 'GET') revision().touch();
  return response;
};
