import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCode } from '#lib/programme/demo/tell-complaints.ts';
import { codeHash } from '#lib/complaints/protection.server.ts';
import { urlProblem } from '#lib/complaints/webhooks/address.ts';
import { sealPurpose } from '#lib/complaints/webhooks/secret.ts';
import { open } from '#lib/server/seal.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
});
afterAll(() => hub.close());

const texts = async (statement: string): Promise<string[]> =>
  (await hub.sql.query(statement)).map((row) => String(row.value));
const count = async (from: string): Promise<number> =>
  Number((await texts(`select count(*) as value from ${from}`))[0]);

describe('complaints of the demonstration', () => {
  it('stand in every state that lasts for a while', async () => {
    expect(await texts('select distinct state as value from public.complaints order by 1')).toEqual([
      ...[
        'accepted',
        'closed',
        'final_requested',
        'investigating',
        'merged',
        'not_accepted',
        'registered',
        'replied',
        'review_requested',
        'withdrawn'
      ]
    ]);
    expect(await count('public.complaints where not demo')).toBe(0);
    expect(await count('public.complaints where ever_overdue and supervised_at is not null')).toBeGreaterThan(
      0
    );
    expect(await count('public.complaints where extended_days is not null')).toBe(1);
    expect(await count('public.complaints where joined >= 5')).toBe(1);
    expect(await count(`public.complaints where visibility = 'stub'`)).toBeGreaterThan(0);
    expect(await count('public.complaint_extracts where reply is null')).toBe(1);
    expect(await count('private.complaint_contacts')).toBeGreaterThan(2);
    // most are nobody's but the bureau's, dealt with in time
    expect(
      await count(`public.complaints where visibility = 'private' and state = 'closed'`)
    ).toBeGreaterThan(30);
  });

  it('are about works, where the person knew one', async () => {
    expect(await count('public.complaints where project_id is null')).toBe(2);
  });

  it('have a code by which the one that is told at the start is found', async () => {
    const hash = codeHash(hub.secrets, demoCode(hub.secrets, 'closed'));
    expect(await count(`private.complaint_keys where tracking_hash = '${hash}'`)).toBe(1);
  });

  it('come with the steps that the journal tells', async () => {
    const kinds = await texts(
      `select distinct kind as value from public.journal where subject_type = 'complaint' order by 1`
    );
    for (const kind of [
      'published',
      'accepted',
      'not_accepted',
      'transferred',
      'extended',
      'answered',
      'closed',
      'reopened',
      'overdue',
      'supervised',
      'reviewed'
    ])
      expect(kinds, kind).toContain(`complaint.${kind}`);
  });

  it('are told to a receiver of a bureau that took some, failed, gave up and was paused', async () => {
    expect(
      await texts(`select kind || ' ' || state as value from private.complaint_connections order by 1`)
    ).toEqual(['open311 on', 'webhook paused']);
    const states = await texts(`select distinct state as value from private.complaint_deliveries order by 1`);
    for (const state of ['failed', 'queued', 'sent']) expect(states).toContain(state);
    expect(await count(`private.complaint_deliveries where state = 'sent' and attempts > 1`)).toBeGreaterThan(
      0
    );
    expect(await count(`private.complaint_deliveries where state = 'failed' and attempts <> 8`)).toBe(0);
    // nothing of it is sent by itself, its address leads nowhere, and its secret opens
    expect(await hub.service.rpc('claim_webhooks', { node: 'n', max_rows: 9, seconds: 9 })).toMatchObject({
      data: []
    });
    const [receiver] = await hub.sql.query(
      `select connection_id, url, sealed from private.complaint_connections where kind = 'webhook'`
    );
    expect(urlProblem(String(receiver?.url), false)).toBeNull();
    expect(new URL(String(receiver?.url)).hostname).toMatch(/\.example$/);
    const id = String(receiver?.connection_id);
    expect(open(hub.secrets.encryption, sealPurpose, String(receiver?.sealed), id)).toMatch(/^whsec_/);
    const { data } = await hub.service.rpc('queue_webhooks');
    expect(data, 'no step of the past is queued again').toBe(0);
  });
});
