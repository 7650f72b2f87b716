import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openPublicComplaints, type PublicComplaints } from '#tests/support/complaints-public.ts';

/** Figures that take long to count are kept for a while; those that do not are of this moment. */

let c: PublicComplaints;
beforeAll(async () => {
  c = await openPublicComplaints();
  await c.goTo(null);
  for (let i = 0; i < 10; i += 1) {
    const { slug } = await c.published({});
    await c.step(c.intake, slug, 'accept');
  }
});
afterAll(() => c.hub.close());
beforeEach(() => c.hub.sql.query('delete from private.complaint_tallies_kept'));

const kept = () => c.hub.sql.query('select made_at, tallies from private.complaint_tallies_kept');

/** As if counting had taken so long, so long ago, when there were twenty times as many. */
async function keep(
  took: string,
  ago: string,
  since = "date_trunc('month', private.today()) - interval '12 months'"
) {
  await c.hub.sql.query(
    `insert into private.complaint_tallies_kept (since, tallies, made_at, took)
     select (${since})::date, (select jsonb_agg(to_jsonb(t) || jsonb_build_object('counts', (select jsonb_agg(n * 20) from unnest(t.counts) n)))
       from private.complaint_tallies((date_trunc('month', private.today()) - interval '12 months')::date) t),
       clock_timestamp() - $1::interval, $2::interval`,
    [ago, took]
  );
}

it('are counted each time where that is quick, and nothing is kept', async () => {
  const { total, counted_at } = await c.counted();
  expect(total.filed).toBeGreaterThanOrEqual(5);
  expect(total.filed).toBeLessThanOrEqual(15);
  expect(counted_at).toBeNull();
  expect(await kept()).toEqual([]);
});

it('are told as they were counted while they are young for what they cost, and when that was', async () => {
  await keep('2 seconds', '3 minutes');
  const { total, counted_at } = await c.counted();
  expect(total.filed).toBeGreaterThanOrEqual(190);
  const age = Date.now() - Date.parse(counted_at ?? '');
  expect(Math.round(age / 60_000)).toBe(3);
  // of each place, out of the same
  expect((await c.counted('420102')).counted_at).toBe(counted_at);
});

it.each([
  ['older than a hundred times what they took', '2 seconds', '4 minutes'],
  ['older than an hour', '2 minutes', '61 minutes']
])('are counted anew when they are %s, and forgotten where that is quick now', async (_, took, ago) => {
  await keep(took, ago);
  const { total, counted_at } = await c.counted();
  expect(total.filed).toBeLessThanOrEqual(15);
  expect(counted_at).toBeNull();
  expect(await kept()).toEqual([]);
});

it('are counted anew when a month begins', async () => {
  await keep('2 seconds', '1 minute', "date_trunc('month', private.today()) - interval '13 months'");
  expect((await c.counted()).total.filed).toBeLessThanOrEqual(15);
});

it('are kept when counting takes long', async () => {
  // a function of the count that waits
  const [slow] = await c.hub.sql.query(
    `select pg_get_functiondef('private.complaint_tallies(date)'::regprocedure) as definition`
  );
  const definition = String(slow?.definition);
  await c.hub.sql.script(
    definition.replace(
      'from private.counted_complaints(since) x',
      'from private.counted_complaints(since) x, pg_sleep(0.6)'
    )
  );
  const first = await c.counted();
  await c.hub.sql.script(definition);
  expect(first.counted_at).not.toBeNull();
  await c.published({});
  expect(await c.counted()).toEqual(first);
});
