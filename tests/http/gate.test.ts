import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gateList, recorded } from '#lib/open-days/gate-schema.ts';
import type { Visitor } from '#tests/support/browserless.ts';
import { openGate, type Gate } from '#tests/support/gate.ts';

let gate: Gate;
let host: Visitor;
beforeAll(async () => {
  gate = await openGate('198.51.104');
  host = await gate.signIn('host');
});
afterAll(() => gate.server.stop());

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
  return fetch(gate.server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie,
      origin: gate.server.url,
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
      const response = await guestsOf(await gate.signIn(who));
      expect(response.headers.get('cache-control')).toBe('no-store');
      const list = gateList.extend({ key: z.string().regex(/^[\w-]{43}$/) }).parse(await response.json());
      expect(list.guests.map(({ code }) => code)).toEqual(Object.values(gate.codes));
    }
    for (const who of ['officer', 'stranger'] as const) {
      const one = await gate.signIn(who);
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
    const foreign = await fetch(`${gate.server.url}${gate.path}/check-ins`, {
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
    const script = await fetch(`${gate.server.url}/service-worker.js`);
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect(await script.text()).not.toContain('import ');
    expect(await text(await host.get('/'))).not.toContain('serviceWorker');
  });
});
