import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Verifier } from '#lib/transparency/note.ts';
import { verifyDatabase } from '#lib/transparency/verify/database.server.ts';
import { verifyFolder } from '#lib/transparency/verify/folder.ts';
import { verifyUrl } from '#lib/transparency/verify/remote.ts';
import { readKeys, readRemembered, type Remembered } from '#lib/transparency/verify/remembered.ts';
import { openReport, type Report } from '#lib/transparency/verify/report.ts';
import type { Command, CommandContext } from './command.ts';
import { checkFiles } from './verify-files.ts';

const usage = 'verify [FOLDER|URL] [--key KEY]… [--from CHECKPOINT|SNAPSHOT]';

interface Asked {
  target: string | null;
  keys: string[];
  from: string | undefined;
}

/** null for arguments that mean nothing. */
function readArgs(args: string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { key: { type: 'string', multiple: true, default: [] }, from: { type: 'string' } },
      allowPositionals: true
    });
    const [target = null] = positionals;
    return positionals.length > 1 ? null : { target, keys: values.key, from: values.from };
  } catch {
    return null;
  }
}

type Check = (keys: Verifier[], before: Remembered | null, report: Report) => Promise<void>;

/** Says how it went; 0 when nothing is wrong, 1 when something is, 2 when nothing could be checked. */
async function tell(
  { say, progress, cwd }: Omit<CommandContext, 'hub'>,
  asked: Asked,
  check: Check
): Promise<number> {
  const { report, found } = openReport(say, progress);
  try {
    const keys = await readKeys(asked.keys);
    const before = asked.from === undefined ? null : readRemembered(resolve(cwd, asked.from));
    await check(keys, before, report);
  } catch (error) {
    say(`The check could not be finished: ${error instanceof Error ? error.message : String(error)}`);
    return found.problems > 0 ? 1 : 2;
  }
  if (found.problems === 0) {
    say('All is there and unaltered.');
    return 0;
  }
  if (found.first !== null)
    say(`first    entry ${String(found.first)} is the first that something is wrong with`);
  say(`wrong    ${String(found.problems)}`);
  return 1;
}

const isUrl = (target: string): boolean => /^https?:\/\//.test(target);

/** Nothing was silently changed: not in this database, not on another hub, not in a snapshot that was downloaded. */
export const verify: Command = {
  usage,
  summary:
    'this hub: journal, signed checkpoints, disclosures and files; or another hub by its address, or a downloaded snapshot, with no trust in who made them. Names what was altered',
  alone(context) {
    const asked = readArgs(context.args);
    if (!asked) {
      context.say(`Usage: hub ${usage}`);
      return Promise.resolve(2);
    }
    const { target } = asked;
    if (target === null) return null;
    if (isUrl(target))
      return tell(context, asked, (keys, before, report) => verifyUrl(target, keys, before, report));
    const folder = resolve(context.cwd, target);
    if (!existsSync(folder)) {
      context.say(`There is no folder ${folder}.`);
      return Promise.resolve(2);
    }
    return tell(context, asked, (keys, before, report) => verifyFolder(folder, keys, before, report));
  },
  run(context) {
    const asked = readArgs(context.args);
    if (!asked) return Promise.resolve(2);
    return tell(context, asked, async (keys, before, report) => {
      await verifyDatabase(context.hub, keys, before, report);
      await checkFiles(context.hub, report);
    });
  }
};
