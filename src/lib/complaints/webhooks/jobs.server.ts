import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import type { Job } from '#lib/server/jobs.ts';
import { log } from '#lib/server/log.ts';
import { open } from '#lib/server/seal.ts';
import { sealPurpose } from './secret.ts';
import { send } from './send.server.ts';

const claimed = z.array(
  z.object({
    delivery_id: z.uuid(),
    connection_id: z.uuid(),
    url: z.string(),
    sealed: z.string(),
    facts: z.record(z.string(), z.unknown())
  })
);
type Claimed = z.infer<typeof claimed>[number];

/** As many at once, so that one receiver that keeps silent holds up few. */
const together = 10;
/** Longer than sending can take. */
const claimSeconds = 60;

async function deliver({ service, secrets, config }: Hub, node: string, one: Claimed): Promise<boolean> {
  const { delivery_id: id, connection_id, url } = one;
  const secret = open(secrets.encryption, sealPurpose, one.sealed, connection_id);
  const body = JSON.stringify({ id, ...one.facts });
  const { ok, status, error, gone } = await send({ url, secret, id, body }, config.HUB_WEBHOOK_LOOPBACK);
  if (!ok) log.warn({ delivery: id, connection: connection_id, error }, 'an event could not be sent');
  unwrap(await service.rpc('settle_webhook', { delivery: id, node, ok, status, error, gone }), z.boolean());
  return ok;
}

/** Queues what happened since the last look, then sends what is due until nothing is. */
export const webhooks: Job = {
  name: 'webhooks',
  every: 15,
  async run(hub, signal) {
    const node = randomUUID();
    const outcome = { queued: 0, sent: 0, failed: 0 };
    outcome.queued = unwrap(await hub.service.rpc('queue_webhooks'), z.number());
    while (!signal.aborted) {
      const claim = { node, max_rows: together, seconds: claimSeconds };
      const due = unwrap(await hub.service.rpc('claim_webhooks', claim), claimed);
      if (due.length === 0) break;
      const results = await Promise.all(due.map((one) => deliver(hub, node, one)));
      for (const ok of results) outcome[ok ? 'sent' : 'failed'] += 1;
    }
    return outcome;
  }
};
