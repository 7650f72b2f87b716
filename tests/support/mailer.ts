import { mails } from '#lib/notifications/outbox.server.ts';
import { readConfig } from '#lib/server/config.ts';
import { openHub } from '#lib/server/hub.ts';
import { news } from '#lib/subscriptions/news.server.ts';

/**
 * A process of its own that makes news and mails them without end, for tests that kill it: projects are registered, the
 * journal is looked through, and the outbox is sent, all at the same time. FIRST numbers the projects, so that none is
 * written twice; without it nothing is written, and it ends when there is nothing left to send. It begins when the time of
 * the claims of whoever died before it has passed.
 */
const { FIRST = '' } = process.env;
const hub = await openHub(undefined, readConfig());
await hub.backend.sql?.query(
  `update private.mails set claimed_until = now() - interval '1 second' where state = 'sending'`
);
process.stdout.write('open\n');

const never = new AbortController().signal;
let next = Number(FIRST);

async function write(): Promise<never> {
  for (;;) {
    const permit_no = `420102202601${String(next).padStart(6, '0')}`;
    const facts = { permit_no, name: `工程 ${next}`, division_code: '420102', housing_type: 'commodity' };
    next += 1;
    const { error } = await hub.service.rpc('save_project', { facts });
    if (error) throw new Error(error.message);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function forEver(run: (by: typeof hub, signal: AbortSignal) => Promise<unknown>): Promise<never> {
  for (;;) {
    await run(hub, never);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

if (FIRST) await Promise.all([write(), forEver(news.run), forEver(mails.run)]);

await news.run(hub, never);
await mails.run(hub, never);
await hub.backend.close();
process.exit(0);
