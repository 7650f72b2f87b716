import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as files from '#lib/documents/fixtures.ts';
import { tokenOf } from '#tests/support/accounts.ts';
import type { Visitor } from '#tests/support/browserless.ts';
import { differs } from '#tests/support/findings.ts';
import type { Guest } from '#tests/support/open-days.ts';
import { serveVisits } from '#tests/support/visit-server.ts';

/** The forms of people who were not there when it was found: experts who are asked, owners who look again. Without scripts. */

async function prepare(f: Parameters<Parameters<typeof serveVisits>[0]>[0]) {
  const { slug: day, people } = await f.visitDay(['deputy', 'resident', 'resident']);
  const experts = await f.days.supervisors('expert', 3);
  const [finder, owner, colleague] = people;
  const [silent, asked, stranger] = experts;
  if (!finder || !owner || !colleague || !silent || !asked || !stranger) throw new Error('nobody');
  await f.hub.sql.query(
    `insert into public.memberships (user_id, organization_id, role, duties, valid_from, valid_until)
     select $1, pp.organization_id, 'company_member', '{edit}', '2020-01-01', '2020-12-31' from public.project_parties pp
     where pp.project_id = $2 and pp.role = 'developer'`,
    [colleague.id, f.project_id]
  );
  const ask = async (slug: string, { id }: Guest) => {
    const [row] = await f.hub.sql.query('select number from public.supervisors where user_id = $1', [id]);
    const done = await f.step(f.handler, 'ask_expert', { slug, number: String(row?.number) });
    if (typeof done === 'string') throw new Error(done);
  };
  const contested: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { slug } = await f.sent(finder, day, [differs(), { kind: 'free', note: '楼梯间没有照明' }]);
    await f.triage(f.clerk, [slug]);
    await f.step(f.developer, 'reply_finding', { slug, stance: 'contests', reply: '测量位置不同，请复核' });
    contested.push(slug);
  }
  const [give = '', decline = '', lapsed = ''] = contested;
  await ask(lapsed, silent);
  const fixed = await f.published(finder, day, [differs()]);
  await f.fix(f.developer, 'claim_rectification', {
    ...{ slug: fixed, line: 1, note: '已更换' },
    ...{ before: [await f.document('整改前')], after: [await f.document('整改后')] }
  });
  const due = (await f.atDesk(f.handler, lapsed))?.awaited?.due_on ?? '';
  await f.goTo(f.dayAfter(due));
  await f.sweep();
  for (const slug of contested) await ask(slug, asked);
  const handler = { id: f.handler.id, token: await tokenOf(f.handler.db) };
  return {
    ...{ finder, owner, colleague, silent, asked, stranger, handler },
    ...{ give, decline, lapsed, fixed }
  };
}

let site: Awaited<ReturnType<typeof serveVisits<Awaited<ReturnType<typeof prepare>>>>>;
beforeAll(async () => {
  site = await serveVisits(prepare, '198.51.106');
});
afterAll(() => site.close());

const text = async (response: Response) =>
  (await response.text()).replace(/<!--.*?-->/g, '').replace(/\s+/g, ' ');
const page = async (who: Visitor, path: string) => text(await who.get(path));
function send(who: Visitor, path: string, fields: Record<string, string | File>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return who.send(path, body, { accept: 'text/html' });
}

const opinion = {
  'decision.1': 'partly',
  'reason.1': '按规范位置复测，一处超出',
  'decision.2': 'substantiated',
  'reason.2': '照片与现场一致',
  note: '两方测量的位置不同'
};

