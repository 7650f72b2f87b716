import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mine, ownPhoto, tracked } from '#lib/complaints/tracking/schema.ts';
import { openTracking, type Tracking } from '#tests/support/complaints-tracking.ts';
import { person, type TestPerson } from '#tests/support/database.ts';
import { openDisclosureDesk, type DisclosureDesk } from '#tests/support/disclosures.ts';

/** What the person of a complaint reads and does, by code and by account. */

let desk: DisclosureDesk;
let c: Tracking;
let resident: TestPerson;
let other: TestPerson;
beforeAll(async () => {
  desk = await openDisclosureDesk();
  const { slug } = await desk.project({});
  c = await openTracking(desk.hub, slug);
  resident = await person(desk.hub, { email: 'c-resident@x.cn' });
  other = await person(desk.hub, { email: 'c-other@x.cn' });
});
afterAll(() => desk.hub.close());

const photoOf = (text: string) => ({
  sha256: createHash('sha256').update(text).digest('hex'),
  media_type: 'image/jpeg',
  bytes: 1000,
  width: 800,
  height: 600
});
const canary = { name: '甄不露', phone: '13900001234', email: 'zhen@hidden.example', address: '某小区 9 栋' };

describe('whoever has the code', () => {
  it('reads where the complaint is, who deals with it, until when and by which article', async () => {
    const { code, receipt } = await c.file({ spot: '9 栋 302', photos: [photoOf('own')] });
    const before = await c.seen(code);
    expect(before).toMatchObject({
      slug: receipt.slug,
      number: receipt.number,
      state: 'registered',
      category: { category: 'seepage' },
      project: { slug: c.project },
      bureau: { name: 'bureau of c-handler@x.cn' },
      due: { clock: 'notice', days_left: 15 },
      description: '三楼卫生间漏水，楼下已经发霉',
      spot: '9 栋 302',
      naming: 'anonymous',
      has: [],
      contact_reads: [],
      public: { visibility: 'awaiting', wanted: true }
    });
    expect(before.due?.rule?.basis).toContain('《信访工作条例》第二十三条');
    expect(before.history.map(({ event }) => event)).toEqual(['submitted', 'registered']);
    expect(before.notices.map(({ kind }) => kind)).toEqual(['complaint.registered']);
    expect(before.photos).toMatchObject([{ by: 'person', shown: false }]);

    await c.go(
      receipt.slug,
      [c.handler, 'accept'],
      [c.handler, 'note', { text: '内部备注：先看图纸' }],
      [c.handler, 'ask', { text: '请问哪天能入户查看？' }],
      [c.handler, 'extend', { days: 10, reason: '需要委托检测' }]
    );
    const after = await c.seen(code);
    expect(after).toMatchObject({
      state: 'accepted',
      extended_days: 10,
      due: { clock: 'answer', days_left: 70 },
      messages: [{ by: 'bureau', text: '请问哪天能入户查看？', asks: true }]
    });
    expect(after.due?.rule?.basis).toContain('第三十四条');
    expect(after.history.at(-1)).toMatchObject({ event: 'extended', reason: '需要委托检测', days: 10 });
    expect(JSON.stringify(after)).not.toContain('内部备注');
    expect(after.clocks.map(({ clock }) => clock).sort()).toEqual(['answer', 'notice', 'publish']);
  });

  it('does what the state allows, and nothing else', async () => {
    const { code, receipt } = await c.file();
    expect((await c.seen(code)).acts.sort()).toEqual(['add_photos', 'coarsen', 'withdraw', 'write']);
    for (const act of ['rate', 'reopen', 'request_review', 'request_final', 'accept', 'close'])
      expect(await c.byCode(code, act, { text: '不该行', rating: 1, solved: false })).toBe(
        'complaint_act_refused'
      );
    expect(await c.byCode(code, 'write', { text: '补充：昨天又漏了' })).toMatchObject({
      state: 'registered'
    });
    await c.answered(receipt.slug);
    expect((await c.seen(code)).acts).toEqual(
      expect.arrayContaining(['rate', 'reopen', 'request_review', 'write', 'withdraw'])
    );
    const rating = { rating: 2, solved: false, text: '还在漏' };
    expect(await c.byCode(code, 'rate', rating)).toMatchObject({ state: 'replied' });
    expect(await c.seen(code)).toMatchObject({
      rating: { rating: 2, solved: false },
      rating_note: '还在漏',
      reply: { text: c.reply.text, outcome: 'substantiated', result: 'fixed' }
    });
    expect(await c.byCode(code, 'rate', rating)).toBe('complaint_act_refused');
    expect(await c.byCode(code, 'reopen', { text: '水还是从天花板滴下来' })).toMatchObject({
      state: 'investigating'
    });
    expect(await c.seen(code)).toMatchObject({ reopened: 1, rating: null, due: { clock: 'answer' } });
    await c.go(receipt.slug, [c.handler, 'reply', c.reply]);
    expect(await c.byCode(code, 'request_review', { text: '没有做闭水试验' })).toMatchObject({
      state: 'review_requested'
    });
    await c.go(receipt.slug, [c.superior, 'decide_review', { outcome: 'upheld', reason: '答复符合规定' }]);
    expect(await c.seen(code)).toMatchObject({ review: { outcome: 'upheld', text: '答复符合规定' } });
    expect(await c.byCode(code, 'request_final', { text: '请再看一次现场' })).toMatchObject({
      state: 'final_requested'
    });
  });

  it('reads who opened the contact data, and never the data', async () => {
    const { code, receipt } = await c.file({ naming: 'bureau_only', contact: canary });
    expect((await c.seen(code)).has.sort()).toEqual(['address', 'email', 'name', 'phone']);
    const { error } = await c.handler.db.rpc('read_contact', {
      slug: receipt.slug,
      reason: '约时间入户查看'
    });
    expect(error).toBeNull();
    const found = await c.seen(code);
    expect(found.contact_reads).toMatchObject([
      { bureau: 'bureau of c-handler@x.cn', reason: '约时间入户查看' }
    ]);
    expect(found.history.at(-1)?.event).toBe('contact_read');
    for (const secret of Object.values(canary)) expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('hides the name, makes place and time coarse, and stops the mails', async () => {
    const { code } = await c.file({
      naming: 'named',
      shown_name: '甄女士',
      contact: { email: canary.email },
      wants_mail: true
    });
    expect(await c.seen(code)).toMatchObject({ shown_name: '甄女士', wants_mail: true });
    expect((await c.seen(code)).acts).toEqual(expect.arrayContaining(['hide_name', 'take_mails']));
    await c.byCode(code, 'hide_name');
    await c.byCode(code, 'coarsen');
    await c.byCode(code, 'take_mails', { on: false });
    const found = await c.seen(code);
    expect(found).toMatchObject({
      naming: 'bureau_only',
      shown_name: null,
      coarse_place: true,
      coarse_time: true,
      wants_mail: false
    });
    expect(found.acts).not.toContain('hide_name');
    expect(found.acts).not.toContain('coarsen');
  });

  it('learns that a danger goes on without them', async () => {
    const { code } = await c.file({ category: 'structure_safety' });
    expect(await c.byCode(code, 'withdraw')).toMatchObject({ state: 'registered' });
    const found = await c.seen(code);
    expect(found).toMatchObject({ ex_officio: true, urgent: true });
    expect(found.history.at(-1)).toMatchObject({ event: 'withdrawn', facts: { ex_officio: true } });
  });

  it('gets the photos of that complaint, by either door, and of no other', async () => {
    const [a, b] = [
      await c.file({ photos: [photoOf('a')], filer: resident.id }),
      await c.file({ photos: [photoOf('b')] })
    ];
    const own = async (code: string, text: string) =>
      ownPhoto.parse(
        (
          await c.hub.service.rpc('own_complaint_photo', {
            tracking_hash: c.hashOf(code),
            sha256: photoOf(text).sha256
          })
        ).data
      );
    expect(await own(a.code, 'a')).toMatchObject({ media_type: 'image/jpeg' });
    expect(await own(a.code, 'b')).toBeNull();
    expect(await own(b.code, 'b')).not.toBeNull();
    const args = { slug: a.receipt.slug, sha256: photoOf('a').sha256 };
    expect((await resident.db.rpc('my_complaint_photo', args)).data).toMatchObject({ bytes: 1000 });
    expect((await other.db.rpc('my_complaint_photo', args)).data).toBeNull();
    const add = (account: string, text: string) =>
      c.hub.service.rpc('add_my_complaint_photos', {
        account,
        slug: a.receipt.slug,
        photos: [photoOf(text)]
      });
    expect((await add(resident.id, 'c')).error).toBeNull();
    expect((await add(other.id, 'd')).error?.message).toBe('complaint_not_found');
    expect((await c.seen(a.code)).photos).toHaveLength(2);
  });
});

describe('whoever has no right', () => {
  it('finds nothing by a wrong code, and nothing by another account', async () => {
    const { code, receipt } = await c.file({ filer: resident.id });
    expect(await c.track('x'.repeat(20))).toBeNull();
    const find = async (hash: string) =>
      (await c.hub.service.rpc('find_tracking', { tracking_hash: hash })).data;
    expect(await find(c.hashOf('x'.repeat(20)))).toEqual({ slug: null });
    expect(await find(c.hashOf(code))).toEqual({ slug: receipt.slug });
    expect(await c.byCode('x'.repeat(20), 'write', { text: '冒名' })).toBe('complaint_not_found');

    const whole = (who: TestPerson) => who.db.rpc('my_complaint', { slug: receipt.slug });
    expect(tracked.parse((await whole(resident)).data).number).toBe(receipt.number);
    // the officers in charge have a page of their own, without the person
    for (const who of [other, c.handler, c.superior, c.abroad]) expect((await whole(who)).data).toBeNull();
    expect(await c.byAccount(other, receipt.slug, 'write', { text: '冒名' })).toBe('complaint_not_found');
    expect(await c.byAccount(resident, receipt.slug, 'write', { text: '补充' })).toMatchObject({
      state: 'registered'
    });
    expect(await c.byAccount(resident, receipt.slug, 'add_photos', { photos: [photoOf('e')] })).toBe(
      'complaint_act_refused'
    );
  });

  it('lists the complaints of its own account alone, with what is new', async () => {
    const alone = await person(c.hub, { email: 'c-alone@x.cn' });
    const { receipt } = await c.file({ filer: alone.id });
    const list = async (who: TestPerson) => mine.parse((await who.db.rpc('my_complaints')).data);
    await alone.db.rpc('my_complaint', { slug: receipt.slug });
    expect(await list(alone)).toMatchObject({
      total: 1,
      rows: [{ number: receipt.number, state: 'registered', clock: 'notice', days_left: 15, news: false }]
    });
    await c.go(receipt.slug, [c.handler, 'accept']);
    expect((await list(alone)).rows).toMatchObject([{ state: 'accepted', news: true }]);
    expect((await list(await person(c.hub, { email: 'c-empty@x.cn' }))).total).toBe(0);
  });
});
