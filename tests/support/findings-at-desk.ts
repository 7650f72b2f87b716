import { serveFindings, type Findings } from './findings-desk.ts';

/** Which of the findings serves for what; the steps before are done in the database. */
export const n = {
  fresh: 0,
  heard: 1,
  stale: 2,
  repeats: 3,
  bulk: 4,
  bulkToo: 5,
  contested: 6,
  decided: 7,
  closed: 8,
  mended: 9,
  onSite: 10
};

const decisions = [1, 2].map((position) => ({
  position,
  decision: 'substantiated',
  reason: '复核报告编号，确有两处不符'
}));

async function prepare(days: Findings) {
  const slug = (at: number) => days.found[at]?.slug ?? '';
  const { intake, handler, developer, expert } = days;
  const closing = { outcome: 'duplicate', reason: '与第一件相同', duplicate_of: slug(n.fresh) };
  await days.must(intake.db, 'triage_findings', { slugs: [slug(n.closed)], ...closing });
  const onward = [n.heard, n.contested, n.decided, n.mended, n.onSite];
  await days.must(intake.db, 'triage_findings', { slugs: onward.map(slug), outcome: 'accept' });
  for (const at of onward) {
    const stance = at === n.heard || at === n.contested ? 'contests' : 'accepts';
    await days.must(developer.db, 'reply_finding', {
      slug: slug(at),
      stance,
      reply: '编号一致，见检测报告原件'
    });
  }
  await days.must(handler.db, 'ask_expert', { slug: slug(n.heard), number: days.expertNumber });
  const facts = { note: '查看了报告', lines: decisions };
  await days.must(expert.db, 'give_opinion', { slug: slug(n.heard), facts });
  for (const at of [n.decided, n.mended])
    await days.must(handler.db, 'decide_finding', { slug: slug(at), lines: decisions });
  return {};
}

/** The built server on these. */
export const serveFindingsAtDesk = () => serveFindings(Object.keys(n).length, prepare);
export type DeskOfFindings = Awaited<ReturnType<typeof serveFindingsAtDesk>>;
