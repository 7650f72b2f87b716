import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { databaseOf, ROOT } from './data-folder.ts';

export interface Child {
  pid: number;
  /** Both streams so far. */
  output: () => string;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Resolves when the text was printed or the process ended. */
  says: (text: string) => Promise<void>;
  kill: (signal?: NodeJS.Signals) => void;
}

/**
 * Compiles the embedded engine once: to compile it again for speed takes a second of each process, which those that live
 * for a few seconds never get back.
 */
export const quickStart = '--liftoff-only';

/** A Node process on a file of this project, with nothing of this machine's settings; it ends with the test. */
export function runNode(args: string[], env: Record<string, string>, cwd = ROOT): Child {
  const guard = join(import.meta.dirname, 'end-with-parent.mjs');
  const child = spawn(process.execPath, ['--import', guard, quickStart, ...args], {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      HUB_DEMO: 'off',
      ...(env.DATA_DIR === undefined ? {} : databaseOf(env.DATA_DIR)),
      ...env
    }
  });
  let text = '';
  const listeners = new Set<() => void>();
  const keep = (chunk: Buffer): void => {
    text += chunk.toString();
    for (const tell of listeners) tell();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.on('error', () => undefined);
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  const says = (wanted: string): Promise<void> =>
    Promise.race([
      exited.then(() => undefined),
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (!text.includes(wanted)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      })
    ]);
  return { pid: child.pid ?? 0, output: () => text, exited, says, kill: (signal) => child.kill(signal) };
}
