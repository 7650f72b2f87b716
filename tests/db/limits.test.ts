import { afterEach, expect, it } from 'vitest';
import * as limits from '#lib/accounts/limits.server.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
afterEach(() => hub.close());

/** What each of so many tries is told: 0, or the seconds to wait. */
async function tries(purpose: limits.Purpose, count: number): Promise<number[]> {
  const waits = [];
  for (let n = 0; n < count; n += 1) waits.push(await limits.use(purpose, '198.51.100.7'));
  return waits;
}

it('lets an address sign in a hundred times in ten minutes, and says how long to wait then', async () => {
  hub = await openTestHub();
  const waits = await tries('sign_in_address', 101);
  expect(waits.slice(0, 100).every((wait) => wait === 0)).toBe(true);
  expect(waits.at(-1)).toBeGreaterThan(0);
  expect(await limits.use('sign_in_address', '198.51.100.8')).toBe(0);
});

it('lets benches and browser tests, which come from one address, go on; accounts are guarded as ever', async () => {
  hub = await openTestHub({ env: { HUB_BENCH: 'on' } });
  expect(await tries('sign_in_address', 101)).toEqual(Array.from({ length: 101 }, () => 0));
  expect((await tries('sign_in', 6)).at(-1)).toBeGreaterThan(0);
});
