import type { Handle } from '@sveltejs/kit';
import { person, type Person } from '#lib/accounts/person.ts';
import { personal, type Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { revision } from '#lib/server/state.ts';

const isSession = (name: string) => name.startsWith('sunlit');

/** The API took the token for nobody's: made up, of another key, or run out with no way to renew it. */
const refused = 401;

/** What else a cookie may hold may not go into a header at all, and the question would fail instead of being refused. */
const formOfToken = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Who asks, in one question: the API verifies the token before `whoami` runs, which is null where the session ended, and
 * else says which memberships are in force today. Nothing that the cookie says of itself is believed; `forget` takes one
 * that is nobody's from the browser, where it would be looked at for nothing at each request.
 */
async function ask(client: Client, forget: () => void): Promise<Person | null> {
  // renews a token that has run out
  const { data } = await client.auth.getSession();
  if (!data.session) return null;
  const answer = formOfToken.test(data.session.access_token) ? await client.rpc('whoami') : null;
  const who = answer && answer.status !== refused ? unwrap(answer, person.nullable()) : null;
  if (who === null) forget();
  return who;
}

/** Who asks. Visitors share one client without a session. */
export const authenticate: Handle = async ({ event, resolve }) => {
  const { backend, visitor } = hub();
  event.locals.person = null;
  event.locals.db = visitor;
  const carried = event.cookies.getAll().filter(({ name }) => isSession(name));
  const carries = carried.length > 0;
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
  if (carries)
    event.locals.person = await ask(client, () => {
      for (const { name } of carried) event.cookies.delete(name, { path: '/' });
    });
  const response = await resolve(event);
  // a signed-in person may have changed what the public sees
  if (event.request.method !== 'GET') revision().touch();
  return response;
};
