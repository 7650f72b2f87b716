import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openPublicComplaints, type PublicComplaints } from '#tests/support/complaints-public.ts';

/** An API that is open to the world hands out tables as well as functions. */
const rows = z.array(z.looseObject({ seq: z.number(), kind: z.string(), facts: z.looseObject({}) }));
let c: PublicComplaints;

beforeAll(async () => {
  c = await openPublicComplaints();
  await c.goTo(null);
});
afterAll(() => c.hub.close());

const raw = async (who = c.hub.visitor) => {
  const { data, error } = await who.from('journal').select('seq, kind, facts').order('seq');
  expect(error).toBeNull();
  return rows.parse(data);
};

describe('the table of the journal', () => {
  it('holds for anyone what is told as it was written, and nothing that was taken back since', async () => {
    const kept = (await c.published({}, '楼梯间开裂')).slug;
    const gone = (await c.published({}, '后来收回的标题')).slug;
    await c.answered(gone);
    const coarse = (await c.published({}, '后来模糊的地点')).slug;
    const before = await raw();
    expect(before.map(({ facts }) => facts.title)).toEqual(
      expect.arrayContaining(['楼梯间开裂', '后来收回的标题', '后来模糊的地点'])
    );

    await c.step(c.intake, gone, 'keep_private', { reason: '涉及投诉人隐私' });
    await c.byPerson(coarse, 'coarsen', { place: true, time: true });
    for (const who of [c.hub.visitor, c.intake.db]) {
      const after = await raw(who);
      const text = JSON.stringify(after);
      expect(text).toContain('楼梯间开裂');
      expect(text).not.toContain('后来收回的标题');
      const ofCoarse = after.filter(({ facts }) => facts.complaint === coarse);
      // the entry that tells it anew is there, those with the project are not
      expect(ofCoarse.length).toBeGreaterThan(0);
      for (const { facts } of ofCoarse) expect(Object.keys(facts)).not.toContain('slug');
      expect(after.map(({ facts }) => facts.complaint)).toContain(kept);
      expect(after.length).toBeLessThan(before.length + 2);
    }
  });

  it('is told whole, each entry as it stands today, by the function that every outlet reads', async () => {
    const all = z
      .object({ entries: z.array(z.looseObject({ seq: z.number() })) })
      .parse(await c.anyone('read_journal', { scope: {}, page_size: 200 }));
    const [head] = await c.hub.sql.query('select max(seq)::int as seq from public.journal');
    expect(all.entries.length).toBe(head?.seq);
    expect(JSON.stringify(all)).not.toContain('后来收回的标题');
  });
});
