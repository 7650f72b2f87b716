import { make } from '#lib/open-data/snapshots/make.server.ts';
import { readConfig } from '#lib/server/config.ts';
import { openHub } from '#lib/server/hub.ts';
import { startState } from '#lib/server/state.ts';

/** A process of its own that makes a snapshot and says what it is at, for a test that kills it. */
const hub = await openHub(undefined, readConfig());
startState(hub);
const say = (what: string): void => {
  process.stdout.write(`at ${what}\n`);
};
await make(hub, new AbortController().signal, process.env.DAY, say);
