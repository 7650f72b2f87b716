import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { PROTOCOL_HEADER, isLoopback, ownOrigin, parsePort, passOverUnread, probe } from './listen.ts';
import { Refusal, message } from './progress.ts';

/**
 * Builds what is stale and serves, in this same process: signals, the exclusive lock of the data folder and
 * the exit code belong to one process. The backend opens, migrates and says where it listens in the `init` hook.
 */

/** The part of the build that is used here. */
interface Built {
  server: { server: Server };
}

async function load(entry: string): Promise<Built> {
  // The one place where a type is taken on trust: the file is made by the build.
  // oxlint-disable-next-line typescript/no-unsafe-return
  return import(entry);
}

const env = process.env;

async function start(): Promise<void> {
  const host = (env.HOST ??= '127.0.0.1');
  const port = parsePort((env.PORT ??= '3000'));
  env.DATA_DIR ??= 'data';
  // A body is limited by each route; this is the wall behind them, for the largest document.
  env.BODY_SIZE_LIMIT ??= '32M';

  const address = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  const direct = !env.ORIGIN && !env.PROTOCOL_HEADER && isLoopback(host);
  if (direct) env.PROTOCOL_HEADER = PROTOCOL_HEADER;
  else if (!env.ORIGIN && !env.PROTOCOL_HEADER) {
    process.stderr.write(
      'ORIGIN is not set: https is assumed. Set ORIGIN=https://your.name (or PROTOCOL_HEADER and HOST_HEADER ' +
        'behind a proxy), else forms are refused.\n'
    );
  }

  await probe(host, port);
  if (env.SUNLIT_BUILD !== 'off') await buildIfStale();
  const entry = join(import.meta.dirname, '../build/index.js');
  if (!existsSync(entry)) throw new Refusal('There is no build: run "npm run build".');

  const { server } = await load(entry);
  server.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    passOverUnread(request, response);
    if (direct) ownOrigin(request, address);
  });
  server.server.on('error', (error) => {
    fail(error);
  });
}

function fail(error: unknown): void {
  // What the hub refuses on purpose carries all a person needs; anything else needs its stack.
  const expected = !(error instanceof Error) || error.name.endsWith('Refusal');
  process.stderr.write(`\n${expected ? message(error) : (error.stack ?? error.message)}\n`);
  process.exit(1);
}

try {
  await start();
} catch (error) {
  fail(error);
}
