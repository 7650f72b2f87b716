import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { unwrap } from './errors.ts';
import type { Hub } from './hub.ts';
import { log } from './log.ts';

/** What a run did, in numbers: it is logged and shown to the operator. Never personal data. */
export type Outcome = Record<string, number>;

export interface Job {
  /** Lower case with underscores; its row in private.jobs. */
  name: string;
  /** Seconds from the end of one run to the next. */
  every: number;
  /** The signal tells that the node stops or has lost its claim: end after the piece of work in hand. */
  run: (hub: Hub, signal: AbortSignal) => Promise<Outcome>;
}

/** A claim outlives a node that died by at most this; a node that lives renews it three times as often. */
const claimSeconds = 60;

/** Errors are told by name: what they say may quote addresses. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

interface Run {
  node: string;
  /** Due or not. */
  early: boolean;
  seconds?: number;
  stop?: AbortSignal;
}

/** Claims a job in the database and does it. Null when it is not due or is being done. Throws what the job throws. */
async function attempt(hub: Hub, job: Job, { node, early, seconds = claimSeconds, stop }: Run) {
  const mine = { job: job.name, node };
  const call = async (verb: string, args: Record<string, unknown>) =>
    unwrap(await hub.service.rpc(verb, { ...mine, ...args }), z.boolean());
  if (!(await call('claim_job', { seconds, early }))) return null;

  const lost = new AbortController();
  const keep = () => {
    call('keep_job', { seconds }).then(
      (kept) => {
        if (!kept) lost.abort();
      },
      (error: unknown) => log.warn({ job: job.name, error: nameOf(error) }, 'a claim could not be renewed')
    );
  };
  const keeping = setInterval(keep, (seconds * 1000) / 3);
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  try {
    const outcome = await job.run(hub, AbortSignal.any(stop ? [stop, lost.signal] : [lost.signal]));
    await call('finish_job', { outcome });
    // most looks find nothing to do
    const level = Object.values(outcome).some((count) => count > 0) ? 'info' : 'debug';
    log[level]({ job: job.name, ms: ms(), outcome }, 'job');
    return outcome;
  } catch (error) {
    log.error({ job: job.name, ms: ms(), error: nameOf(error) }, 'a job failed');
    await call('fail_job', { error: nameOf(error) });
    throw error;
  } finally {
    clearInterval(keeping);
  }
}

/** Does a job now, due or not: the operator's wish. Null when it is being done. */
export const runNow = (hub: Hub, job: Job): Promise<Outcome | null> =>
  attempt(hub, job, { node: randomUUID(), early: true });

export interface Scheduler {
  /** Runs a job soon: there is work for it. */
  wake: (name: string) => void;
  /** Lets no new run begin and waits for those under way. */
  stop: () => Promise<void>;
}

/**
 * The jobs of one node. Which node does a job is decided in the database, so that any number of nodes may run this; a
 * node that dies loses its claim when the time is up, and another takes over.
 */
export function createScheduler(hub: Hub, jobs: Job[], seconds = claimSeconds): Scheduler {
  const node = randomUUID();
  const stopping = new AbortController();
  const running = new Map<string, Promise<unknown>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const woken = new Set<string>();

  /** Looks more often than the job is due, and not at the same times as other nodes: a look costs one statement. */
  const pause = ({ every }: Job) => Math.max(every * 1000 * (0.25 + Math.random() * 0.25), 250);

  async function look(job: Job, early: boolean): Promise<void> {
    try {
      await attempt(hub, job, { node, early, seconds, stop: stopping.signal });
    } catch (error) {
      // a job that failed was told already; a database that is away is looked for again
      log.debug({ job: job.name, error: nameOf(error) }, 'a look at a job failed');
    }
    running.delete(job.name);
    if (woken.delete(job.name)) plan(job, 0, true);
    else plan(job, pause(job));
  }

  /** One timer or one run a job, so that it never overlaps itself. */
  function plan(job: Job, delay: number, early = false): void {
    clearTimeout(timers.get(job.name));
    if (stopping.signal.aborted) return;
    timers.set(
      job.name,
      setTimeout(() => running.set(job.name, look(job, early)), delay)
    );
  }

  for (const job of jobs) plan(job, Math.random() * 1000);

  return {
    wake(name) {
      const job = jobs.find((one) => one.name === name);
      if (job && running.has(name)) woken.add(name);
      else if (job) plan(job, 0, true);
    },
    async stop() {
      stopping.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    }
  };
}

/** Makes jobs known to the database: they are listed, and can be claimed. */
export async function register(hub: Hub, jobs: Job[]): Promise<void> {
  const periods = Object.fromEntries(jobs.map(({ name, every }) => [name, every]));
  unwrap(await hub.service.rpc('register_jobs', { jobs: periods }), z.unknown());
}

let scheduler: Scheduler | null = null;

/** Starts the jobs of this node, unless HUB_JOBS=off. */
export async function startJobs(hub: Hub, jobs: Job[]): Promise<void> {
  await register(hub, jobs);
  if (hub.config.jobs) scheduler = createScheduler(hub, jobs);
}

/** Before the database closes. */
export async function stopJobs(): Promise<void> {
  await scheduler?.stop();
  scheduler = null;
}

/** Something waits for a job, which need not wait until it is due. Does nothing where jobs are off. */
export const wake = (name: string): void => scheduler?.wake(name);
