import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import { wake, type Job } from '#lib/server/jobs.ts';

const swept = z.object({
  expired: z.number(),
  forgotten: z.number(),
  more: z.boolean(),
  leftovers: z.array(z.string())
});

/**
 * Ends registrations whose last day has passed, reminds of those that end soon, and deletes what is personal of those
 * that ended long ago. A file goes after the row that spoke of it.
 */
const sweep: Job = {
  name: 'supervisors',
  every: 600,
  async run({ service, files }, signal) {
    const outcome = { expired: 0, forgotten: 0, removed: 0 };
    while (!signal.aborted) {
      const done = unwrap(await service.rpc('sweep_supervisors'), swept);
      for (const hash of done.leftovers) await files.remove('evidence', hash);
      if (done.leftovers.length > 0)
        unwrap(await service.rpc('settle_evidence_leftovers', { hashes: done.leftovers }), z.null());
      outcome.expired += done.expired;
      outcome.forgotten += done.forgotten;
      outcome.removed += done.leftovers.length;
      if (!done.more) break;
    }
    wake('mails');
    return outcome;
  }
};

export const supervisorJobs: Job[] = [sweep];
