import { existsSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Hub } from './hub.ts';
import { log } from './log.ts';
import { commands } from './operator/commands.ts';
import { revision } from './state.ts';

/**
 * The embedded database belongs to one process, so `hub backup` on a running hub must run inside it: the serving process
 * listens on a socket file in its data folder (mode 0600, no network) and the CLI hands the command over.
 */
const socketOf = (dataDir: string) => join(dataDir, 'hub.sock');

const order = z.object({
  name: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  env: z.record(z.string(), z.string()).default({})
});
const line = z.union([
  z.object({ say: z.string() }),
  z.object({ progress: z.string() }),
  z.object({ exit: z.number() })
]);

export type Order = z.infer<typeof order>;

/** The reader of lines also breaks them at U+2028 and U+2029, which JSON leaves as they are. */
const oneLine = (message: z.infer<typeof line>) =>
  JSON.stringify(message).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);

/** Longest path of a socket file on Linux, less its end. */
const longestPath = 107;

export async function openControl(hub: Hub): Promise<{ close: () => Promise<void> }> {
  const path = socketOf(hub.config.dataDir);
  if (Buffer.byteLength(path) > longestPath) {
    log.warn(
      'The path of the data folder is too long for a control socket: operator commands need the hub stopped.'
    );
    return { close: () => Promise.resolve() };
  }
  rmSync(path, { force: true });
  const server = createServer((request, response) => {
    const send = (message: z.infer<typeof line>) => response.write(`${oneLine(message)}\n`);
    void text(request)
      .then((body) => runHere(hub, order.parse(JSON.parse(body)), send))
      .catch((error: unknown) => {
        send({ say: error instanceof Error ? error.message : String(error) });
        send({ exit: 1 });
      })
      .finally(() => response.end());
  });
  const previous = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(previous);
  }
  return {
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      })
  };
}

async function runHere(
  hub: Hub,
  { name, args, cwd, env }: Order,
  send: (message: z.infer<typeof line>) => void
) {
  const command = commands[name];
  if (!command) throw new Error(`There is no command "${name}".`);
  const code = await command.run({
    hub,
    args,
    cwd,
    env,
    say: (say) => send({ say }),
    progress: (progress) => send({ progress })
  });
  revision().touch();
  send({ exit: code });
}

/** Hands a command to the process that serves this data folder. Returns its exit code, or null when none serves it. */
export function runThere(
  dataDir: string,
  task: Order,
  print: { say: (s: string) => void; progress: (s: string) => void }
) {
  const path = socketOf(dataDir);
  if (!existsSync(path)) return Promise.resolve(null);
  return new Promise<number | null>((resolve, reject) => {
    const request = httpRequest({ socketPath: path, method: 'POST', path: '/' }, (response) => {
      let exit = 1;
      createInterface({ input: response })
        .on('line', (raw) => {
          const message = line.parse(JSON.parse(raw));
          if ('say' in message) print.say(message.say);
          else if ('progress' in message) print.progress(message.progress);
          else exit = message.exit;
        })
        .on('close', () => resolve(exit));
    });
    request.once('error', (error) => {
      // the file of a process that was killed: nobody is there
      if ('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT')) resolve(null);
      else reject(error);
    });
    request.end(JSON.stringify(task));
  });
}
