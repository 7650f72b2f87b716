import { isHttpError } from '@sveltejs/kit';
import * as journal from '#lib/journal/journal.server.ts';
import type { Entry } from '#lib/journal/entry.ts';
import type { Client } from '#lib/server/client.ts';
import type { Hub } from '#lib/server/hub.ts';
import { log } from '#lib/server/log.ts';
import { toHex } from './bytes.ts';
import { checkProof, type Checked } from './check.ts';
import * as keys from './keys.server.ts';
import { BrokenLogError, state } from './log.server.ts';
import { proof } from './proofs.server.ts';
import type { Proof } from './schema.ts';

/** The proof of an entry for a page, checked by the server; a browser checks it again. */
export interface Look {
  seq: number;
  proof: Proof;
  /** What the journal tells of it; null where it is gone. */
  entry: Entry | null;
  checked: Omit<Checked, 'steps'>;
  steps: { side: 'left' | 'right'; sibling: string; result: string }[];
  /** Keys that the checkpoint may be signed with. */
  keys: string[];
  /** Size of the newest checkpoint that a witness signed, where it holds the entry. */
  cosigned: number | null;
}

/** Why there is no proof. */
export interface NoLook {
  seq: number;
  problem: 'none' | 'empty' | 'unavailable';
  size: number;
}

export async function look(hub: Hub, db: Client, seq: number, size: number | null): Promise<Look | NoLook> {
  const now = await state(hub);
  try {
    const [found, ring, { entries }] = await Promise.all([
      proof(hub, seq, size),
      keys.read(hub),
      journal.read(db, {}, seq + 1, 1)
    ]);
    const verifiers = ring.keys.map(({ verifier }) => verifier);
    const { steps, ...checked } = await checkProof({ ...found, checkpoint: found.checkpoint }, verifiers);
    return {
      seq,
      proof: found,
      entry: entries.find((one) => one.seq === seq) ?? null,
      checked,
      steps: steps.map(({ side, sibling, result }) => ({
        side,
        sibling: toHex(sibling),
        result: toHex(result)
      })),
      keys: verifiers,
      cosigned: now.cosigned !== null && now.cosigned >= seq ? now.cosigned : null
    };
  } catch (thrown) {
    return { seq, problem: problemOf(thrown), size: Math.max(now.size, now.head) };
  }
}

function problemOf(thrown: unknown): NoLook['problem'] {
  if (isHttpError(thrown)) return thrown.body.code === 'log_empty' ? 'empty' : 'none';
  log.error({ error: thrown instanceof Error ? thrown.name : 'unknown' }, 'no proof could be given');
  if (!(thrown instanceof BrokenLogError)) throw thrown;
  return 'unavailable';
}
