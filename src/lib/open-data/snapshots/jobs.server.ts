import type { Job } from '#lib/server/jobs.ts';
import { make } from './make.server.ts';
import { reissue } from './reissue.server.ts';
import { thin, tidy } from './thin.server.ts';

/**
 * One snapshot a day, at the first look of the day. What was taken back is looked for each time, also where no new
 * snapshots are made.
 */
const snapshots: Job = {
  name: 'snapshots',
  every: 300,
  async run(hub, signal) {
    const outcome = { made: 0, reissued: 0, missing: 0, thinned: 0 };
    try {
      await tidy(hub);
      Object.assign(outcome, await reissue(hub, signal));
      if (hub.config.snapshots && (await make(hub, signal)) === 'made') outcome.made = 1;
      outcome.thinned = await thin(hub, signal);
    } catch (error) {
      // the node stops: what was begun is gone, and another or the next start begins anew
      if (!signal.aborted) throw error;
    }
    return outcome;
  }
};

export const snapshotJobs: Job[] = [snapshots];
