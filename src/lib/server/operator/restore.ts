import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restoreBackup } from '../backup/restore.ts';
import type { Command } from './command.ts';

export const restore: Command = {
  usage: 'restore FILE [--replace]',
  summary:
    'puts a backup in the place of an empty database, or with --replace of any; the hub must be stopped',
  run({ say }) {
    say('A running hub can’t be restored: stop it, then run this again.');
    return Promise.resolve(1);
  },
  async offline({ config, args, cwd, say, progress }) {
    const { values, positionals } = parseArgs({
      args,
      options: { replace: { type: 'boolean', default: false } },
      allowPositionals: true
    });
    const [name] = positionals;
    if (!name || positionals.length > 1) {
      say('hub restore FILE [--replace]');
      return 2;
    }
    const file = resolve(cwd, name);
    const { manifest, seal } = await restoreBackup({ config, file, replace: values.replace, progress });
    say(`restored ${file} of ${manifest.made_at}`);
    say(`rows     ${seal.counts.reduce((sum, n) => sum + n, 0)}`);
    say(`journal  ${manifest.journal.seq}  ${manifest.journal.leaf_hash}`);
    say('Everyone signs in again.');
    return 0;
  }
};
