import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sign } from '#lib/complaints/webhooks/sign.ts';
import { refusal } from '#tests/support/browserless.ts';
import type { OutsideStory } from '#tests/support/outside-story.ts';

/** Work orders of the hotline 12345, and what connects other programs. */
export function hotline(s: () => OutsideStory): void {
  let orders = 0;
  const order = (more: object = {}) => {
    orders += 1;
    return {
      order_no: `WH20261130${String(orders).padStart(4, '0')}`,
      category: '漏水',
      description: '主卧外墙渗水',
      name: '卡娜丽',
      phone: '13911112222',
      division: '江岸区',
      ...more
    };
  };

  interface Sending {
    key?: string | null;
    at?: number;
    source?: { id: string; secret: string };
    signature?: string;
    sentBody?: string;
  }
  /** As the platform of 12345 sends it. */
  function send(
    body: string,
    { key = randomUUID(), at = Math.floor(Date.now() / 1000), source = s().source, ...more }: Sending = {}
  ) {
    const signature = more.signature ?? sign(source.secret, { id: key ?? '', timestamp: at, body });
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'webhook-source': source.id,
      'webhook-timestamp': String(at),
      'webhook-signature': signature,
      ...(key === null ? {} : { 'idempotency-key': key })
    };
    return s().program('/hotline/v1/orders', { method: 'POST', body: more.sentBody ?? body, headers });
  }
  const answer = z.object({ order_no: z.string(), number: z.string(), again: z.boolean() });

  describe('a signed work order', () => {
    it('becomes a complaint, once, and the same message has the same answer', async () => {
      const key = randomUUID();
      const body = JSON.stringify(order());
      const first = await send(body, { key });
      expect(first.status).toBe(201);
      const text = await first.text();
      const taken = answer.parse(JSON.parse(text));
      expect(taken.number).toMatch(/^C420100-/);
      expect(taken.again).toBe(false);
      expect(text).not.toMatch(/卡娜丽|13911112222|渗水/);
      const again = await send(body, { key });
      expect([again.status, await again.text()]).toEqual([201, text]);
      // another message about the same order finds the complaint that there is
      const other = await send(body);
      expect(answer.parse(await other.json())).toMatchObject({
        number: answer.parse(JSON.parse(text)).number,
        again: true
      });
      expect(s().log()).not.toMatch(/卡娜丽|13911112222/);
    });

    it('sent several times at once is one complaint', async () => {
      const key = randomUUID();
      const body = JSON.stringify(order());
      const all = await Promise.all(Array.from({ length: 4 }, () => send(body, { key })));
      const numbers = await Promise.all(all.map(async (one) => answer.parse(await one.json()).number));
      expect(new Set(numbers).size).toBe(1);
    });

    it('is refused where its key was used for another', async () => {
      const key = randomUUID();
      expect((await send(JSON.stringify(order()), { key })).status).toBe(201);
      const other = await send(JSON.stringify(order()), { key });
      expect(other.status).toBe(409);
      expect(await refusal(other)).toMatchObject({ code: 'hotline_key_used', status: 409 });
    });

    const now = () => Math.floor(Date.now() / 1000);
    const unsigned: [string, () => Sending][] = [
      ['an old time', () => ({ at: now() - 400 })],
      ['a time to come', () => ({ at: now() + 400 })],
      ['another secret', () => ({ source: { id: s().source.id, secret: s().ended.secret } })],
      ['an unknown source', () => ({ source: { id: randomUUID(), secret: s().source.secret } })],
      ['a source that was ended', () => ({ source: s().ended })],
      ['no signature worth the name', () => ({ signature: 'v1,abcdefghijklmnop' })],
      ['a body that was changed', () => ({ sentBody: JSON.stringify(order({ urgent: true })) })]
    ];
    it.each(unsigned)('is refused with %s, and nothing says which it was', async (_, sending) => {
      const response = await send(JSON.stringify(order()), sending());
      expect(response.status).toBe(401);
      expect(await refusal(response)).toMatchObject({ code: 'hotline_unsigned' });
    });

    it('needs an Idempotency-Key', async () => {
      const response = await send(JSON.stringify(order()), { key: null });
      expect(await refusal(response)).toMatchObject({ code: 'hotline_key_missing', status: 400 });
    });

    it('that is wrong says which fields, not what stood in them, and may be corrected under the same key', async () => {
      const key = randomUUID();
      const bad = await send(
        JSON.stringify(order({ category: '外星人', division: '襄阳市', project: '420102209901010101' })),
        { key }
      );
      expect(bad.status).toBe(422);
      const text = await bad.text();
      expect(JSON.parse(text)).toMatchObject({
        code: 'hotline_wrong',
        fields: ['category', 'project', 'division']
      });
      for (const days of [-2, 62]) {
        const received_at = new Date(Date.now() - days * 86_400_000).toISOString();
        const wrong = await send(JSON.stringify(order({ received_at })));
        expect(await wrong.json()).toMatchObject({ code: 'hotline_wrong', fields: ['received_at'] });
      }
      expect(text).not.toContain('外星人');
      const phone = await send(JSON.stringify(order({ phone: 'ring me' })));
      expect(await phone.json()).toMatchObject({ fields: ['phone'] });
      expect((await send(JSON.stringify(order()), { key })).status).toBe(201);
      expect(await refusal(await send('{'))).toMatchObject({ code: 'hotline_no_json', status: 400 });
    });

    it('is taken by POST alone, and not too large', async () => {
      expect((await s().program('/hotline/v1/orders')).status).toBe(405);
      expect((await send(JSON.stringify(order({ description: 'x'.repeat(70_000) })))).status).toBe(413);
    });
  });

  const shown = (html: string, pattern: RegExp) => pattern.exec(html)?.[0] ?? '';

  describe('connections at the desk', () => {
    const path = '/desk/complaints/connections';

    it('are made by a reviewer, with the secret shown once, and ended', async () => {
      const who = s().as('officer');
      const made = await who.post(`${path}?/create`, {
        kind: 'open311',
        bureau: s().bureau.slug,
        name: '市民应用'
      });
      const secret = shown(await made.text(), /o311_[\w-]{32}/);
      expect(secret).not.toBe('');
      const page = await (await who.get(path)).text();
      expect(page).toContain('市民应用');
      expect(page).not.toContain(secret);
      const file = () =>
        s().program('/open311/v2/requests.json', {
          method: 'POST',
          body: new URLSearchParams({
            api_key: secret,
            jurisdiction_id: '420100',
            service_code: 'other',
            address_id: '420102'
          })
        });
      expect((await file()).status).toBe(200);
      const id = shown(page.slice(page.indexOf('市民应用')), /end-[0-9a-f-]{36}/).slice(4);
      expect((await who.post(`${path}?/end`, { connection: id })).status).toBe(200);
      expect((await file()).status).toBe(403);
      expect(s().log()).not.toContain(secret);
    });

    it('are not for officers without the duty, nor for another bureau', async () => {
      const attempt = { kind: 'open311', bureau: s().bureau.slug, name: '别人的应用' };
      expect((await s().as('clerk').post(`${path}?/create`, attempt)).status).toBe(403);
      expect((await s().as('other').post(`${path}?/create`, attempt)).status).toBe(403);
      expect(await (await s().as('other').get(path)).text()).not.toContain('市民应用');
      expect((await s().as('other').get(`${path}/${s().source.id}`)).status).toBe(404);
    });

    it.each([
      ['http://example.org/hook', '请填写 https 地址'],
      ['https://10.0.0.1/hook', '内部网络'],
      ['https://u:p@example.org/', '请填写 https 地址']
    ])('refuse to send to %s', async (url, words) => {
      const response = await s()
        .as('officer')
        .post(`${path}?/create`, { kind: 'webhook', bureau: s().bureau.slug, name: '系统', url });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(words);
    });

    it('have a log of what was sent, and send again at a wish', async () => {
      const who = s().as('officer');
      const made = await who.post(`${path}?/create`, {
        kind: 'webhook',
        bureau: s().bureau.slug,
        name: '督办系统',
        url: s().receiver.url
      });
      expect(shown(await made.text(), /whsec_[\w+/=]{44}/)).not.toBe('');
      const page = await (await who.get(path)).text();
      const id = shown(page.slice(page.indexOf('督办系统')), /connections\/[0-9a-f-]{36}/).slice(12);
      const log = await who.get(`${path}/${id}`);
      expect(log.status).toBe(200);
      expect(await log.text()).toContain('还没有推送过');
      expect((await who.get(`${path}/none`)).status).toBe(404);
    });
  });

  describe('work orders by file', () => {
    const path = '/desk/complaints/import';
    const upload = (name: 'officer' | 'other' | 'clerk', csv: string, more: Record<string, string> = {}) => {
      const body = new FormData();
      body.append('file', new File([csv], 'orders.csv'));
      body.append('bureau', s().bureau.slug);
      for (const [field, value] of Object.entries(more)) body.append(field, value);
      return s().as(name).send(`${path}?/upload`, body, { accept: 'text/html' });
    };
    const list =
      '工单号,诉求类型,诉求内容,区划,来电人,电话\nIMP-1,空鼓,客厅空鼓,江岸区,卡娜丽,13911112222\nIMP-2,裂缝,楼板裂缝,武昌区,,\n';

    it('are checked without writing, taken in, and known the second time', async () => {
      expect(await (await upload('clerk', list, { dry: 'yes' })).text()).toContain(
        '可新收 2 件，以前收过 0 件'
      );
      expect(await (await upload('clerk', list)).text()).toContain('新收 2 件，以前收过 0 件');
      expect(await (await upload('clerk', list)).text()).toContain('新收 0 件，以前收过 2 件');
    });

    it('are not written when one is bad, unless it is to be left out', async () => {
      const bad = `${list.replaceAll('IMP', 'BAD')}BAD-3,外星人,不明,火星,卡娜丽,打我电话\n`;
      const refused = await upload('clerk', bad);
      expect(refused.status).toBe(422);
      const page = await refused.text();
      for (const words of ['没有这种诉求类型', '没有这个区划', '电话号码的格式不对'])
        expect(page).toContain(words);
      expect(page).not.toContain('打我电话');
      const id = shown(page, /bad\.csv\?id=[0-9a-f-]{36}/);
      expect((await s().as('other').get(`${path}/${id}`)).status).toBe(404);
      expect(await (await s().as('clerk').get(`${path}/${id}`)).text()).toContain('BAD-3');
      expect(await (await upload('clerk', bad, { skip: 'yes' })).text()).toContain(
        '新收 2 件，以前收过 0 件，有错误 1 件'
      );
    });

    it('are for officers of the bureau', async () => {
      expect((await upload('other', list)).status).toBe(403);
    });

    it('have a template that the importer itself reads', async () => {
      const template = await (await s().as('clerk').get(`${path}/template.csv`)).text();
      expect(template).toContain('工单号');
      const filled = template.replace('【示例】', '').replace('420102202006010101', '');
      expect(await (await upload('clerk', filled, { dry: 'yes' })).text()).toContain('可新收 1 件');
    });
  });
}
