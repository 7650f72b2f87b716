import { closeHub } from '#lib/server/hub.ts';
import { openPublicComplaints, type PublicComplaints } from './complaints-public.ts';
import { startServer } from './server.ts';

/** A text that is markup, script and formula at once: it must come out as what somebody typed. */
export const hostile = '<img src=x onerror=alert(1)>"&\'{{x}} =1+1';

/** Complaints in the ways that the public can meet, told by the real verbs; then the built server on them. */
async function story(c: PublicComplaints) {
  await c.goTo(null);
  const today = await c.today();
  await c.goTo(c.after(today, -30));
  // nobody does anything about it until it is overdue and supervised
  const { slug: late } = await c.published({ category: 'cracks' }, '楼板裂缝无人理会');
  await c.goTo(c.after(today, -12));
  const { slug: closed } = await c.published({}, '屋面渗水');
  await c.answered(closed, { result: 'will_fix', fix_by: c.after(today, 30), outcome: 'partly' });
  await c.closed(closed);
  await c.byPerson(closed, 'rate', { rating: 2, solved: false, text: '没有修好' });
  const { slug: open } = await c.published({ category: 'pipes_wiring' }, hostile);
  await c.step(c.intake, open, 'accept', { text: hostile });
  await c.step(c.handler, open, 'investigate', { reason: '安排现场勘查' });
  const coarse = (await c.published({ coarse_place: true, coarse_time: true }, '卫生间返水')).slug;
  await c.step(c.intake, coarse, 'accept');
  const stub = (await c.file()).receipt.slug;
  await c.step(c.intake, stub, 'publish', { as: 'stub' });
  const { slug: refused } = await c.published({}, '合同纠纷');
  await c.step(c.intake, refused, 'not_accept', { reason: '已由法院受理', channel: '江岸区人民法院' });
  const { slug: gone } = await c.published({}, '后来不公开的标题');
  await c.step(c.intake, gone, 'keep_private', { reason: '涉及投诉人隐私' });
  const waiting = (await c.file({ held: true })).receipt.slug;
  await c.goTo(null);
  for (let more = true; more;) more = await c.sweep();
  await c.hub.sql.query(`delete from private.settings where name = 'clock'`);
  return { late, closed, open, coarse, stub, refused, gone, waiting, project: c.project };
}

export async function servePublicComplaints() {
  const c = await openPublicComplaints();
  const slugs = await story(c);
  const { dataDir } = c.hub.config;
  await closeHub();
  const server = await startServer({ dataDir, env: { HUB_DEMO: 'off' } });
  return { slugs, url: server.url, close: () => server.stop() };
}
