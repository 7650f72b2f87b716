import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '#tests/support/browserless.ts';
import { openGate, type Gate } from '#tests/support/gate.ts';

let gate: Gate;
let host: Visitor;
beforeAll(async () => {
  gate = await openGate('198.51.105');
  host = await gate.signIn('host');
});
afterAll(() => gate.server.stop());

const text = async (response: Response) =>
  (await response.text()).replace(/<!--.*?-->/g, '').replace(/\s+/g, ' ');

/** A check-in as the page at the gate keeps it until the hub has it. */
const waiting = (more: Record<string, unknown> = {}, slug = gate.slug) => ({
  slug,
  refused: null,
  row: {
    check_in_id: randomUUID(),
    kind: 'booked',
    code: gate.codes.first,
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
  return fetch(`${gate.server.url}/desk/open-days/${gate.slug}/check-ins`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: gate.server.url, accept: 'text/html', 'x-forwarded-for': '198.51.105.99' },
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
    const again = await text(await upload(await gate.signIn('contractor'), file));
    expect(again).toContain('新记录 0 条签到');
    expect(again).toContain('2 条以前已经收到');
    const second = await text(await upload(host, JSON.stringify([waiting()])));
    expect(second).toContain('1 条是同一预约的重复签到');
    const sheet = await text(await host.get(`${gate.path}/list`));
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
      const one = await gate.signIn(who);
      expect((await upload(one, file)).status, who).toBeGreaterThanOrEqual(403);
      expect((await one.get(`/desk/open-days/${gate.slug}/check-ins`)).status, who).toBe(404);
    }
    expect(await text(await host.get(`${gate.path}/list`))).not.toContain('外人');
  });
});

describe('the gate of a day that is further off', () => {
  it('says when it opens to those who stand there, and gives no list', async () => {
    const path = `/desk/open-days/${gate.far}/gate`;
    for (const name of ['host', 'contractor'] as const)
      expect(await text(await (await gate.signIn(name)).get(path)), name).toMatch(
        /签到页 \d{4}年\d+月\d+日.*?起开放/
      );
    for (const name of ['officer', 'stranger'] as const)
      expect((await (await gate.signIn(name)).get(path)).status, name).toBe(404);
    expect((await host.get(`${path}/guests`, { accept: 'application/json' })).status).toBe(404);
    expect(await text(await host.get(`/desk/open-days/${gate.far}`))).toContain('签到页何时开放');
  });
});
