import { admin } from './admin.ts';
import { backup } from './backup.ts';
import type { Command } from './command.ts';
import { importCommand } from './import.ts';
import { jobs, mails } from './jobs.ts';
import { log } from './log.ts';
import { migrate } from './migrate.ts';
import { restore } from './restore.ts';
import { snapshot } from './snapshot.ts';
import { status } from './status.ts';
import { verify } from './verify.ts';

/** The operator's commands by name; `hub help` lists them. */
export const commands: Record<string, Command> = {
  admin,
  backup,
  import: importCommand,
  jobs,
  log,
  mails,
  migrate,
  restore,
  snapshot,
  status,
  verify
};
