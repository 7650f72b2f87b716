import { closeHub } from '#lib/server/hub.ts';
import { visitor, type Visitor } from './browserless.ts';
import { openTracking, type Tracking } from './complaints-tracking.ts';
import { openOpenDays, type Guest } from './open-days.ts';
import { sessionCookie } from './open-day-server.ts';
import { startServer } from './server.ts';

/** A database with complaints, which `prepare` files and brings forward; then the built server on it. */
export async function serveComplaints<P>(prepare: (c: Tracking, guests: Guest[]) => Promise<P>) {
  const days = await openOpenDays();
  const c = await openTracking(days.hub, (await days.project({})).slug);
  const guests = await days.guests(2);
  const prepared = await prepare(c, guests);
  const { dataDir } = days.hub.config;
  await closeHub();
  const server = await startServer({ dataDir, env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'x-forwarded-for' } });
  let machines = 0;
  /** Somebody at a machine of their own. */
  function someone(): Visitor {
    machines += 1;
    return visitor(server.url, `203.0.113.${String(machines)}`);
  }
  return {
    ...{ prepared, guests, server, someone },
    as({ token, id }: Pick<Guest, 'token' | 'id'>): Visitor {
      const who = someone();
      who.cookies.set('sunlit', sessionCookie(token, id));
      return who;
    }
  };
}
export type ComplaintServer<P> = Awaited<ReturnType<typeof serveComplaints<P>>>;
