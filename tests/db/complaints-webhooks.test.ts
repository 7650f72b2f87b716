import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deliveries } from '#lib/complaints/connections/schema.ts';
import { webhooks } from '#lib/complaints/webhooks/jobs.server.ts';
import { send } from '#lib/complaints/webhooks/send.server.ts';
import { isSigned } from '#lib/complaints/webhooks/sign.ts';
import { openOutside, type Outside } from '#tests/support/complaints-outside.ts';
import { openReceiver } from '#tests/support/receiver.ts';

let o: Outside;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeAll(async () => {
  o = await openOutside({ HUB_WEBHOOK_LOOPBACK: 'on' });
  receiver = await openReceiver();
});
afterAll(async () => {
  await receiver.close();
  await o.hub.close();
});
/** Each test has a receiver of its own. */
let hook: { id: string; secret: string };
beforeEach(async () => {
  await o.hub.sql.query(
    `update private.complaint_connections set state = 'ended', ended_at = now() where state <> 'ended'`
  );
  receiver.received.length = 0;
  receiver.answers(204);
  hook = await o.connect('webhook', receiver.url);
});

const run = () => webhooks.run(o.hub, new AbortController().signal);
const log = async () => {
  const { data, error } = await o.officer.db.rpc('complaint_deliveries', { connection: hook.id });
  if (error) throw new Error(error.message);
  return deliveries.parse(data);
};
/** What waits for its next try is due now. */
const hurry = () =>
  o.hub.sql.query(`update private.complaint_deliveries set next_attempt_at = now() where state = 'queued'`);
const message = z.object({
  id: z.string(),
  event: z.string(),
  occurred_at: z.string(),
  complaint: z.record(z.string(), z.unknown())
});
const events = () => receiver.received.map(({ body }) => message.parse(JSON.parse(body)).event);

describe('a receiver of events', () => {
  it('hears of public steps, signed, once, and of nothing of the person', async () => {
    const { slug, number } = await o.published({
      naming: 'bureau_only',
      contact: { name: '王秘密', phone: '13900001111' }
    });
    await o.act(o.officer.db, slug, 'note', { reason: '内部备注：不外传的话' });
    await o.act(o.officer.db, slug, 'accept');
    await run();
    await run();
    expect(events()).toEqual(['complaint.registered', 'complaint.published', 'complaint.accepted']);
    for (const { body, headers } of receiver.received) {
      const id = z.string().parse(headers['webhook-id']);
      const timestamp = Number(headers['webhook-timestamp']);
      const signature = z.string().parse(headers['webhook-signature']);
      expect(isSigned(hook.secret, { id, timestamp, body }, signature)).toBe(true);
      expect(isSigned(hook.secret, { id, timestamp: timestamp + 1, body }, signature)).toBe(false);
      expect(message.parse(JSON.parse(body))).toMatchObject({ id, complaint: { number } });
      expect(body).not.toMatch(/王秘密|13900001111|原话|不外传/);
    }
    expect((await log()).deliveries.map(({ state, attempts, status }) => [state, attempts, status])).toEqual([
      ['sent', 1, 204],
      ['sent', 1, 204],
      ['sent', 1, 204]
    ]);
  });

  it('hears nothing of what is not public, nor of cases of another bureau', async () => {
    await o.file();
    const { receipt } = await o.file({ division: '420602' });
    await o.act(o.other.db, receipt.slug, 'publish', { as: 'stub' });
    expect(await run()).toEqual({ queued: 0, sent: 0, failed: 0 });
    expect(receiver.received).toEqual([]);
  });

  it('does not hear of what stopped being public while it waited', async () => {
    receiver.answers(503);
    const { slug } = await o.stub();
    await run();
    await o.act(o.officer.db, slug, 'keep_private', { reason: '涉及当事人隐私' });
    receiver.answers(204);
    receiver.received.length = 0;
    await hurry();
    await run();
    expect(receiver.received).toEqual([]);
    expect(new Set((await log()).deliveries.map(({ state }) => state))).toEqual(new Set(['skipped']));
  });

  it('learns the month alone where the person asked for that', async () => {
    await o.stub({ coarse_time: true, coarse_place: true, lat: 30.6, lng: 114.3 });
    await run();
    expect(receiver.received.length).toBeGreaterThan(0);
    for (const { body } of receiver.received) {
      const { occurred_at, complaint } = message.parse(JSON.parse(body));
      expect(occurred_at).toMatch(/^\d{4}-\d{2}$/);
      expect(complaint.filed).toMatch(/^\d{4}-\d{2}$/);
      for (const key of ['due_on', 'lat', 'slug']) expect(complaint).not.toHaveProperty(key);
    }
  });
});

