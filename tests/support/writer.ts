import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { openHub } from '#lib/server/hub.ts';
import { readConfig } from '#lib/server/config.ts';

/**
 * A process of its own that opens the hub and writes without end, for tests that kill it: each project that the database
 * acknowledged is noted in the file ACKS, each with its own number, so that none is written twice.
 */
const { ACKS = '', FIRST = '1', PARALLEL = '3' } = process.env;
const hub = await openHub(undefined, readConfig());
// a process that is killed leaves no cache for the next one by itself
flushCompileCache();
process.stdout.write('open\n');

let next = Number(FIRST);

async function write(): Promise<never> {
  for (;;) {
    const number = next;
    next += 1;
    const permit_no = `420102202601${String(number).padStart(6, '0')}`;
    const facts = { permit_no, name: `工程 ${number}`, division_code: '420102', housing_type: 'commodity' };
    const { error } = await hub.service.rpc('save_project', { facts });
    if (error) throw new Error(error.message);
    appendFileSync(ACKS, `${permit_no}\n`);
  }
}

await Promise.all(Array.from({ length: Number(PARALLEL) }, write));
