import { unwrap } from '#lib/server/errors.ts';
import { wake, type Job } from '#lib/server/jobs.ts';
import { swept } from './desk-schema.ts';

/**
 * What the clock brings: what nobody sorted, answered or verified in time goes on or becomes public all the same; withholdings
 * end; rectifications become overdue. Each call is one short transaction.
 */
const sweep: Job = {
  name: 'findings',
  every: 30,
  async run({ service }, signal) {
    const outcome = { moved: 0, published: 0, told: 0 };
    while (!signal.aborted) {
      const done = unwrap(await service.rpc('sweep_findings'), swept);
      outcome.moved += done.moved;
      outcome.published += done.published;
      outcome.told += done.told;
      if (!done.more) break;
    }
    if (outcome.moved + outcome.published + outcome.told > 0) wake('mails');
    return outcome;
  }
};

export const findingJobs: Job[] = [sweep];
