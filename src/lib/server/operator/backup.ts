import { resolve } from 'node:path';
import { writeBackup } from '../backup/write.ts';
import { version } from '../version.ts';
import type { Command } from './command.ts';

export const backup: Command = {
  usage: 'backup FILE',
  summary: 'everything of one moment in one file, also while the hub runs; keep it as secret as the database',
  async run({ hub, args, cwd, say, progress }) {
    const [file] = args;
    if (!file || args.length > 1) {
      say('hub backup FILE');
      return 2;
    }
    const { backend, config } = hub;
    if (!backend.sql) {
      say('A backup of Supabase needs SUPABASE_DB_URL; or use the backups of the Supabase project.');
      return 1;
    }
    const source = { engine: backend.engine, sql: backend.sql, dataDir: config.dataDir, hubVersion: version };
    const { journal, rows } = await writeBackup(source, resolve(cwd, file), progress);
    say(`backup   ${resolve(cwd, file)}`);
    say(`rows     ${rows}`);
    say(`journal  ${journal.seq}  ${journal.leaf_hash}`);
    return 0;
  }
};
