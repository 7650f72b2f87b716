import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Filed } from '#lib/complaints/file.server.ts';
import { deskCase } from '#lib/complaints/desk/replies.ts';
import { codeHash } from '#lib/complaints/protection.server.ts';
import { browsed, page } from '#lib/complaints/reading/schema.ts';
import { tracked } from '#lib/complaints/tracking/schema.ts';
import { because, openComplaints, reply, type Complaints } from '#tests/support/complaints.ts';

/** What a reply brings: photos, what becomes of it once the complaint is opened again, and what is public of it all. */

let c: Complaints;
beforeAll(async () => {
  c = await openComplaints();
});
afterAll(() => c.hub.close());

const photo = (of: string) => ({
  sha256: createHash('sha256').update(of).digest('hex'),
  media_type: 'image/webp',
  bytes: 900,
  width: 60,
  height: 40
});
const shown = { title: '外墙渗漏', text: '住户反映外墙渗漏。' };

async function accepted(more: Parameters<typeof c.file>[0] = {}): Promise<Filed> {
  const filed = await c.file(more);
  await c.act(c.intake, filed, 'publish', shown);
  await c.act(c.intake, filed, 'accept');
  return filed;
}
async function read({ receipt }: Filed) {
  const { data } = await c.hub.visitor.rpc('complaint_page', { slug: receipt.slug });
  return page.parse(data);
}
async function own({ code }: Filed) {
  const hash = codeHash(c.hub.secrets, code);
  return tracked.parse((await c.hub.service.rpc('track_complaint', { tracking_hash: hash })).data);
}
const atDesk = async ({ receipt }: Filed) =>
  deskCase.parse((await c.intake.db.rpc('desk_complaint', { slug: receipt.slug })).data);
const readPhoto = async (sha256: string) =>
  z.unknown().parse((await c.hub.visitor.rpc('read_complaint_photo', { sha256 })).data);

describe('photos of a reply', () => {
  it('are with the person always, and with the public where the officer says so', async () => {
    const quiet = await accepted();
    await c.act(c.handler, quiet, 'reply', { ...reply, photos: [photo('quiet')] });
    expect((await own(quiet)).photos).toMatchObject([{ by: 'bureau', shown: false }]);
    expect((await own(quiet)).photos[0]?.at).toBe((await own(quiet)).reply?.at);
    expect((await read(quiet)).photos).toEqual([]);
    expect(await readPhoto(photo('quiet').sha256)).toBeNull();

    const open = await accepted();
    const joined = await c.file({ join: open.receipt.slug });
    await c.act(c.handler, open, 'reply', { ...reply, photos: [photo('open')], show_photos: true });
    expect((await read(open)).photos).toMatchObject([{ by: 'bureau', with_reply: true }]);
    expect(await readPhoto(photo('open').sha256)).not.toBeNull();
    expect((await own(joined)).photos, 'handled with it').toMatchObject([{ by: 'bureau' }]);
    expect((await atDesk(open)).photos).toMatchObject([{ by: 'bureau', shown: true }]);
  });

  it('are at most ten, and none is kept of a reply that is refused', async () => {
    const filed = await accepted();
    const many = Array.from({ length: 11 }, (_, n) => photo(`many ${String(n)}`));
    expect(await c.act(c.handler, filed, 'reply', { ...reply, photos: many })).toBe('photo_limit');
    expect((await atDesk(filed)).photos).toEqual([]);
    expect(await c.stateOf(filed)).toBe('accepted');
  });
});

describe('a reply after which the complaint is opened again', () => {
  it('is told as an earlier one to everybody, and not as how it stands', async () => {
    const filed = await accepted();
    const facts = { ...reply, outcome: 'substantiated', result: 'fixed' };
    await c.act(c.handler, filed, 'reply', { ...facts, photos: [photo('first')], show_photos: true });
    expect(await read(filed)).toMatchObject({ outcome: 'substantiated', earlier: null });
    await c.byCode(filed, 'reopen', { text: '还在漏' });
    const again = await read(filed);
    expect(again).toMatchObject({
      ...{ outcome: null, result: null, fix_by: null },
      earlier: { outcome: 'substantiated', result: 'fixed' }
    });
    expect(again.reply).not.toBeNull();
    const found = async (outcome: string) => {
      const { data } = await c.hub.visitor.rpc('browse_complaints', { filters: { outcome } });
      return browsed.parse(data).rows.map(({ slug }) => slug);
    };
    expect(await found('substantiated')).not.toContain(filed.receipt.slug);
    await c.act(c.handler, filed, 'reply', {
      ...facts,
      outcome: 'partly',
      photos: [photo('second')],
      show_photos: true
    });
    const anew = await read(filed);
    expect(anew).toMatchObject({ outcome: 'partly', earlier: null });
    expect(anew.photos.map(({ with_reply }) => with_reply)).toEqual([false, true]);
    expect(await found('partly')).toContain(filed.receipt.slug);
  });
});

describe('what is public when the person asks for coarser place and time', () => {
  const told = async ({ receipt }: Filed) =>
    c.texts(`select n.kind as value from public.notifications n where n.path = $1 and n.user_id = $2`, [
      `/desk/complaints/${receipt.slug}`,
      c.intake.id
    ]);

  it('is looked at again by whoever may publish, until it is published anew or kept private', async () => {
    const filed = await accepted();
    await c.byCode(filed, 'coarsen');
    expect(await atDesk(filed)).toMatchObject({ look_again: true, coarse_place: true });
    expect(await told(filed)).toContain('complaint.look_again');
    await c.act(c.intake, filed, 'publish', { ...shown, text: '住户反映渗漏。' });
    expect(await atDesk(filed)).toMatchObject({ look_again: false, public_text: '住户反映渗漏。' });

    const hidden = await accepted();
    await c.byCode(hidden, 'coarsen');
    await c.act(c.intake, hidden, 'keep_private', { reason: because });
    expect(await atDesk(hidden)).toMatchObject({ look_again: false, visibility: 'private' });
  });

  it('needs no look where nothing was public in words', async () => {
    const waiting = await c.file();
    await c.byCode(waiting, 'coarsen');
    const stub = await c.file();
    await c.act(c.intake, stub, 'publish', { as: 'stub' });
    await c.byCode(stub, 'coarsen');
    for (const filed of [waiting, stub]) {
      expect(await atDesk(filed)).toMatchObject({ look_again: false });
      expect(await told(filed)).not.toContain('complaint.look_again');
    }
  });
});
