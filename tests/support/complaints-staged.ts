import type { Visitor } from './browserless.ts';
import { serveComplaints, type Complaints, type ComplaintsName } from './complaints-desk.ts';
import { hidden } from './disclosing.ts';

export type Pairs = [string, string][];

export const because = '现场核实后按规定办理';
export const reply = {
  text: '已现场核实，三日内修好防水层',
  public_text: '已现场核实，限期维修',
  outcome: 'substantiated',
  result: 'explained'
};

/** Complaints for each of the tests of the desk's forms, some of them gone on already. */
export async function stage(desk: Complaints) {
  const slugs: Record<string, string> = {};
  const numbers: Record<string, string> = {};
  const make = async (name: string, more: Parameters<typeof desk.filed>[0] = {}) => {
    const { slug, number } = await desk.filed(more);
    slugs[name] = slug;
    numbers[name] = number;
    return slug;
  };
  for (const name of ['fresh', 'stale', 'bulkA', 'bulkB', 'merge', 'recuse', 'refuse', 'sent'])
    await make(name);
  await make('formula', { category: 'other' });
  await desk.step(desk.intake, slugs.formula ?? '', 'tag', { tags: ['=1+1'] });
  await make('mute', { contact: {}, naming: 'anonymous', shown_name: undefined });
  for (const name of ['handled', 'replied', 'reviewed']) {
    await desk.step(desk.intake, await make(name), 'accept');
    if (name !== 'handled') await desk.step(desk.handler, slugs[name] ?? '', 'reply', reply);
  }
  await desk.step(desk.intake, await make('pictured'), 'accept');
  const words = { as: 'public', title: '卫生间渗漏', text: '住户反映卫生间顶板渗水' };
  await desk.step(desk.intake, slugs.pictured ?? '', 'publish', words);
  const organization = await desk.slugOfCompany(desk.developer);
  const text = '请说明卫生间防水的施工和检测情况';
  await desk.step(desk.handler, slugs.handled ?? '', 'extract', { organization, text });
  const [extract = ''] = await desk.extracts(slugs.handled ?? '');
  const [row] = await desk.hub.sql.query(`select slug from public.organizations where organization_id = $1`, [
    desk.abroad.organization
  ]);
  const [own] = await desk.hub.sql.query(`select slug from public.organizations where organization_id = $1`, [
    desk.intake.organization
  ]);
  return {
    slugs,
    numbers,
    extract,
    organization,
    xiangyang: String(row?.slug),
    wuhan: String(own?.slug)
  };
}

/** The desk with these complaints, and how a browser without scripts goes about it. */
export async function serveStaged() {
  const desk = await serveComplaints(stage);
  const pathOf = (name: string) => `/desk/complaints/${desk.slugs[name] ?? ''}`;
  const tick = (name: string) => `${desk.slugs[name] ?? ''} ${desk.numbers[name] ?? ''}`;
  function send(who: Visitor, path: string, pairs: Pairs) {
    const body = new FormData();
    for (const [name, value] of pairs) body.append(name, value);
    return who.send(path, body, { accept: 'text/html' });
  }
  /** A step with the number that its page was made from. */
  async function act(name: ComplaintsName, at: string, step: string, fields: Record<string, string> = {}) {
    const who = desk.as(name);
    const edits = hidden(await desk.page(who, pathOf(at)), 'edits');
    return send(who, `${pathOf(at)}?/${step}`, Object.entries({ edits, ...fields }));
  }
  return { ...desk, pathOf, tick, send, act };
}
export type StagedDesk = Awaited<ReturnType<typeof serveStaged>>;
