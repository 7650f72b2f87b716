import type { Job } from '#lib/server/jobs.ts';
import { sign } from './checkpoints.server.ts';

/** What the journal gained is signed, whether anybody asks or not. */
export const checkpoint: Job = {
  name: 'checkpoint',
  every: 60,
  run: async (hub) => ({ signed: await sign(hub) })
};
