import { join } from 'node:path';
import { inspect } from '#lib/open-data/snapshots/inspect.server.ts';
import { nameOf } from '#lib/open-data/snapshots/schema.ts';
import * as snapshots from '#lib/open-data/snapshots/snapshots.server.ts';
import { jobs } from '../job-list.ts';
import { nameOf as errorName, register, runNow } from '../jobs.ts';
import type { Command, CommandContext } from './command.ts';

/** By the job's claim, so that it never runs beside another node's. */
async function make({ hub, say }: CommandContext): Promise<number> {
  const job = jobs.find(({ name }) => name === 'snapshots');
  if (!job) throw new Error('There is no job of snapshots.');
  await register(hub, jobs);
  const on = { ...hub, config: { ...hub.config, snapshots: true } };
  try {
    const outcome = await runNow(on, job);
    if (!outcome) {
      say('A snapshot is being made just now.');
      return 1;
    }
    const newest = await snapshots.latest(hub);
    if (!newest) say('There is nothing public yet.');
    else say(`${outcome.made ? 'made' : 'is there'}  ${nameOf(newest)}  as of entry ${String(newest.seq)}`);
    return 0;
  } catch (error) {
    const why = error instanceof Error && error.name === 'SnapshotRefusal' ? error.message : errorName(error);
    say(`No snapshot was made: ${why}`);
    return 1;
  }
}

async function check({ hub, say, progress }: CommandContext): Promise<number> {
  const all = await snapshots.all(hub.visitor);
  let bad = 0;
  for (const row of all.filter(({ state }) => state === 'kept')) {
    const name = nameOf(row);
    progress(name);
    const { sum, problems } = await inspect(join(hub.config.snapshotsDir, name));
    const wrong =
      sum === row.manifest_sha256 ? problems : [...problems, 'manifest.json is not the one that was told'];
    if (wrong.length > 0) bad += 1;
    for (const problem of wrong) say(`wrong    ${name}  ${problem}`);
  }
  say(`snapshots  ${String(all.length)} in ${hub.config.snapshotsDir}`);
  say(bad === 0 ? 'All are there and unaltered.' : `${String(bad)} are not what they were.`);
  return bad === 0 ? 0 : 1;
}

const usage = 'snapshot [check]';

export const snapshot: Command = {
  usage,
  summary:
    'makes the snapshot of today now, where there is none; or reads all that are kept and names altered files',
  async run(context) {
    const [verb, ...more] = context.args;
    if (verb === undefined) return make(context);
    if (verb === 'check' && more.length === 0) return check(context);
    context.say(`Usage: hub ${usage}`);
    return 2;
  }
};
