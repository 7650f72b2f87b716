import { admin } from './admin.ts';
import type { Command } from './command.ts';
import { status } from './status.ts';

/** The operator's commands by name; `hub help` lists them. */
export const commands: Record<string, Command> = {
  admin,
  status
};
