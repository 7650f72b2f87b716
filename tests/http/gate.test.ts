import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gateList, recorded } from '#lib/open-days/gate-schema.ts';
import type { Visitor } from '#tests/support/browserless.ts';
import { openGates, type Gates } from '#tests/support/gate.ts';

let site: Gates;
let gate: Gates['gate'];
let offline: Gates['offline'];
let host: Visitor;
beforeAll(async () => {
  site = await openGates('198.51.104');
  ({ gate, offline } = site);
  host = await site.signIn('host');
});
afterAll(() => site.server.stop());

const row = (more: Record<string, unknown> = {}) => ({
  check_in_id: randomUUID(),
  kind: 'booked',
  code: gate.codes.first,
  party_size: 2,
  at: new Date().toISOString(),
  device: 'A1B2C3',
  briefed: true,
  signature: 'M1 1L20 20',
  declaration: { employer: false, supplier: false, kin: false, purchase: false, note: '' },
  ...more
});

async function send(who: Visitor, body: unknown, path = `${gate.path}/check-ins`): Promise<Response> {
  const cookie = Array.from(who.cookies, ([name, value]) => `${name}=${value}`).join('; ');
  return fetch(site.server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie,
      origin: site.server.url,
      accept: 'application/json',
      'content-type': 'application/json',
      'x-forwarded-for': '198.51.104.99'
    },
    body: JSON.stringify(body)
  });
}
const told = async (response: Response) => recorded.parse(await response.json());
const guestsOf = async (who: Visitor) => who.get(`${gate.path}/guests`, { accept: 'application/json' });
const text = async (response: Response) =>
  (await response.text()).replace(/<!--.*?-->/g, '').replace(/\s+/g, ' ');

describe('the gate', () => {
  it('gives the list and the key to the host and the contractor, and to nobody else', async () => {
    for (const who of ['host', 'contractor'] as const) {
      const response = await guestsOf(await site.signIn(who));
      expect(response.headers.get('cache-control')).toBe('no-store');
      const list = gateList.extend({ key: z.string().regex(/^[\w-]{43}$/) }).parse(await response.json());
      expect(list.guests.map(({ code }) => code)).toEqual(Object.values(gate.codes));
    }
    for (const who of ['officer', 'stranger'] as const) {
      const one = await site.signIn(who);
      expect((await guestsOf(one)).status, who).toBe(404);
      expect((await one.get(gate.path)).status, who).toBe(404);
      const refused = await send(one, [row()]);
      expect([403, 404], who).toContain(refused.status);
      expect(await refused.json()).toHaveProperty('code');
    }
  });

  it('keeps guests out of the page itself, which a browser may keep', async () => {
    const page = await text(await host.get(gate.path));
    expect(page).toContain('主体结构开放日');
    expect(page).toContain('预约 5 人');
    for (const code of Object.values(gate.codes)) expect(page).not.toContain(code);
  });

  it('takes a check-in once, however often it is sent, and shows a second one as a duplicate', async () => {
    const first = row();
    expect(await told(await send(host, [first]))).toMatchObject([
      { check_in_id: first.check_in_id, outcome: 'recorded', booking_code: gate.codes.first }
    ]);
    expect(await told(await send(host, [first]))).toMatchObject([{ outcome: 'recorded' }]);
    const again = row({ device: 'OTHER' });
    expect(await told(await send(host, [again]))).toMatchObject([{ outcome: 'duplicate' }]);
    const sheet = await text(await host.get(`${gate.path}/list`));
    expect(sheet).toContain('共 2 条，2 人（重复不计）');
    expect(sheet).toContain('d="M1 1L20 20"');
  });

  it('marks a conflict that a deputy declares at the gate', async () => {
    const tied = row({
      code: gate.codes.supervisor,
      party_size: 1,
      declaration: { employer: false, supplier: false, kin: true, purchase: false, note: '妹妹是项目出纳' }
    });
    expect(await told(await send(host, [tied]))).toMatchObject([{ outcome: 'recorded', conflict: true }]);
    expect(await text(await host.get(`${gate.path}/list`))).toContain('有利益关系');
  });

  it('says of what it cannot take that it has not taken it', async () => {
    expect(await told(await send(host, [row({ code: 'nobody22' })]))).toMatchObject([{ outcome: 'unknown' }]);
    for (const wrong of [null, [], [row({ check_in_id: 'x' })], [row({ party_size: 0 })], { rows: [] }])
      expect((await send(host, wrong)).status, JSON.stringify(wrong)).toBe(422);
    const foreign = await fetch(`${site.server.url}${gate.path}/check-ins`, {
      method: 'POST',
      body: '[]',
      headers: { 'x-forwarded-for': '198.51.104.99' }
    });
    expect(foreign.status).toBe(403);
  });

  it('draws no signature that is none', async () => {
    const evil = row({
      kind: 'walk_in',
      code: null,
      name: '画家',
      category: 'public',
      signature: 'M1 1"/><script>'
    });
    expect(await told(await send(host, [evil]))).toMatchObject([{ outcome: 'recorded' }]);
    const sheet = await text(await host.get(`${gate.path}/list`));
    expect(sheet).toContain('画家');
    expect(sheet).not.toContain('M1 1"');
  });
});

