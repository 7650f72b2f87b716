import { closeHub } from '#lib/server/hub.ts';
import { tokenOf } from './accounts.ts';
import { visitor, type Visitor } from './browserless.ts';
import { openOutside, type Outside } from './complaints-outside.ts';
import { sessionCookie } from './open-day-server.ts';
import { startServer } from './server.ts';

/** A database that `prepare` fills, then the built server on it. */
export async function serveOutside<P>(
  prepare: (outside: Outside) => Promise<P>,
  network: string,
  env: Record<string, string> = {}
) {
  const outside = await openOutside(env);
  const prepared = await prepare(outside);
  const { officer, other, clerk, bureau, hub } = outside;
  const sessions = {
    officer: sessionCookie(await tokenOf(officer.db), officer.id),
    other: sessionCookie(await tokenOf(other.db), other.id),
    clerk: sessionCookie(await tokenOf(clerk.db), clerk.id)
  };
  const { dataDir } = hub.config;
  await closeHub();
  const server = await startServer({
    dataDir,
    env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'x-forwarded-for', ...env }
  });
  let machines = 0;
  /** Somebody at a machine of their own. */
  function someone(): Visitor {
    machines += 1;
    return visitor(server.url, `${network}.${String(machines % 250)}`);
  }
  return {
    ...prepared,
    url: server.url,
    dataDir,
    bureau,
    someone,
    as(name: keyof typeof sessions): Visitor {
      const who = someone();
      who.cookies.set('sunlit', sessions[name]);
      return who;
    },
    /** A program somewhere else: no cookies, no origin. */
    program(path: string, init: RequestInit = {}): Promise<Response> {
      machines += 1;
      const headers = new Headers(init.headers);
      headers.set('x-forwarded-for', `${network}.${String(machines % 250)}`);
      return fetch(server.url + path, { ...init, headers, redirect: 'manual' });
    },
    log: server.log,
    close: () => server.stop()
  };
}
