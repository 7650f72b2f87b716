import type { ServerInit } from '@sveltejs/kit';
import * as calendar from '#lib/catalogue/calendar.server.ts';
import { spell } from '#lib/complaints/protection.server.ts';
import { demoAccounts } from '#lib/programme/demo/accounts.ts';
import { loadDemo } from '#lib/programme/demo/load.server.ts';
import { demoCode } from '#lib/programme/demo/tell-complaints.ts';
import { translator } from '#lib/i18n/index.ts';
import { listenRefusal, readConfig } from '#lib/server/config.ts';
import { openControl } from '#lib/server/control.ts';
import { closeHub, openHub, type Hub } from '#lib/server/hub.ts';
import { jobs } from '#lib/server/job-list.ts';
import { startJobs, stopJobs } from '#lib/server/jobs.ts';
import { log } from '#lib/server/log.ts';
import { startState, waiting } from '#lib/server/state.ts';

declare global {
  /** Ends what an earlier `init` of this process opened: `vite dev` runs it again when a server file changes. */
  var endHub: (() => Promise<void>) | undefined;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Runs once, before the server listens: database open and migrated, self-test passed, demonstration data in. A failure
 * ends the process with a sentence for the operator instead of a stack.
 */
export const init: ServerInit = async () => {
  try {
    await globalThis.endHub?.();
    const config = readConfig();
    const refusal = listenRefusal(config);
    if (refusal) throw new Error(refusal);
    const hub = await openHub((step) => say(`  ${step} …`), config);
    startState(hub);
    await calendar.load(hub.service);
    if (config.demo) await loadDemo(hub, (step) => say(`  ${step} …`));
    if (config.demo) announceDemo(hub);
    const control = await openControl(hub);
    await startJobs(hub, jobs);
    globalThis.endHub = async () => {
      await control.close();
      await stopJobs();
      await closeHub();
    };
    // who waits for changes would hold up the end for a minute
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => waiting().end());
    // adapter-node has let running requests finish when it says this
    process.once('sveltekit:shutdown', () => {
      void globalThis.endHub?.().then(() => process.exit(0));
    });
  } catch (error) {
    log.flush();
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`);
    process.exit(1);
  }
};

/** Whom to sign in as, for a first look. The passwords are public anyway: see listenRefusal. */
function announceDemo({ config, secrets }: Pick<Hub, 'config' | 'secrets'>): void {
  const t = translator('zh');
  const address = config.ORIGIN ?? `http://localhost:${String(config.PORT)}`;
  say(
    `\n  阳光工地 · Sunlit   ${address}   English: ${address}/en\n\n  示范数据 demonstration data. Accounts:`
  );
  for (const { email, password, label } of demoAccounts)
    say(`    ${email.padEnd(26)} ${password}   ${t.of(label)}`);
  say(
    `    示范投诉查询码 tracking code of a complaint (/complaints/track): ${spell(demoCode(secrets, 'closed'))}\n`
  );
}
