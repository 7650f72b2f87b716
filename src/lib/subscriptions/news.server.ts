import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import { wake, type Job } from '#lib/server/jobs.ts';

const batch = 500;
const result = z.object({ looked: z.number(), queued: z.number() });

/**
 * From the journal to the outbox: what became public since a subscription's last mail. Each batch is one transaction,
 * so that a node may die at any moment.
 */
export const news: Job = {
  name: 'news',
  every: 60,
  async run({ service }, signal) {
    const outcome = { looked: 0, queued: 0 };
    while (!signal.aborted) {
      const done = unwrap(await service.rpc('claim_subscription_batch', { max_rows: batch }), result);
      outcome.looked += done.looked;
      outcome.queued += done.queued;
      if (done.looked < batch) break;
    }
    if (outcome.queued > 0) wake('mails');
    return outcome;
  }
};
