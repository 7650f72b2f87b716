import type { ServerInit } from '@sveltejs/kit';
import { loadDemo } from '#lib/programme/demo/load.server.ts';
import { listenRefusal, readConfig } from '#lib/server/config.ts';
import { openControl } from '#lib/server/control.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { log } from '#lib/server/log.ts';
import { startState } from '#lib/server/state.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Runs once, before the server listens: database open and migrated, self-test passed, demonstration data in. A failure
 * ends the process with a sentence for the operator instead of a stack.
 */
export const init: ServerInit = async () => {
  try {
    const config = readConfig();
    const refusal = listenRefusal(config);
    if (refusal) throw new Error(refusal);
    const hub = await openHub((step) => say(`  ${step} …`), config);
    startState(hub);
    if (config.demo) await loadDemo(hub, (step) => say(`  ${step} …`));
    const control = await openControl(hub);
    // adapter-node has let running requests finish when it says this
    process.once('sveltekit:shutdown', () => {
      void control
        .close()
        .then(closeHub)
        .then(() => process.exit(0));
    });
  } catch (error) {
    log.flush();
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`);
    process.exit(1);
  }
};
