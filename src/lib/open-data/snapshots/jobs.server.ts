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
    await tidy(hub);
    const { reissued, missing } = await reissue(hub, signal);
    const made = hub.config.snapshots && (await make(hub, signal)) === 'made' ? 1 : 0;
    return { made, reissued, missing, thinned: await thin(hub, signal) };
  }
};

export const snapshotJobs: Job[] = [snapshots];
