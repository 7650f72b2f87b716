import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import { wake, type Job } from '#lib/server/jobs.ts';

const swept = z.object({
  reckoned: z.number(),
  expired: z.number(),
  closed: z.number(),
  released: z.number(),
  moved: z.number(),
  reminded: z.number(),
  purged: z.number(),
  told: z.number(),
  more: z.boolean()
});

/**
 * What the clock brings: proposals from milestones, offers that ran out, bookings that close, no-shows, reminders, days that
 * were not announced or not held. Each call is one short transaction, so that guests book in between.
 */
const sweep: Job = {
  name: 'open_days',
  every: 20,
  async run({ service }, signal) {
    const outcome = { reckoned: 0, expired: 0, reminded: 0, told: 0, purged: 0 };
    let mailed = 0;
    while (!signal.aborted) {
      const done = unwrap(await service.rpc('sweep_open_days', { max_rows: 100 }), swept);
      outcome.reckoned += done.reckoned;
      outcome.expired += done.expired;
      outcome.reminded += done.reminded;
      outcome.told += done.told;
      outcome.purged += done.purged;
      mailed += done.expired + done.closed + done.reminded + done.told;
      if (!done.more) break;
    }
    if (mailed > 0) wake('mails');
    return outcome;
  }
};

export const openDayJobs: Job[] = [sweep];
