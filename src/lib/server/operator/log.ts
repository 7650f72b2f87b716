import { parseArgs } from 'node:util';
import { isHttpError } from '@sveltejs/kit';
import * as checkpoints from '#lib/transparency/checkpoints.server.ts';
import * as keys from '#lib/transparency/keys.server.ts';
import * as witnesses from '#lib/transparency/witnesses.server.ts';
import type { Command, CommandContext } from './command.ts';

const usage = 'log [rotate [--overlap DAYS] | witness allow KEY | witness remove NAME]';
const day = (at: string | null) => (at ?? '').slice(0, 10);

/** What programs and witnesses are given: the checkpoint of now, the keys, who cosigns. */
async function show({ hub, say }: CommandContext): Promise<number> {
  const newest = await checkpoints.newest(hub);
  say(
    newest
      ? `checkpoint  ${String(newest.size)} entries  ${newest.root}`
      : 'checkpoint  none: the journal is empty'
  );
  const ring = await keys.read(hub);
  for (const { verifier, since, replaced_at, signs_until } of ring.keys)
    say(
      `key         ${verifier}  since ${day(since)}${replaced_at ? `, replaced ${day(replaced_at)}, signs until ${day(signs_until)}` : ''}`
    );
  for (const { verifier, newest: size, removed_at } of ring.witnesses)
    say(
      `witness     ${verifier}  ${size === null ? 'signed nothing yet' : `signed ${String(size)} entries`}${removed_at ? `, removed ${day(removed_at)}` : ''}`
    );
  return 0;
}

async function rotate({ hub, say }: CommandContext, overlap: string): Promise<number> {
  const days = /^\d{1,3}$/.test(overlap) ? Number(overlap) : Number.NaN;
  if (!(days <= 366)) {
    say('--overlap is a number of days from 0 to 366.');
    return 2;
  }
  await keys.signers(hub).catch(() => undefined);
  const number = await keys.rotate(hub, days);
  const ring = await keys.read(hub);
  say(`Key ${String(number)} signs from now on; the one before signs beside it for ${String(days)} days.`);
  say(`Tell those who check: ${ring.keys[0]?.verifier ?? ''}`);
  return 0;
}

async function witness({ hub, say }: CommandContext, verb: string, which: string): Promise<number> {
  if (verb === 'allow') {
    say(`Cosignatures of ${await witnesses.allow(hub, which)} are taken from now on.`);
    return 0;
  }
  const removed = await witnesses.remove(hub, which);
  say(removed ? `No more cosignatures of ${which} are taken.` : `There is no witness ${which}.`);
  return removed ? 0 : 1;
}

const refusals: Record<string, string> = {
  witness_known: 'This name or this key belongs to another witness already. Remove it first.',
  witness_limit: 'There are 16 witnesses already. Remove one first.'
};

/** The transparency log: its keys and who cosigns it. */
export const log: Command = {
  usage,
  summary: 'the newest checkpoint, keys and witnesses of the transparency log; a new key; who may cosign',
  async run(context) {
    try {
      const { values, positionals } = parseArgs({
        args: context.args,
        options: { overlap: { type: 'string' } },
        allowPositionals: true
      });
      const [verb, act, which, ...more] = positionals;
      if (verb === undefined) return await show(context);
      if (verb === 'rotate' && act === undefined) return await rotate(context, values.overlap ?? '30');
      if (verb === 'witness' && (act === 'allow' || act === 'remove') && which && more.length === 0)
        return await witness(context, act, which);
    } catch (error) {
      const code = isHttpError(error) ? error.body.code : '';
      context.say(refusals[code] ?? (error instanceof Error ? error.message : code));
      return 1;
    }
    context.say(`Usage: hub ${usage}`);
    return 2;
  }
};
