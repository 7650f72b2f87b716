import { closeHub } from '#lib/server/hub.ts';
import { visitor, type Visitor } from './browserless.ts';
import { openFindings, type Findings } from './findings.ts';
import { sessionCookie } from './open-day-server.ts';
import type { Guest } from './open-days.ts';
import { startServer } from './server.ts';

/** A database on whose open day supervisors were checked in, which `prepare` may do more to; then the built server on it. */
export async function serveVisits<P>(prepare: (findings: Findings) => Promise<P>, network: string) {
  const findings = await openFindings();
  const prepared = await prepare(findings);
  const { dataDir } = findings.hub.config;
  await closeHub();
  const server = await startServer({ dataDir, env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'x-forwarded-for' } });
  let machines = 0;
  return {
    ...prepared,
    url: server.url,
    dataDir,
    /** Somebody at a machine of their own. */
    as({ token, id }: Pick<Guest, 'token' | 'id'>): Visitor {
      machines += 1;
      const who = visitor(server.url, `${network}.${String(machines)}`);
      who.cookies.set('sunlit', sessionCookie(token, id));
      return who;
    },
    close: () => server.stop()
  };
}
