import { make } from '#lib/open-data/snapshots/make.server.ts';
import { readConfig } from '#lib/server/config.ts';
import { openHub } from '#lib/server/hub.ts';
import { startState } from '#lib/server/state.ts';

/** A process of its own that makes a snapshot and says what it is at, for a test that kills it. */
const hub = await openHub(undefined, readConfig());
startState(hub);
let named = 0;
const say = (what: string): void => {
  process.stdout.write(`at ${what}\n`);
  // it waits here for its end: on a busy machine it would be done before whoever kills it had read the line
  if (what === 'complaints' && (named += 1) === Number(process.env.STAY_AT))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
};
await make(hub, new AbortController().signal, process.env.DAY, say);
