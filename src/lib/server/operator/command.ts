import type { Hub } from '../hub.ts';

/** What a command is given: the open hub, its arguments, and where to print. */
export interface CommandContext {
  hub: Hub;
  args: string[];
  /** The folder that relative file names of the arguments are meant from. */
  cwd: string;
  say: (line: string) => void;
  /** Replaces the last line of progress. */
  progress: (text: string) => void;
}

export interface Command {
  /** How it is called, after `hub`. */
  usage: string;
  summary: string;
  /** Returns the exit code. Runs in the serving process when there is one, else in its own. */
  run: (context: CommandContext) => Promise<number>;
}
