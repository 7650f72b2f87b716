import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { chance } from '#tests/support/chance.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { follow, followerSql } from '#tests/support/open-follower.ts';
import { deeds, stormSql } from '#tests/support/open-storm.ts';

/**
 * The rule that open data rests on, as a property: whatever happens, and whoever does it by whatever way, a follower of
 * open_changes has exactly the rows that open_rows hands out. A failure names the seed; OPEN_SEED runs it again,
 * and `npm run test:soak` takes another one each time.
 */
const SEED = Number(process.env.OPEN_SEED ?? (process.env.SOAK ? Date.now() % 100_000 : 7));
const STEPS = Number(process.env.OPEN_STEPS ?? 150);

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  await hub.sql.script(followerSql + stormSql);
});
afterAll(() => hub.close());

const problem = z.string().nullable();

it('a follower has what the tables have, whatever changes them', async () => {
  expect(await follow(hub)).toEqual([]);
  const random = chance(SEED);
  let since: string[] = [];
  const did = new Map<string, number>();
  for (let step = 0; step < STEPS; step += 1) {
    const deed = deeds[Math.floor(random() * deeds.length)] ?? 'sweep';
    const [row] = await hub.sql.query('select private.test_do($1, $2) as problem', [
      deed,
      Math.floor(random() * 1e9)
    ]);
    const refused = problem.parse(row?.problem);
    since.push(refused === null ? deed : `${deed} (${refused})`);
    if (refused === null) did.set(deed, (did.get(deed) ?? 0) + 1);
    if (step % 5 < 4 && step < STEPS - 1) continue;
    expect(await follow(hub), `seed ${String(SEED)}, step ${String(step)}: ${since.join(', ')}`).toEqual([]);
    since = [];
  }
  // a storm in which nothing happens proves nothing
  expect([...did.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(STEPS / 2);
});