describe('the forms for browsers without scripts', () => {
  const fields = { party_size: '2', briefed: 'yes' };

  it('check in by code, show duplicates, and ask for the briefing', async () => {
    const path = `${gate.path}?/code`;
    const without = await host.post(path, { code: gate.codes.second, party_size: '2' });
    expect(without.status).toBe(400);
    expect(await text(without)).toContain('请签名，或勾选已听取安全交底');
    const typed = ` ${gate.codes.second.slice(0, 4).toUpperCase()} ${gate.codes.second.slice(4)} `;
    expect(await text(await host.post(path, { ...fields, code: typed }))).toContain(
      `已签到：${gate.codes.second}`
    );
    expect(await text(await host.post(path, { ...fields, code: gate.codes.second }))).toContain(
      '这次记为重复'
    );
    expect(await text(await host.post(path, { ...fields, code: 'nobody22' }))).toContain(
      '没有这个预约码：nobody22'
    );
  });

  it('register who has not booked', async () => {
    const path = `${gate.path}?/walk`;
    expect((await host.post(path, { ...fields, name: '', category: 'public' })).status).toBe(400);
    const told = await host.post(path, {
      ...fields,
      name: '路过的邻居',
      category: 'resident',
      ties: 'purchase'
    });
    expect(await text(told)).toContain('未预约来宾已登记');
    expect(await text(await host.get(`${gate.path}/list`))).toContain('路过的邻居');
  });
});

describe('the service worker', () => {
  it('is a script of this site, and no page asks for it but the gate', async () => {
    const script = await fetch(`${site.server.url}/service-worker.js`);
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect(await script.text()).not.toContain('import ');
    expect(await text(await host.get('/'))).not.toContain('serviceWorker');
  });
});

/** A check-in as the page at the gate keeps it until the hub has it. */
const waiting = (more: Record<string, unknown> = {}, slug = offline.slug) => ({
  slug,
  refused: null,
  row: {
    check_in_id: randomUUID(),
    kind: 'booked',
    code: offline.codes.first,
    name: null,
    category: null,
    party_size: 2,
    at: new Date().toISOString(),
    device: 'A1B2C3',
    briefed: true,
    signature: 'M1 1L20 20',
    declaration: null,
    ...more
  }
});

async function upload(who: Visitor, content: string): Promise<Response> {
  const cookie = Array.from(who.cookies, ([name, value]) => `${name}=${value}`).join('; ');
  const body = new FormData();
  body.set('file', new File([content], 'check-ins.json', { type: 'application/json' }));
  return fetch(`${site.server.url}/desk/open-days/${offline.slug}/check-ins`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: site.server.url, accept: 'text/html', 'x-forwarded-for': '198.51.104.98' },
    body
  });
}

describe('the file that a gate saved', () => {
  it('brings its check-ins once, however often it is imported, and says what it could not take', async () => {
    const rows = [
      waiting(),
      waiting({ kind: 'walk_in', code: null, name: '断网来宾', category: 'public', party_size: 1 }),
      waiting({ code: 'nobody22', name: '查无此人' }),
      waiting({}, 'otherday22'),
      waiting({ party_size: 0, name: '写坏的一行' })
    ];
    const file = JSON.stringify(rows, null, 2);
    const first = await text(await upload(host, file));
    expect(first).toContain('新记录 2 条签到');
    expect(first).toContain('3 条没有导入');
    expect(first).toContain('查无此人');
    expect(first).toContain('属于另一场开放日');
    expect(first).toContain('内容不完整或格式不对');
    const again = await text(await upload(await site.signIn('contractor'), file));
    expect(again).toContain('新记录 0 条签到');
    expect(again).toContain('2 条以前已经收到');
    const second = await text(await upload(host, JSON.stringify([waiting()])));
    expect(second).toContain('1 条是同一预约的重复签到');
    const sheet = await text(await host.get(`${offline.path}/list`));
    expect(sheet.split('断网来宾</').length).toBe(2);
    expect(sheet).toContain('共 3 条，3 人（重复不计）');
  });

  it('is asked for where it is none, and taken from nobody else', async () => {
    for (const content of ['', 'check_in_id,kind', '[]', JSON.stringify(['x'])]) {
      const refused = await upload(host, content);
      expect(refused.status, content).toBe(400);
      expect(await text(refused)).toContain('href="#file-file"');
    }
    const file = JSON.stringify([waiting({ kind: 'walk_in', code: null, name: '外人', category: 'public' })]);
    for (const who of ['officer', 'stranger'] as const) {
      const one = await site.signIn(who);
      expect((await upload(one, file)).status, who).toBeGreaterThanOrEqual(403);
      expect((await one.get(`/desk/open-days/${offline.slug}/check-ins`)).status, who).toBe(404);
    }
    expect(await text(await host.get(`${offline.path}/list`))).not.toContain('外人');
  });
});

describe('the gate of a day that is further off', () => {
  it('says when it opens to those who stand there, and gives no list', async () => {
    const path = `/desk/open-days/${site.far}/gate`;
    for (const name of ['host', 'contractor'] as const)
      expect(await text(await (await site.signIn(name)).get(path)), name).toMatch(
        /签到页 \d{4}年\d+月\d+日.*?起开放/
      );
    for (const name of ['officer', 'stranger'] as const)
      expect((await (await site.signIn(name)).get(path)).status, name).toBe(404);
    expect((await host.get(`${path}/guests`, { accept: 'application/json' })).status).toBe(404);
    expect(await text(await host.get(`/desk/open-days/${site.far}`))).toContain('签到页何时开放');
  });
});
