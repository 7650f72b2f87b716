import { expect, inject, it } from 'vitest';
import { z } from 'zod';
import { openBackend } from '#lib/server/backend/index.ts';
import { readConfig } from '#lib/server/config.ts';
import type { Query } from '#lib/server/backend/types.ts';
import { openHub } from '#lib/server/hub.ts';
import { runNode } from '#tests/support/children.ts';
import { testDatabase } from '#tests/support/database.ts';
import { startMailServer } from '#tests/support/smtp.ts';
import { mails } from '#lib/notifications/outbox.server.ts';
import * as subscriptions from '#lib/subscriptions/subscriptions.server.ts';
import { tokenIn } from '#tests/support/readers.ts';

/** A start of the embedded engine takes seconds, and a kill on PostgreSQL tells as much. */
const rounds = inject('databaseUrl') ? 6 : 3;
/** As many mails as one node has in hand at once: what a kill may leave in doubt. */
const inHand = 5;

const followed = [
  ['all@example.org', { division_code: '420000' }],
  ['city@example.org', { division_code: '420100' }],
  ['district@example.org', { division_code: '420102' }]
] as const;

const facts = z.array(
  z.object({
    mail_id: z.string(),
    state: z.string(),
    to_subscription: z.string(),
    after_seq: z.coerce.number(),
    through_seq: z.coerce.number(),
    entries: z.coerce.number()
  })
);
const newsMails = async (query: Query) =>
  facts.parse(
    await query(
      `select mail_id, state, to_subscription, facts ->> 'after_seq' as after_seq, facts ->> 'through_seq' as through_seq,
         facts ->> 'entries' as entries
       from private.mails where kind = 'subscription.news' order by to_subscription, (facts ->> 'after_seq')::bigint`
    )
  );

it(`tells each piece of news once, and sends no mail twice, when it is killed ${String(rounds)} times`, async () => {
  const server = await startMailServer();
  const { config, remove } = await testDatabase({
    env: { HUB_SMTP_URL: server.url, ORIGIN: 'https://sunlit.example', HUB_MAIL_FROM: 'hub@sunlit.example' }
  });
  const hub = await openHub(undefined, config);
  for (const [email, scope] of followed) {
    await subscriptions.ask('zh', email, scope, { email, frequency: 'immediate' });
    await mails.run(hub, new AbortController().signal);
    await subscriptions.confirm(email, tokenIn(server.to(email)[0]?.text ?? '', '/subscribe/confirm'));
  }
  await hub.backend.close();
  const before = server.received.length;
  expect(before).toBe(followed.length);

  const env = {
    DATA_DIR: config.dataDir,
    HUB_SMTP_URL: server.url,
    ORIGIN: 'https://sunlit.example',
    HUB_MAIL_FROM: 'hub@sunlit.example',
    LOG_LEVEL: 'warn',
    ...(config.DATABASE_URL ? { DATABASE_URL: config.DATABASE_URL } : {})
  };
  const look = async <T>(work: (query: Query) => Promise<T>): Promise<T> => {
    const backend = await openBackend(readConfig({ ...env, HUB_DEMO: 'off', HUB_ROOT: config.root }));
    try {
      if (!backend.sql) throw new Error('no SQL');
      return await work(backend.sql.query);
    } finally {
      await backend.close();
    }
  };
  // slow enough that a kill falls into the middle of sending
  server.behave('take', 15);
  for (let round = 0; round < rounds; round++) {
    const had = server.received.length;
    const child = runNode(['tests/support/mailer.ts'], { ...env, FIRST: String(round * 10_000 + 1) });
    await child.says('open');
    while (server.received.length === had) {
      if (child.output().includes('Error')) throw new Error(child.output());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
    child.kill('SIGKILL');
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
  }
  const last = runNode(['tests/support/mailer.ts'], env);
  expect(await last.exited, last.output()).toMatchObject({ code: 0 });

  const times = new Map<string, number>();
  for (const mail of server.received.slice(before)) {
    const id = mail.header('Message-ID').replace(/^<(.*)@.*$/, '$1');
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  expect(
    [...times.values()].filter((n) => n > 1),
    'mails that were sent twice'
  ).toEqual([]);

  await look(async (query) => {
    const queued = await newsMails(query);
    expect(queued.length).toBeGreaterThanOrEqual(rounds);
    const counts = Map.groupBy(queued, ({ state }) => state);
    expect([...counts.keys()].filter((state) => !['sent', 'unknown'].includes(state))).toEqual([]);
    expect(counts.get('unknown')?.length ?? 0).toBeLessThanOrEqual(rounds * inHand);
    // what the hub says was sent did arrive, and nothing arrived that it does not know of
    for (const { mail_id, state } of queued) if (state === 'sent') expect(times.get(mail_id)).toBe(1);
    expect([...times.keys()].filter((id) => !queued.some(({ mail_id }) => mail_id === id))).toEqual([]);

    // each entry of the journal stands in one mail to each reader, and the count of each mail is right
    const [head] = await query(`select max(seq)::int as seq, count(*)::int as entries from public.journal`);
    for (const [id, spans] of Map.groupBy(queued, ({ to_subscription }) => to_subscription)) {
      let through = 0;
      for (const span of spans) {
        expect(span.after_seq, `${id}: a gap or an overlap`).toBe(through);
        expect(span.entries).toBe(span.through_seq - span.after_seq);
        through = span.through_seq;
      }
      expect(through).toBe(head?.seq);
    }
    expect(Map.groupBy(queued, ({ to_subscription }) => to_subscription).size).toBe(followed.length);
  });
  await remove();
  await server.close();
});
