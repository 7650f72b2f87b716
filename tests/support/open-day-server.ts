import { randomUUID } from 'node:crypto';
import { closeHub } from '#lib/server/hub.ts';
import { tokenOf } from './accounts.ts';
import { visitor, type Visitor } from './browserless.ts';
import type { TestPerson } from './database.ts';
import { openOpenDays, type Guest, type OpenDays } from './open-days.ts';
import { startServer } from './server.ts';

/** The cookie of a session, as the site's own client writes it. */
export function sessionCookie(token: string, id: string): string {
  const session = {
    access_token: token,
    refresh_token: 'none',
    token_type: 'bearer',
    expires_in: 3600,
    expires_at: Math.floor(Date.now() / 1000) + 3600,
    user: { id, aud: 'authenticated', role: 'authenticated', app_metadata: {}, user_metadata: {} }
  };
  return `base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`;
}

/** What a person at the form of a day sends, without what it may leave out. */
export const bookForm = (more: Record<string, string> = {}): Record<string, string> => ({
  category: 'resident',
  party_size: '1',
  'age.1': 'adult',
  agree: 'yes',
  key: randomUUID(),
  ...more
});

/** A database that `prepare` fills, then the built server on it. */
export async function serveOpenDays<P>(prepare: (days: OpenDays) => Promise<P>) {
  const days = await openOpenDays();
  const prepared = await prepare(days);
  const tokens = new Map<string, string>();
  const staff: [string, TestPerson][] = [
    ['developer', days.developer],
    ['reviewer', days.reviewer]
  ];
  for (const [name, { db }] of staff) tokens.set(name, await tokenOf(db));
  const { dataDir } = days.hub.config;
  await closeHub();
  const server = await startServer({ dataDir, env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'X-Forwarded-For' } });
  let machines = 0;

  /** Somebody at a machine of their own. */
  function someone(): Visitor {
    machines += 1;
    return visitor(server.url, `198.18.${String(machines >> 8)}.${String(machines & 255)}`);
  }
  function withToken(token: string, id: string): Visitor {
    const who = someone();
    who.cookies.set('sunlit', sessionCookie(token, id));
    return who;
  }
  const as = (guest: Guest): Visitor => withToken(guest.token, guest.id);
  const member = (name: 'developer' | 'reviewer'): Visitor =>
    withToken(tokens.get(name) ?? '', days[name].id);
  const page = async (who: Visitor, path: string) => (await who.get(path)).text();

  return {
    ...prepared,
    url: server.url,
    address: days.address,
    someone,
    as,
    member,
    page,
    close: () => server.stop()
  };
}
