import { unwrap } from '#lib/server/errors.ts';
import { wake, type Job } from '#lib/server/jobs.ts';
import { swept } from './schema.ts';

/**
 * What the clock brings: complaints find their bureau, officers are reminded, what nobody looked over is published without
 * words, what is overdue is told and supervised, what belongs to the person is erased when its time is over. Each call is one
 * short transaction.
 */
const sweep: Job = {
  name: 'complaints',
  every: 30,
  async run({ service, files }, signal) {
    const outcome = { moved: 0, told: 0, erased: 0 };
    while (!signal.aborted) {
      const done = unwrap(await service.rpc('sweep_complaints'), swept);
      outcome.moved += done.moved;
      outcome.told += done.told;
      outcome.erased += done.erased;
      for (const file of done.files) await files.remove('complaints', file);
      if (!done.more) break;
    }
    if (outcome.told > 0) wake('mails');
    return outcome;
  }
};

export const complaintJobs: Job[] = [sweep];
