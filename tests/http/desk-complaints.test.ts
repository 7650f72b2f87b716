import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '#tests/support/browserless.ts';
import {
  canary,
  serveComplaints,
  type Complaints,
  type ComplaintsName
} from '#tests/support/complaints-desk.ts';
import { hidden } from '#tests/support/disclosing.ts';

/** The desk of complaints as a browser without scripts uses it. */

const because = '现场核实后按规定办理';
const reply = {
  text: '已现场核实，三日内修好防水层',
  public_text: '已现场核实，限期维修',
  outcome: 'substantiated',
  result: 'explained'
};

async function prepare(desk: Complaints) {
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

let desk: Awaited<ReturnType<typeof serveComplaints<Awaited<ReturnType<typeof prepare>>>>>;
beforeAll(async () => {
  desk = await serveComplaints(prepare);
}, 400_000);
afterAll(() => desk.close());

const pathOf = (name: string) => `/desk/complaints/${desk.slugs[name] ?? ''}`;
const tick = (name: string) => `${desk.slugs[name] ?? ''} ${desk.numbers[name] ?? ''}`;

type Pairs = [string, string][];
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

describe('the pages', () => {
  it('are for officers, and the pages of extracts for companies', async () => {
    const pages = [
      '/desk/complaints',
      '/en/desk/complaints?queue=intake&clock=new&urgent=yes&q=x',
      '/desk/complaints/list.csv',
      '/desk/complaints/map.json',
      '/desk/complaints/templates',
      '/en/desk/complaints/routes',
      '/desk/complaints/deadlines'
    ];
    for (const path of pages) {
      for (const name of ['intake', 'province', 'abroad'] as const)
        expect((await desk.as(name).get(path)).status, `${name} ${path}`).toBe(200);
      expect((await desk.as('developer').get(path)).status, path).toBe(403);
    }
    for (const path of ['/desk/extracts', '/en/desk/extracts?state=open']) {
      expect((await desk.as('developer').get(path)).status).toBe(200);
      expect((await desk.as('intake').get(path)).status).toBe(403);
    }
  });

  it('hold a case for those in charge and above, and for nobody else', async () => {
    for (const path of [pathOf('fresh'), `/en${pathOf('fresh')}`, `${pathOf('fresh')}/print`]) {
      for (const name of ['intake', 'handler', 'province'] as const) {
        const text = await desk.page(desk.as(name), path);
        expect(text, `${name} ${path}`).toContain(canary.description);
        expect(text).not.toContain(canary.phone);
      }
      expect((await desk.as('abroad').get(path)).status).toBe(404);
      expect((await desk.as('developer').get(path)).status).toBe(403);
    }
  });

  it('say until when and why then, and nothing of a person in lists', async () => {
    const list = await desk.page(desk.as('intake'), '/desk/complaints');
    expect(list).toContain(desk.numbers.fresh);
    expect(list).toMatch(/还有 \d+ 天/);
    for (const word of Object.values(canary)) expect(list).not.toContain(word);
    const one = await desk.page(desk.as('intake'), pathOf('fresh'));
    expect(one).toContain('《信访工作条例》第二十三条');
    expect(one).toContain('投诉人会在查询页和邮件中收到“已受理”');
    const start = await desk.page(desk.as('intake'), '/desk');
    expect(start).toMatch(/逾期 0 件，即将到期 0 件，新到 \d+ 件/);
    expect(await desk.page(desk.as('developer'), '/desk')).toContain('待说明 1 件，其中 0 件逾期');
  });
});

describe('the file of the list', () => {
  it('is the filtered list, without a person, and runs nothing in a spreadsheet', async () => {
    const response = await desk.as('intake').get('/desk/complaints/list.csv?category=other');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('no-store');
    const text = await response.text();
    expect(text).toContain(desk.numbers.formula);
    expect(text).not.toContain(desk.numbers.fresh);
    expect(text).toContain("'=1+1");
    expect(text).not.toMatch(/(^|,)=1/m);
    const all = await desk.page(desk.as('intake'), '/desk/complaints/list.csv');
    for (const word of Object.values(canary)) expect(all).not.toContain(word);
  });
});

describe('a step', () => {
  it('asks for what is missing at its field', async () => {
    for (const [step, fields, field] of [
      ['not_accept', { reason: '不属于', channel: '' }, 'reason'],
      ['not_accept', { reason: because, channel: '' }, 'channel'],
      ['transfer', { reason: because, bureau: '' }, 'bureau'],
      ['note', { text: '短' }, 'text'],
      ['ask', { text: '' }, 'text'],
      ['recuse', { reason: '' }, 'reason'],
      ['publish', { as: 'public', title: '', text: '' }, 'title'],
      ['merge', { reason: because, into: '' }, 'into'],
      ['mark_urgent', { reason: '' }, 'reason'],
      ['keep_private', { reason: '' }, 'reason']
    ] as const) {
      const response = await act('intake', 'fresh', step, fields);
      expect(response.status, step).toBe(400);
      expect(await response.text(), step).toContain(`href="#act-${step}-${field}"`);
    }
  });

  it('is refused to whoever has no duty for it', async () => {
    const wrong: [ComplaintsName, string, Record<string, string>][] = [
      ['handler', 'accept', {}],
      ['intake', 'investigate', {}],
      ['intake', 'supervise', { reason: because }],
      ['handler', 'close', { reason: because, reached: 'yes' }],
      ['intake', 'extend', { reason: because, days: '10' }],
      ['follower', 'reply', { ...reply }],
      ['handler', 'decide_review', { reason: because, outcome: 'upheld' }],
      ['handler', 'decide_final', { reason: because, outcome: 'upheld' }],
      ['handler', 'hold_hearing', { reason: because, days: '5' }],
      ['intake', 'order_acceptance', { reason: because }],
      ['intake', 'appoint', { reason: because, bureau: desk.wuhan }]
    ];
    for (const [name, step, fields] of wrong)
      expect((await act(name, 'fresh', step, fields)).status, `${name} ${step}`).toBe(403);
    const abroad = desk.as('abroad');
    expect((await send(abroad, `${pathOf('fresh')}?/accept`, [['edits', '1']])).status).toBe(404);
    const company = desk.as('developer');
    expect((await send(company, `${pathOf('fresh')}?/accept`, [['edits', '1']])).status).toBe(403);
    for (const [step, fields] of [
      ['reopen', { reason: because }],
      ['take_back', {}],
      ['object', { reason: because }]
    ] as const)
      expect([403, 409], step).toContain((await act('intake', 'fresh', step, fields)).status);
  });

  it('tells when somebody was faster, and keeps what was typed', async () => {
    const response = await act('intake', 'stale', 'accept', { edits: '99', text: '我写的话' });
    expect(response.status).toBe(409);
    const text = await response.text();
    expect(text).toContain('有人办理过这件投诉');
    expect(text).toContain('我写的话');
  });

  it('leads back to the case, in the list it was opened from', async () => {
    const who = desk.as('intake');
    const edits = hidden(await desk.page(who, pathOf('fresh')), 'edits');
    const note = await send(who, `${pathOf('fresh')}?/note&queue=intake`, [
      ['edits', edits],
      ['text', '请先核对合同约定']
    ]);
    expect(note.status).toBe(303);
    expect(note.headers.get('location')).toBe(`${pathOf('fresh')}?queue=intake&done=note`);
    const text = await desk.page(who, `${pathOf('fresh')}?queue=intake&done=note`);
    expect(text).toContain('已办理：内部备注。');
    expect(text).toContain('请先核对合同约定');
  });

  it.each<[ComplaintsName, string, string, Record<string, string>, string]>([
    ['intake', 'fresh', 'ask', { text: '请问是哪一间卫生间？', asks: 'yes' }, '等待投诉人回复'],
    ['intake', 'fresh', 'tag', { tags: '渗漏，专项' }, '专项'],
    ['intake', 'fresh', 'mark_urgent', { reason: because }, '紧急'],
    ['intake', 'fresh', 'publish', { as: 'stub', title: '', text: '' }, '只公开类别和进度'],
    ['intake', 'fresh', 'keep_private', { reason: '涉及住户隐私' }, '涉及住户隐私'],
    ['province', 'fresh', 'supervise', { reason: because }, '督办'],
    ['intake', 'fresh', 'accept', { text: '' }, '已受理'],
    ['handler', 'fresh', 'investigate', { reason: '' }, '调查中'],
    ['leader', 'fresh', 'extend', { reason: because, days: '10' }, '延长 10 天'],
    ['handler', 'fresh', 'rectify', { reason: because }, '整改中'],
    ['handler', 'fresh', 'reply', reply, reply.public_text],
    ['follower', 'fresh', 'reopen', { reason: because }, '重新办理'],
    ['intake', 'refuse', 'not_accept', { reason: because, channel: '人民法院' }, '不予受理'],
    ['province', 'refuse', 'order_acceptance', { reason: because }, '上级责令受理'],
    ['follower', 'replied', 'close', { reason: because, reached: 'no' }, '已办结']
  ])('%s, %s: %s', async (name, at, step, fields, expected) => {
    const response = await act(name, at, step, fields);
    expect(response.status, await response.clone().text()).toBe(303);
    expect(response.headers.get('location')).toBe(`${pathOf(at)}?done=${step}`);
    expect(await desk.page(desk.as(name), pathOf(at))).toContain(expected);
  });

  it('of assigning, merging and transferring offers who and where to', async () => {
    const page = await desk.page(desk.as('intake'), pathOf('merge'));
    expect(page).toContain(`value="${desk.slugs.stale ?? ''}"`);
    expect(page).toContain(`value="${desk.xiangyang}"`);
    expect(page).toContain(`value="${desk.handler.id}"`);
    expect((await act('intake', 'merge', 'assign', { officer: desk.handler.id })).status).toBe(303);
    const unknown = await act('intake', 'merge', 'merge', { reason: because, into: 'nothere000' });
    expect(unknown.status).toBe(422);
    const merged = await act('intake', 'merge', 'merge', { reason: because, into: desk.slugs.stale ?? '' });
    expect(merged.status).toBe(303);
    expect(await desk.page(desk.as('intake'), pathOf('stale'))).toContain(desk.numbers.merge);

    const sent = await act('intake', 'sent', 'transfer', { reason: because, bureau: desk.xiangyang });
    expect(sent.status).toBe(303);
    expect((await act('abroad', 'sent', 'object', { reason: because })).status).toBe(303);
    const waiting = await desk.page(desk.as('intake'), '/desk/complaints?queue=objection');
    expect(waiting).toContain(desk.numbers.sent);
    expect((await act('province', 'sent', 'appoint', { reason: because, bureau: desk.wuhan })).status).toBe(
      303
    );
  });

  it('of recusing oneself leads out of the case for good', async () => {
    const response = await act('handler', 'recuse', 'recuse', { reason: '与投诉人是亲属' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/desk/complaints?done=recuse');
    expect((await desk.as('handler').get(pathOf('recuse'))).status).toBe(404);
    expect((await desk.as('intake').get(pathOf('recuse'))).status).toBe(200);
  });
});

describe('publication and extracts', () => {
  it('begin empty, and stop at what looks like the person', async () => {
    const page = await desk.page(desk.as('intake'), pathOf('bulkA'));
    const form = page.slice(page.indexOf('id="act-publish"'));
    expect(form.slice(0, form.indexOf('</form>'))).not.toContain(canary.description);
    for (const text of [`联系 ${canary.phone} 反映`, `${canary.name}反映漏水`]) {
      const stopped = await act('intake', 'bulkA', 'publish', { as: 'public', title: '卫生间渗漏', text });
      expect(stopped.status).toBe(422);
      expect(await stopped.text()).toContain('已核对');
    }
    const told = { organization: desk.organization, text: `请说明情况，电话 ${canary.phone}` };
    expect((await act('handler', 'handled', 'extract', told)).status).toBe(422);
    const ticked = await act('handler', 'handled', 'extract', {
      organization: desk.organization,
      text: '请说明，检测编号 13800001111',
      checked: 'yes'
    });
    expect(ticked.status).toBe(303);
    const stranger = { organization: desk.xiangyang, text: '请说明卫生间防水情况，谢谢' };
    expect((await act('handler', 'handled', 'extract', stranger)).status).toBe(404);
    const words = { as: 'public', title: '卫生间渗漏', text: '住户反映卫生间顶板渗水' };
    expect((await act('intake', 'bulkA', 'publish', words)).status).toBe(303);
  });
});

describe('contact data', () => {
  it('are opened with a reason, once, and the reading is written down', async () => {
    const who = desk.as('handler');
    const path = `${pathOf('handled')}?/contact`;
    expect((await send(who, path, [['reason', '']])).status).toBe(400);
    const opened = await send(who, path, [['reason', '电话核实渗漏位置']]);
    expect(opened.status).toBe(200);
    expect(opened.headers.get('cache-control')).toContain('no-store');
    const text = await opened.text();
    expect(text).toContain(canary.phone);
    expect(text).toContain(canary.address);
    const after = await desk.page(who, pathOf('handled'));
    expect(after).not.toContain(canary.phone);
    expect(after).toContain('电话核实渗漏位置');
    expect((await send(desk.as('abroad'), path, [['reason', '电话核实渗漏位置']])).status).toBe(404);
    expect((await send(desk.as('developer'), path, [['reason', '电话核实渗漏位置']])).status).toBe(403);
    const none = await send(desk.as('intake'), `${pathOf('mute')}?/contact`, [
      ['reason', '电话核实渗漏位置']
    ]);
    expect(none.status).toBe(404);
    expect(desk.log()).not.toContain(canary.phone);
  });
});

describe('many at once', () => {
  it('need one that is ticked, and what the step asks for', async () => {
    const who = desk.as('intake');
    const path = '/desk/complaints?/many';
    const none = await send(who, path, [['act', 'accept']]);
    expect(none.status).toBe(400);
    expect(await none.text()).toContain('请先勾选至少一件');
    const silent = await send(who, path, [
      ['pick', tick('bulkA')],
      ['act', 'transfer']
    ]);
    expect(silent.status).toBe(400);
    expect(await silent.text()).toContain('href="#bulk-bureau"');
    expect((await send(desk.as('developer'), path, [['pick', tick('bulkA')]])).status).toBe(403);
  });

  it('are each done on its own, and a bad one stays with its reason', async () => {
    const done = await send(desk.as('intake'), '/desk/complaints?/many&queue=intake', [
      ...['bulkA', 'replied', 'bulkB'].map((name): [string, string] => ['pick', tick(name)]),
      ['act', 'accept']
    ]);
    expect(done.status).toBe(200);
    const text = await done.text();
    expect(text).toContain('2 件已办理，1 件没有办理');
    expect(text).toMatch(new RegExp(`${desk.numbers.bulkA ?? ''}</a>\\s*已办理：已受理`));
    expect(text).toMatch(new RegExp(`${desk.numbers.replied ?? ''}</a>\\s*没有办理：`));
  });
});

describe('what an officer keeps', () => {
  it('is a filter under a name', async () => {
    const who = desk.as('intake');
    const empty = await send(who, '/desk/complaints?/save', [['name', '']]);
    expect(empty.status).toBe(400);
    const saved = await send(who, '/desk/complaints?/save&queue=handle&page=2', [['name', '我在办的']]);
    expect(saved.status).toBe(200);
    const text = await desk.page(who, '/desk/complaints');
    expect(text).toContain('href="/desk/complaints?queue=handle"');
    const id = /name="id" value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
    expect((await send(who, '/desk/complaints?/remove', [['id', id]])).status).toBe(303);
    expect(await desk.page(who, '/desk/complaints')).not.toContain('我在办的');
  });

  it('are standard texts, for those with the duty', async () => {
    const facts: Pairs = [
      ['template', ''],
      ['bureau', desk.wuhan],
      ['act', 'reply'],
      ['category', ''],
      ['title', '渗漏答复'],
      ['body', '经现场核查，情况属实。']
    ];
    const path = '/desk/complaints/templates';
    expect((await send(desk.as('intake'), `${path}?/save`, facts)).status).toBe(403);
    expect((await send(desk.as('handler'), `${path}?/save`, facts)).status).toBe(200);
    expect((await send(desk.as('handler'), `${path}?/save`, facts)).status).toBe(409);
    const text = await desk.page(desk.as('handler'), path);
    const template = /id="remove-([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
    expect(await desk.page(desk.as('handler'), pathOf('handled'))).toContain('经现场核查，情况属实。');
    const changed = facts.map(([name, value]): [string, string] =>
      name === 'template' ? [name, template] : name === 'title' ? [name, '渗漏答复二'] : [name, value]
    );
    expect((await send(desk.as('leader'), `${path}?/save`, changed)).status).toBe(200);
    expect((await send(desk.as('abroad'), `${path}?/remove`, [['id', template]])).status).toBe(403);
    expect((await send(desk.as('handler'), `${path}?/remove`, [['id', template]])).status).toBe(200);
  });

  it('are rules of who gets what, and deadlines with their basis', async () => {
    const route: Pairs = [
      ['division', '420100'],
      ['category', 'cracks'],
      ['bureau', desk.wuhan]
    ];
    const path = '/desk/complaints/routes';
    expect((await send(desk.as('handler'), `${path}?/save`, route)).status).toBe(403);
    expect((await send(desk.as('leader'), `${path}?/save`, [['division', '']])).status).toBe(400);
    expect((await send(desk.as('leader'), `${path}?/save`, route)).status).toBe(200);
    const text = await desk.page(desk.as('leader'), path);
    const id = /name="id" value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
    expect((await send(desk.as('abroad'), `${path}?/remove`, [['id', id]])).status).toBe(403);
    expect((await send(desk.as('leader'), `${path}?/remove`, [['id', id]])).status).toBe(200);

    const rule: Pairs = [
      ['item', 'answer'],
      ['division_code', '420100'],
      ['days', '30'],
      ['day_kind', 'natural'],
      ['nature', 'policy'],
      ['basis', '《武汉市投诉办理办法》第八条'],
      ['valid_from', '2026-12-01'],
      ['replaces', 'yes']
    ];
    const deadlines = '/desk/complaints/deadlines';
    expect((await send(desk.as('abroad'), `${deadlines}?/rule`, rule)).status).toBe(403);
    expect((await send(desk.as('leader'), `${deadlines}?/rule`, rule.slice(1))).status).toBe(400);
    expect((await send(desk.as('leader'), `${deadlines}?/rule`, rule)).status).toBe(200);
    expect(await desk.page(desk.as('leader'), deadlines)).toContain('《武汉市投诉办理办法》第八条');
  });
});

describe('a company', () => {
  it('reads what it is asked and answers once, and learns nothing else', async () => {
    const company = desk.as('developer');
    const path = `/desk/extracts/${desk.extract}`;
    const list = await desk.page(company, '/desk/extracts');
    expect(list).toContain(path);
    const text = await desk.page(company, path);
    expect(text).toContain('请说明卫生间防水的施工和检测情况');
    expect(text).toContain('企业 5 个工作日内说明情况');
    const told = [...Object.values(canary), desk.slugs.handled ?? '', desk.numbers.handled ?? ''];
    for (const word of told) {
      expect(text).not.toContain(word);
      expect(list).not.toContain(word);
    }
    for (const name of ['contractor'] as const) expect((await desk.as(name).get(path)).status).toBe(404);
    expect((await desk.as('handler').get(path)).status).toBe(403);
    expect((await send(company, `${path}?/answer`, [['text', '']])).status).toBe(400);
    expect((await send(desk.as('contractor'), `${path}?/answer`, [['text', '不是我们']])).status).toBe(404);
    const answered = await send(company, `${path}?/answer`, [['text', '防水层已返工，附检测报告']]);
    expect(answered.status).toBe(303);
    expect(answered.headers.get('location')).toBe(`${path}?done=answer`);
    expect((await send(company, `${path}?/answer`, [['text', '再说一次']])).status).toBe(409);
    expect(await desk.page(desk.as('handler'), pathOf('handled'))).toContain('防水层已返工，附检测报告');
  });
});
