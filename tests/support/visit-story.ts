import { tokenOf } from './accounts.ts';
import { differs, photoHash, type Findings } from './findings.ts';
import type { Guest } from './open-days.ts';
import { serveVisits } from './visit-server.ts';

/** What somebody found, with a photo, and may carry over into a complaint. */
async function toCarryOver(f: Findings, day: string, finder: Guest, other: Guest) {
  const original = photoHash('a photo to be carried over');
  const { slug } = await f.sent(finder, day, [
    differs({ photos: [{ sha256: original, caption: '标牌照片' }] })
  ]);
  const copy = await f.hub.files.put('findings', Buffer.from('a copy without metadata'));
  await f.must(f.hub.service, 'keep_finding_photo', {
    uploader: finder.id,
    open_day: day,
    facts: {
      sha256: copy,
      original_sha256: original,
      media_type: 'image/jpeg',
      bytes: 23,
      original_bytes: 2000,
      width: 800,
      height: 600
    }
  });
  return { slug, copy, finder, other };
}

/** Checked in: experts and deputies; a guest of the day who is none of them. */
async function prepare(f: Findings) {
  const { slug, people } = await f.visitDay(['expert', 'deputy', 'expert', 'expert', 'deputy']);
  const [stranger] = await f.days.guests(1);
  const [finder, deputy, plain, carrier, other] = people;
  if (!finder || !deputy || !plain || !carrier || !other || !stranger) throw new Error('nobody came');
  const [before, after] = [await f.document('整改前'), await f.document('整改后')];
  const fixed = await f.published(deputy, slug, [differs()]);
  const { due_on } = await f.state(fixed);
  await f.fix(f.developer, 'plan_rectification', {
    ...{ slug: fixed, line: 1, plan: '更换不合格批次', fix_by: due_on }
  });
  const claim = { slug: fixed, line: 1, note: '已更换', before: [before], after: [after] };
  const claimed = await f.fix(f.developer, 'claim_rectification', claim);
  if (typeof claimed === 'string') throw new Error(claimed);
  await f.goToDay(slug);
  const carried = await toCarryOver(f, slug, carrier, other);
  const officer = { id: f.clerk.id, token: await tokenOf(f.clerk.db) };
  return { slug, finder, deputy, plain, stranger, fixed, officer, carried };
}

/** The built server on this visit. */
export const serveVisitStory = () => serveVisits(prepare, '198.51.105');
export type VisitStory = Awaited<ReturnType<typeof serveVisitStory>>;