describe('an opinion', () => {
  const path = (slug: string) => `/account/opinions/${slug}`;

  it('is asked of one expert, until a day; for others there is nothing there', async () => {
    const who = site.as(site.asked);
    const list = await page(who, '/account/opinions');
    for (const slug of [site.give, site.decline, site.lapsed]) expect(list).toContain(path(slug));
    expect(list).toMatch(/请在[^<]+前提出意见/);
    const asked = await page(who, path(site.give));
    expect(asked).toContain('提交意见');
    expect(asked).toMatch(/请在[^<]+前提出意见/);
    expect(asked).toContain('楼梯间没有照明');
    for (const guest of [site.stranger, site.finder, site.owner]) {
      expect((await site.as(guest).get(path(site.give))).status).toBe(404);
      expect((await send(site.as(guest), `${path(site.give)}?/give`, opinion)).status).toBe(404);
      expect(
        (await send(site.as(guest), `${path(site.give)}?/decline`, { note: '与我无关的事' })).status
      ).toBe(404);
    }
    expect(await page(who, path(site.give))).toContain('提交意见');
  });

  it('is given line by line with reasons, once; what was written is not lost', async () => {
    const who = site.as(site.asked);
    const short = await send(who, `${path(site.give)}?/give`, { ...opinion, 'reason.2': '短' });
    expect(short.status).toBe(400);
    const again = await text(short);
    expect(again).toContain('请写明理由，至少 5 个字');
    expect(again).toContain(opinion['reason.1']);
    const open = await send(who, `${path(site.give)}?/give`, { ...opinion, 'decision.1': '' });
    expect(await text(open)).toContain('请选择结论');
    const done = await send(who, `${path(site.give)}?/give`, opinion);
    expect(done.headers.get('location')).toBe('/account/opinions?done=given');
    expect(await page(who, '/account/opinions?done=given')).toContain('已提出意见');
    expect(await page(who, path(site.give))).not.toContain('提交意见');
    expect((await send(who, `${path(site.give)}?/give`, opinion)).status).toBe(409);
    const desk = await page(site.as(site.handler), `/desk/findings/${site.give}`);
    expect(desk).toContain(opinion['reason.1']);
    expect(desk).toContain('认定理由');
  });

  it('is declined with a reason, after which the officer may ask another', async () => {
    const who = site.as(site.asked);
    expect((await send(who, `${path(site.decline)}?/decline`, { note: '忙' })).status).toBe(400);
    const done = await send(who, `${path(site.decline)}?/decline`, { note: '与建设单位有业务往来' });
    expect(done.status, await done.clone().text()).toBe(303);
    expect((await who.get(path(site.decline))).status).toBe(404);
    const list = await page(who, '/account/opinions');
    expect(list).toContain('已回避');
    expect(list).not.toContain(path(site.decline));
    const desk = await page(site.as(site.handler), `/desk/findings/${site.decline}`);
    expect(desk).toContain('须先有专家意见');
    expect(desk).toContain('请这位专家');
  });

  it('that nobody gave in time is another’s to give', async () => {
    const who = site.as(site.silent);
    const list = await page(who, '/account/opinions');
    expect(list).toContain('逾期未答，已另请专家');
    expect(list).not.toContain(path(site.lapsed));
    expect((await send(who, `${path(site.lapsed)}?/give`, opinion)).status).toBe(404);
    expect(await page(who, '/account/inbox')).toContain('不再需要您的意见');
    const desk = await page(site.as(site.handler), `/desk/findings/${site.lapsed}`);
    for (const words of ['已请专家，等待意见', '专家逾期没有出具意见', '不再等待这位专家', '10 个工作日'])
      expect(desk).toContain(words);
    expect(desk).not.toContain('请这位专家');
    const visitor = site.as({ id: '', token: '' });
    visitor.cookies.clear();
    const open = await page(visitor, `/findings/${site.lapsed}`);
    expect(open).toContain('已请另一位没有利害关系的登记专家出具意见');
    expect(open).toContain('专家逾期没有出具意见');
    expect(await page(visitor, `/en/findings/${site.lapsed}`)).toContain('The expert did not answer in time');
    expect(await page(visitor, '/findings/rules')).toContain('受邀后 10 个工作日内由专家出具意见');
  });
});

describe('an owner who looks again', () => {
  const path = () => `/account/reinspections/${site.fixed}`;
  const seen = { position: '1', fixed: 'no', note: '仍有两根未更换' };

  it('is told, and finds the form from the visits; nobody else does', async () => {
    const who = site.as(site.owner);
    expect(await page(who, '/account/inbox')).toContain('请您复查');
    const visits = await page(who, '/account/visits');
    expect(visits).toContain('待复查的整改');
    expect(visits).toContain(path());
    expect(await page(site.as(site.owner), `/en${path()}`)).toContain('resident representative');
    const form = await page(who, path());
    expect(form).toContain('提交复查结果');
    expect(form).not.toContain(site.finder.id);
    for (const guest of [site.stranger, site.colleague, site.finder]) {
      expect((await site.as(guest).get(path())).status).toBe(404);
      expect((await send(site.as(guest), `${path()}?/reinspect`, seen)).status).toBe(404);
      expect(await page(site.as(guest), '/account/visits')).not.toContain('待复查的整改');
    }
    const visitor = site.as({ id: '', token: '' });
    visitor.cookies.clear();
    expect((await visitor.get(path())).headers.get('location')).toContain('/account/sign-in');
  });

  it('says what is not right, with photos; the company is asked again', async () => {
    const who = site.as(site.owner);
    const silent = await send(who, `${path()}?/reinspect`, { ...seen, note: '' });
    expect(silent.status).toBe(400);
    expect(await text(silent)).toContain('请写明哪里没有整改好');
    const wrong = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'again.svg');
    const refused = await send(who, `${path()}?/reinspect`, { ...seen, photos: wrong });
    expect(refused.status).toBe(422);
    expect(await text(refused)).toContain('again.svg');
    const photos = new File([new Uint8Array(files.png(44, 22))], 'again.png');
    const done = await send(who, `${path()}?/reinspect`, { ...seen, photos });
    expect(done.headers.get('location'), await done.clone().text()).toBe(`${path()}?done=reinspected`);
    const after = await page(who, `${path()}?done=reinspected`);
    expect(after).toContain('复查结果已提交');
    expect(after).toContain('复查未通过，重新整改');
    expect(after).not.toContain('提交复查结果');
    expect((await send(who, `${path()}?/reinspect`, seen)).status).toBe(409);
    const visitor = site.as({ id: '', token: '' });
    visitor.cookies.clear();
    const open = await page(visitor, `/findings/${site.fixed}`);
    expect(open).toContain('住户代表');
    expect(open).toContain(seen.note);
  });
});
