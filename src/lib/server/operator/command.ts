import type { Config } from '../config.ts';
import type { Hub } from '../hub.ts';

/** What a command is given: the open hub, its arguments, and where to print. */
export interface CommandContext {
  hub: Hub;
  args: string[];
  /** The folder that relative file names of the arguments are meant from. */
  cwd: string;
  /** What the caller's environment holds of the names in `environment`. */
  env: Record<string, string>;
  say: (line: string) => void;
  /** Replaces the last line of progress. */
  progress: (text: string) => void;
}

type OfflineContext = Omit<CommandContext, 'hub'> & { config: Config };

export interface Command {
  /** How it is called, after `hub`. */
  usage: string;
  summary: string;
  /** Variables that it reads; a running hub is handed them from the caller, whose environment it cannot see. */
  environment?: string[];
  /** Returns the exit code. Runs in the serving process when there is one, else in its own. */
  run: (context: CommandContext) => Promise<number>;
  /** For a command that must have the database to itself: instead of `run` when no hub serves, and none is opened. */
  offline?: (context: OfflineContext) => Promise<number>;
  /** For arguments that ask nothing of this hub: instead of all else, whether a hub serves or not. null for others. */
  alone?: (context: Omit<CommandContext, 'hub'>) => Promise<number> | null;
}

/** The part of an environment that a command reads. */
export function environmentOf(
  command: Command,
  all: Record<string, string | undefined>
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of command.environment ?? []) {
    const value = all[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}
