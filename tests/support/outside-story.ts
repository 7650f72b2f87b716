import type { Outside } from './complaints-outside.ts';
import { serveOutside } from './outside-server.ts';
import { openReceiver } from './receiver.ts';

const strange = 'a & b < c > "d" \u0001\u0008\u000b ]]> 😀';

/** Complaints in the ways that other programs can meet, and keys for those. */
async function forPrograms(o: Outside) {
  const shown = await o.published();
  const strangeOne = await o.file();
  await o.act(o.officer.db, strangeOne.receipt.slug, 'publish', { title: '标题 <b>', text: strange });
  const stub = await o.stub({ coarse_place: true, coarse_time: true, lat: 30.6, lng: 114.3 });
  const hidden = await o.file();
  const key = await o.key();
  const endedKey = await o.key();
  await o.officer.db.rpc('end_complaint_connection', { connection: endedKey.id });
  const elsewhere = await o.key(o.other.db, o.otherBureau);
  return { shown, strangeOne, stub, hidden, key, endedKey, elsewhere };
}

/** Sources of work orders: one that stands, and one that was ended. */
async function forHotlines(o: Outside) {
  const source = await o.connect('hotline');
  const ended = await o.connect('hotline');
  await o.officer.db.rpc('end_complaint_connection', { connection: ended.id });
  return { source, ended };
}

/** The built server on these, and somebody who waits for what it sends. */
export async function serveOutsideStory() {
  const receiver = await openReceiver();
  const served = await serveOutside(
    async (o) => ({ ...(await forPrograms(o)), ...(await forHotlines(o)) }),
    '198.51.110',
    { HUB_WEBHOOK_LOOPBACK: 'on' }
  );
  return { receiver, ...served };
}
export type OutsideStory = Awaited<ReturnType<typeof serveOutsideStory>>;