describe('a sending that fails', () => {
  it('is tried again with longer and longer waits, and given up after the eighth time', async () => {
    receiver.answers(500, {}, 'x'.repeat(5000));
    await o.stub();
    await run();
    const waits: number[] = [];
    for (let n = 1; n < 8; n += 1) {
      const [row] = await o.hub.sql.query(
        `select extract(epoch from max(next_attempt_at) - now())::float as wait from private.complaint_deliveries where connection_id = $1`,
        [hook.id]
      );
      waits.push(Math.round(Number(row?.wait) / 60));
      // of two events; sixteen failures are fewer than those that pause it
      await hurry();
      await run();
    }
    expect(waits.slice(0, 7)).toEqual([1, 5, 30, 120, 360, 720, 1440]);
    const { deliveries: rows, state } = await log();
    expect(state).toBe('on');
    expect(rows.map((row) => [row.state, row.attempts, row.last_error])).toEqual([
      ['failed', 8, 'HTTP 500'],
      ['failed', 8, 'HTTP 500']
    ]);
    await run();
    expect(receiver.received).toHaveLength(16);
  });

  it('is done again at the wish of a reviewer, with the same id', async () => {
    receiver.answers(500);
    await o.stub();
    await run();
    const first = receiver.received.map(({ headers }) => headers['webhook-id']);
    receiver.answers(200);
    const [row] = (await log()).deliveries;
    const again = { delivery: row?.delivery_id };
    expect((await o.other.db.rpc('redeliver_complaint_event', again)).error?.message).toBe(
      'connection_not_found'
    );
    expect((await o.officer.db.rpc('redeliver_complaint_event', again)).data).toBe(true);
    await run();
    expect(first).toContain(receiver.received.at(-1)?.headers['webhook-id']);
    expect((await log()).deliveries[0]).toMatchObject({ state: 'sent', status: 200, last_error: null });
  });

  it('pauses the receiver after twenty in a row, tells reviewers, and goes on when resumed', async () => {
    receiver.answers(500);
    for (let n = 0; n < 10; n += 1) await o.stub();
    await run();
    expect(await log()).toMatchObject({ state: 'paused', failures: 20 });
    const told = await o.hub.sql.query(
      `select n.user_id, n.facts from public.notifications n where n.kind = 'complaint.webhook_paused' and n.path like '%' || $1`,
      [hook.id]
    );
    expect(told).toMatchObject([{ user_id: o.officer.id, facts: { error: 'HTTP 500' } }]);
    const before = receiver.received.length;
    await hurry();
    await run();
    expect(receiver.received).toHaveLength(before);
    receiver.answers(204);
    expect((await o.officer.db.rpc('resume_complaint_webhook', { connection: hook.id })).data).toBe(true);
    await run();
    expect(await log()).toMatchObject({ state: 'on', failures: 0 });
    expect(receiver.received).toHaveLength(before + 20);
  });

  it('pauses the receiver at once when it says that it is gone', async () => {
    receiver.answers(410);
    await o.stub();
    await run();
    expect(await log()).toMatchObject({ state: 'paused' });
    expect((await log()).deliveries[0]).toMatchObject({ status: 410, last_error: 'HTTP 410' });
  });

  it('is one that is answered by a redirect, which is not followed', async () => {
    receiver.answers(302, { location: receiver.url });
    await o.stub();
    await run();
    expect((await log()).deliveries[0]).toMatchObject({
      state: 'queued',
      status: 302,
      last_error: 'redirect_refused'
    });
    expect(receiver.received).toHaveLength(2);
  });

  it('is taken over from a node that died', async () => {
    await o.stub();
    await o.hub.service.rpc('queue_webhooks');
    const { data } = await o.hub.service.rpc('claim_webhooks', { node: 'dead', max_rows: 10, seconds: 0 });
    expect(data).toHaveLength(2);
    const [one] = z.array(z.object({ delivery_id: z.string() })).parse(data);
    await run();
    expect(receiver.received).toHaveLength(2);
    const late = { delivery: one?.delivery_id, node: 'dead', ok: false, error: 'late' };
    expect((await o.hub.service.rpc('settle_webhook', late)).data).toBe(false);
    expect((await log()).deliveries.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });
});

describe('sending', () => {
  const to = (url: string, loopback = false) =>
    send({ url, secret: hook.secret, id: 'x', body: '{}' }, loopback);

  it.each([
    'https://127.0.0.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:127.0.0.1]/hook',
    'https://10.0.0.8/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://192.168.1.1/hook',
    'https://2130706433/hook',
    'https://0x7f000001/hook',
    'https://[fd00::1]/hook',
    'https://[fe80::1]/hook',
    'https://[64:ff9b::a00:1]/hook',
    'https://[2002:7f00:1::]/hook'
  ])('refuses %s', async (url) => {
    expect(await to(url)).toEqual({ ok: false, status: null, error: 'address_refused', gone: false });
  });

  it('refuses a name that leads inside, at the moment of connecting', async () => {
    const { AddressRefused, publicLookup } = await import('#lib/complaints/webhooks/address.ts');
    const outcome = await new Promise<unknown>((resolve) => {
      publicLookup(false)('localhost', {}, (error, address) => resolve(error ?? address));
    });
    expect(outcome).toBeInstanceOf(AddressRefused);
  });

  it('refuses what is not https, and names without a dot', async () => {
    expect((await to('http://example.org/hook')).error).toBe('url_wrong');
    expect((await to(receiver.url)).error).toBe('url_wrong');
    expect((await to('https://user:secret@example.org/')).error).toBe('url_wrong');
    expect((await to('https://localhost/hook')).error).toBe('address_refused');
    expect(receiver.received).toEqual([]);
  });

  it('says by a code what went wrong', async () => {
    expect((await to('http://127.0.0.1:1/hook', true)).error).toBe('ECONNREFUSED');
  });

  it('hangs up on an answer without end', async () => {
    receiver.answers(200, {}, 'x'.repeat(4_000_000));
    expect(await to(receiver.url, true)).toMatchObject({ ok: true, status: 200 });
  });
});
