import { closeHub } from '#lib/server/hub.ts';
import { visitor, type Visitor } from './browserless.ts';
import { testPassword } from './database.ts';
import { openOpenDays, type OpenDays } from './open-days.ts';
import { startServer, type RunningServer } from './server.ts';

/** A day that is tomorrow, so that its gate is open, with three bookings. */
async function dayOfGate(days: OpenDays, hours: number) {
  const slug = await days.day(
    { resident: 20, deputy: 3 },
    {
      starts_at: days.inDays(1, hours),
      ends_at: days.inDays(1, hours + 2),
      booking_closes_at: days.inDays(0, 12),
      safety: { helmet: true, shoes: true, clothing: '', briefing: '戴好安全帽', accessibility: '' }
    }
  );
  const guests = await days.guests(2);
  const [deputy] = await days.supervisors('deputy');
  const codes: string[] = [];
  for (const guest of guests)
    codes.push(days.made(await days.book(guest, slug, 'resident', { party_size: 2 })).code);
  if (!deputy) throw new Error('no deputy');
  codes.push(days.made(await days.book(deputy, slug, 'deputy')).code);
  const [first = '', second = '', supervisor = ''] = codes;
  return { slug, codes: { first, second, supervisor }, path: `/desk/open-days/${slug}/gate` };
}

/**
 * A built server on a database with two days whose gates are open, and one that is further off. What the pages that
 * announce and book do is tested elsewhere.
 */
export async function openGates(network: string) {
  const days = await openOpenDays();
  const gate = await dayOfGate(days, 0);
  const offline = await dayOfGate(days, -3);
  const far = await days.day({ resident: 2 });
  const emails = {
    host: days.developer.email,
    contractor: days.contractor.email,
    officer: days.reviewer.email,
    stranger: days.company.email
  };
  const { dataDir } = days.hub.config;
  await closeHub();
  const server: RunningServer = await startServer({
    dataDir,
    env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'x-forwarded-for' }
  });
  let machines = 0;
  async function signIn(who: keyof typeof emails): Promise<Visitor> {
    machines += 1;
    const one = visitor(server.url, `${network}.${String(machines)}`);
    const response = await one.post('/account/sign-in', { email: emails[who], password: testPassword });
    if (response.status !== 303) throw new Error(`${who} could not sign in: ${String(response.status)}`);
    return one;
  }
  return { server, signIn, gate, offline, far };
}
export type Gates = Awaited<ReturnType<typeof openGates>>;
