import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { complaintJobs } from '#lib/complaints/jobs.server.ts';
import { mine } from '#lib/complaints/tracking/schema.ts';
import { openTracking, type Tracking } from '#tests/support/complaints-tracking.ts';
import { person } from '#tests/support/database.ts';
import { openDisclosureDesk, type DisclosureDesk } from '#tests/support/disclosures.ts';
import { readTables } from '../../tools/docs/catalogue.ts';
import { matchSurrenders, surrenders } from '../../tools/docs/surrenders.ts';

let desk: DisclosureDesk;
let c: Tracking;
beforeAll(async () => {
  desk = await openDisclosureDesk();
  const { slug } = await desk.project({});
  c = await openTracking(desk.hub, slug);
});
afterAll(() => desk.hub.close());

const canaries = {
  description: '甄不露家三楼卫生间漏水金丝雀一号',
  spot: '金丝雀苑 99 栋 9902',
  message: '金丝雀二号补充的话',
  rating: '金丝雀三号评价的话',
  shown: '金丝雀女士'
};
const contact = {
  name: '甄不露',
  phone: '13900001234',
  email: 'canary@hidden.example',
  address: '金丝雀路 1 号'
};
const count = z.array(z.object({ n: z.number() }));

/** Tables of the hub in which a text stands, in any column. */
async function tablesWith(needle: string): Promise<string[]> {
  const tables = await readTables(c.hub.sql.query);
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const [row] = count.parse(
      await c.hub.sql.query(
        `select count(*)::int as n from ${schema}.${name} t where position($1 in t::text) > 0`,
        [needle]
      )
    );
    if (row && row.n > 0) found.push(`${schema}.${name}`);
  }
  return found;
}

describe('when the retention is over', () => {
  it('nothing of the person is left, in no table and no file, and the code opens nothing', async () => {
    const resident = await person(c.hub, { email: 'kept@x.cn' });
    const { files } = c.hub;
    const put = (text: string) => files.put('complaints', Buffer.from(text));
    const [own, shared, shown] = [await put('own'), await put('shared'), await put('shown')];
    const photo = (sha256: string) => ({
      ...{ sha256, media_type: 'image/jpeg', bytes: 3, width: 10, height: 10 }
    });
    const { code, receipt } = await c.file({
      ...{ description: canaries.description, spot: canaries.spot },
      ...{ naming: 'named', shown_name: canaries.shown, contact, wants_mail: true },
      ...{ lat: 30.6123, lng: 114.3123, filer: resident.id, photos: [own, shared, shown].map(photo) }
    });
    await c.file({ photos: [photo(shared)] });
    await c.byCode(code, 'write', { text: canaries.message });
    await c.hub.sql.query(`update private.complaint_photos set shown = true where sha256 = $1`, [shown]);
    await c.answered(receipt.slug);
    await c.byCode(code, 'rate', { rating: 1, solved: false, text: canaries.rating });
    await c.go(receipt.slug, [c.follower, 'close', { reason: '已回访，问题属实并已整改' }]);

    // what is there before is what the test looks for
    for (const needle of [canaries.description, canaries.spot, canaries.message, canaries.rating])
      expect(await tablesWith(needle)).not.toEqual([]);
    expect(await tablesWith(c.hashOf(code))).toEqual(['private.complaint_keys']);
    expect((await tablesWith(resident.id)).sort()).toEqual(
      expect.arrayContaining(['private.complaint_keys', 'private.mails', 'public.notifications'])
    );

    await c.later(300);
    const [job] = complaintJobs;
    if (!job) throw new Error('there is no job');
    await job.run(c.hub, new AbortController().signal);
    expect(await c.track(code), 'kept as long as the rule says').not.toBeNull();
    expect(await files.has('complaints', own)).toBe(true);

    await c.later(370);
    await job.run(c.hub, new AbortController().signal);
    for (const needle of [...Object.values(canaries), ...Object.values(contact), c.hashOf(code), code])
      expect(await tablesWith(needle), needle).toEqual([]);
    const [held] = z
      .array(z.object({ complaint_id: z.string() }))
      .parse(
        await c.hub.sql.query('select complaint_id from public.complaints where slug = $1', [receipt.slug])
      );
    const about = (await tablesWith(resident.id)).filter(
      (table) => table.includes('complaint') || ['private.mails', 'public.notifications'].includes(table)
    );
    expect(about, 'nothing says whose it was').toEqual([]);
    const left = await tablesWith(held?.complaint_id ?? '');
    expect(left).not.toContain('private.complaint_contacts');
    expect(left).not.toContain('private.complaint_statements');
    expect(left).not.toContain('private.complaint_messages');
    expect(left).not.toContain('private.complaint_notices');

    expect(await c.track(code)).toBeNull();
    expect((await c.hub.service.rpc('find_tracking', { tracking_hash: c.hashOf(code) })).data).toEqual({
      slug: null
    });
    expect(await c.byCode(code, 'write', { text: '还在吗' })).toBe('complaint_not_found');
    expect((await resident.db.rpc('my_complaint', { slug: receipt.slug })).data).toBeNull();
    expect(mine.parse((await resident.db.rpc('my_complaints')).data).total).toBe(0);

    expect(await files.has('complaints', own)).toBe(false);
    expect(await files.has('complaints', shared), 'another complaint has it').toBe(true);
    expect(await files.has('complaints', shown), 'an officer made it public').toBe(true);
    await c.now();
  });
});

describe('what a seizure surrenders', () => {
  it('is listed column by column, none forgotten and none that is not there', async () => {
    const tables = await readTables(c.hub.sql.query);
    const { listed, missing } = matchSurrenders(tables);
    expect(missing).toEqual([]);
    const there = listed.flatMap(({ schema, name, columns }) =>
      columns.map((column) => `${schema}.${name}.${column.name}`)
    );
    const named = Object.entries(surrenders).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${table}.${column}`)
    );
    expect(named.filter((column) => !there.includes(column))).toEqual([]);
  });

  it('holds contact data and codes by a key outside the database alone', async () => {
    const { code } = await c.file({ naming: 'bureau_only', contact });
    for (const needle of [...Object.values(contact), code]) expect(await tablesWith(needle)).toEqual([]);
  });
});
