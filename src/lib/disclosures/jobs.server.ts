import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import { wake, type Job } from '#lib/server/jobs.ts';

const swept = z.object({ reckoned: z.number(), told: z.number(), more: z.boolean() });
const reminded = z.object({ reminded: z.number(), more: z.boolean() });

/** Projects in one transaction: so many that it takes about a tenth of a second, which nobody who waits for it notices. */
export const nextPiece = (projects: number, milliseconds: number): number =>
  Math.round(Math.min(400, Math.max(10, projects * Math.min(2, 100 / Math.max(milliseconds, 1)))));

/**
 * What projects owe is reckoned anew after imports and changes of rules; what became overdue since the last look is told.
 * Each call is one transaction over a bounded number of projects, so that others may write in between. Where all share one
 * connection, half of the time is theirs.
 */
const sweep: Job = {
  name: 'disclosures',
  every: 30,
  async run({ service, config }, signal) {
    const outcome = {
      released: unwrap(await service.rpc('release_expired'), z.number()),
      reckoned: 0,
      told: 0
    };
    let piece = 25;
    while (!signal.aborted) {
      const started = performance.now();
      const done = unwrap(await service.rpc('sweep_disclosures', { max_projects: piece }), swept);
      const took = performance.now() - started;
      outcome.reckoned += done.reckoned;
      outcome.told += done.told;
      if (!done.more) break;
      piece = nextPiece(piece, took);
      if (config.engine === 'embedded') await pause(took);
    }
    return outcome;
  }
};

/** What was to be published by itself, when its time has come. */
const publish: Job = {
  name: 'scheduled_disclosures',
  every: 20,
  async run({ service }) {
    const done = unwrap(await service.rpc('publish_scheduled'), z.object({ published: z.number() }));
    if (done.published > 0) wake('mails');
    return done;
  }
};

/** Before and after the last day; the database sends no reminder twice. */
const remind: Job = {
  name: 'disclosure_reminders',
  every: 600,
  async run({ service }, signal) {
    const outcome = { reminded: 0 };
    while (!signal.aborted) {
      const done = unwrap(await service.rpc('remind_disclosures'), reminded);
      outcome.reminded += done.reminded;
      if (!done.more) break;
    }
    if (outcome.reminded > 0) wake('mails');
    return outcome;
  }
};

export const disclosureJobs: Job[] = [sweep, publish, remind];
