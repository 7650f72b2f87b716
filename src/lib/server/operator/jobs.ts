import { z } from 'zod';
import { unwrap } from '../errors.ts';
import { jobs as list } from '../job-list.ts';
import { nameOf, register, runNow } from '../jobs.ts';
import { readWork } from '../work.ts';
import type { Command, CommandContext } from './command.ts';

const time = (at: string | null) => (at === null ? 'never' : at.slice(0, 19).replace('T', ' '));

async function show({ hub, say }: CommandContext): Promise<number> {
  const { jobs, mails } = await readWork(hub);
  const width = Math.max(0, ...jobs.map(({ job }) => job.length));
  for (const { job, running, runs_every, last_finished_at, last_outcome, last_error } of jobs) {
    const how = last_error ? `failed: ${last_error}` : JSON.stringify(last_outcome ?? {});
    const state = running ? 'running' : `every ${String(runs_every)} s`;
    say(`${job.padEnd(width)}  ${state.padEnd(14)}  last well ${time(last_finished_at)}  ${how}`);
  }
  say(
    `mails: ${Object.entries(mails)
      .map(([state, count]) => `${String(count)} ${state}`)
      .join(', ')}`
  );
  return 0;
}

async function run({ hub, say }: CommandContext, name: string): Promise<number> {
  const job = list.find((one) => one.name === name);
  if (!job) {
    say(`There is no job "${name}". There are: ${list.map((one) => one.name).join(', ')}.`);
    return 2;
  }
  try {
    const outcome = await runNow(hub, job);
    say(outcome ? JSON.stringify(outcome) : `${name} is being done just now.`);
    return outcome ? 0 : 1;
  } catch (error) {
    say(`${name} failed: ${nameOf(error)}`);
    return 1;
  }
}

const jobsUsage = 'jobs [run NAME]';

export const jobs: Command = {
  usage: jobsUsage,
  summary: 'lists the jobs with how they went last, and counts the mails; or does a job now',
  async run(context) {
    const [verb, name, ...more] = context.args;
    await register(context.hub, list);
    if (verb === undefined) return show(context);
    if (verb === 'run' && name && more.length === 0) return run(context, name);
    context.say(`Usage: hub ${jobsUsage}`);
    return 2;
  }
};

const troubled = z.array(
  z.object({
    mail_id: z.string(),
    kind: z.string(),
    state: z.enum(['failed', 'unknown']),
    attempts: z.number(),
    last_error: z.string().nullable(),
    created_at: z.string()
  })
);

const mailsUsage = 'mails [retry all|ID]';

export const mails: Command = {
  usage: mailsUsage,
  summary: 'lists mails that failed or may not have been sent; sends all that failed again, or one by its id',
  async run({ hub, args, say }) {
    const [verb, which, ...more] = args;
    if (verb === undefined) {
      const rows = unwrap(await hub.service.rpc('read_troubled_mails', { max_rows: 1000 }), troubled);
      for (const { mail_id, state, kind, attempts, last_error, created_at } of rows)
        say(
          `${mail_id}  ${state.padEnd(7)}  ${time(created_at)}  ${kind}  ${String(attempts)} ×  ${last_error ?? ''}`
        );
      say(`${String(rows.length)} mails`);
      return 0;
    }
    const id = z.uuid().safeParse(which);
    if (verb !== 'retry' || more.length > 0 || !(id.success || which === 'all')) {
      say(`Usage: hub ${mailsUsage}`);
      return 2;
    }
    const chosen = { mail: id.success ? id.data : null };
    say(`${String(unwrap(await hub.service.rpc('retry_mails', chosen), z.number()))} queued`);
    return 0;
  }
};
