import { z } from 'zod';
import { unwrap } from './errors.ts';
import type { Hub } from './hub.ts';

const work = z.object({
  jobs: z.array(
    z.object({
      job: z.string(),
      runs_every: z.number(),
      running: z.boolean(),
      last_finished_at: z.string().nullable(),
      /** Seconds since it last ended well. */
      age: z.number().nullable(),
      last_outcome: z.record(z.string(), z.unknown()).nullable(),
      last_error: z.string().nullable()
    })
  ),
  mails: z.record(z.string(), z.number())
});

/** How jobs and the outbox stand: for the operator's command and the metrics. */
export const readWork = async ({ service }: Pick<Hub, 'service'>) =>
  unwrap(await service.rpc('read_work'), work);
