import { z } from 'zod';
import { unwrap } from '../errors.ts';
import type { Command } from './command.ts';

const head = z.object({ seq: z.number(), recorded_at: z.string(), leaf_hash: z.string() });

export const status: Command = {
  usage: 'status',
  summary: 'engine, data folder and head of the journal',
  async run({ hub, say }) {
    const journal = unwrap(await hub.service.rpc('journal_head'), head);
    say(`engine   ${hub.backend.engine}`);
    say(`data     ${hub.config.dataDir}`);
    say(`journal  ${String(journal.seq)}  ${journal.leaf_hash}`);
    return 0;
  }
};
