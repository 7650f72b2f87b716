import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Progress goes to the error stream, so that a command's own output can be piped. */
const out = process.stderr;
const HEARTBEAT_MS = 10_000;

export const seconds = (ms: number): string =>
  ms < 9_950 ? (ms / 1000).toFixed(1) : String(Math.round(ms / 1000));

/** Shows `Building the site … 12 s` while the work goes on: in place in a terminal, as a line now and then in a log. */
export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const elapsed = (): string => `${seconds(performance.now() - started)} s`;
  const live = out.isTTY;
  out.write(live ? `${label} …` : `${label} …\n`);
  const tick = setInterval(
    () => out.write(live ? `\r${label} … ${elapsed()}` : `  … ${elapsed()}\n`),
    live ? 1000 : HEARTBEAT_MS
  );
  const end = (word: string): void => {
    clearInterval(tick);
    out.write(`${live ? '\r' : ''}${label} … ${word} ${elapsed()}\n`);
  };
  try {
    const result = await work();
    end('done in');
    return result;
  } catch (error) {
    end('failed after');
    throw error;
  }
}

export interface Outcome {
  code: number;
  output: string;
}

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  /**
   * Lets the program write to our own streams instead of collecting what it says; with a name, each line of it begins
   * with that, for programs that run side by side.
   */
  show?: boolean | string;
}

const children = new Set<ReturnType<typeof spawn>>();
let interrupted = false;
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Passes a signal on to what is running now, so that it can put its own things in order. Nothing is begun after it. */
export function interrupt(signal: NodeJS.Signals): void {
  interrupted = true;
  for (const child of children) child.kill(signal);
}

function showLines(stream: Readable, name: string): void {
  createInterface({ input: stream }).on('line', (line) => process.stdout.write(`${name} │ ${line}\n`));
}

/** Runs a program to its end, without a shell and without input. */
export function run(program: string, args: string[], options: RunOptions = {}): Promise<Outcome> {
  if (interrupted) return Promise.resolve({ code: 1, output: 'Stopped.\n' });
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: options.show === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      env: options.env ?? process.env
    });
    children.add(child);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      if (typeof options.show === 'string') showLines(stream, options.show);
      else stream.on('data', keep);
    }
    child.on('error', (error) => {
      children.delete(child);
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.on('close', (code) => {
      children.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Something a person can put right: its message is shown without a stack. */
export class Refusal extends Error {
  override name = 'Refusal';
}

export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
