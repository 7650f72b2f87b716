import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spell } from '#lib/complaints/protection.server.ts';
import type { Visitor } from '#tests/support/browserless.ts';
import { serveComplaints, type ComplaintServer } from '#tests/support/complaints-server.ts';
import type { Tracking } from '#tests/support/complaints-tracking.ts';
import type { Guest } from '#tests/support/open-days.ts';

/** A complaint by its tracking code, and in the account, on pages without scripts. */

const contact = { name: '甄不露', phone: '13900001234', email: 'canary@hidden.example' };

async function prepare(c: Tracking, [owner]: Guest[]) {
  const first = await c.file({ naming: 'bureau_only', contact, filer: owner?.id });
  const second = await c.file();
  await c.answered(first.receipt.slug);
  await c.hub.sql.query(`update public.organizations set contact = '电话 027-12345' where kind = 'bureau'`);
  return {
    ...{ code: first.code, slug: first.receipt.slug, number: first.receipt.number },
    ...{ second, hash: c.hashOf(first.code) }
  };
}

let s: ComplaintServer<Awaited<ReturnType<typeof prepare>>>;
beforeAll(async () => {
  s = await serveComplaints(prepare);
});
afterAll(() => s.server.stop());

const page = '/complaints/track';
const words = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const enter = (who: Visitor, code: string, path = page) => who.post(`${path}?/enter`, { code });
async function opened(code = s.prepared.code): Promise<Visitor> {
  const who = s.someone();
  expect((await enter(who, code)).status).toBe(303);
  return who;
}
const textOf = async (who: Visitor, path = page) => (await who.get(path)).text();

describe('the code', () => {
  it('opens the complaint however it is typed, and leaves the address and the page at once', async () => {
    const { code, hash, number } = s.prepared;
    const wide = code.replaceAll(/[a-z0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    for (const typed of [code, spell(code).toUpperCase(), ` ${code.replaceAll(/(.{5})/g, '$1 ')}`, wide]) {
      const who = s.someone();
      const response = await enter(who, typed);
      expect(response.status, typed).toBe(303);
      expect(response.headers.get('location')).toBe('/complaints/track');
      const cookies = response.headers.getSetCookie();
      expect(cookies).toHaveLength(2);
      for (const cookie of cookies) {
        expect(cookie).toMatch(/; Path=\/(en\/)?complaints;/);
        expect(cookie).toMatch(/HttpOnly/);
        expect(cookie).toMatch(/SameSite=Strict/);
        expect(cookie).toMatch(/Max-Age=1800/);
        expect(cookie).not.toContain(code);
        expect(cookie).not.toContain(hash);
      }
      const html = await textOf(who);
      expect(html).toContain(number);
      for (const secret of [code, spell(code), hash, ...Object.values(contact)])
        expect(html).not.toContain(secret);
    }
  });

  it('is answered the same way whatever is wrong with it', async () => {
    const answers = await Promise.all(
      ['abcdefghjkmnpqrstvwx', 'zz', '', '投诉', `${s.prepared.code}2`].map(async (code) => {
        const response = await enter(s.someone(), code);
        return [response.status, response.headers.getSetCookie(), words(await response.text())];
      })
    );
    expect(answers[0]?.[0]).toBe(400);
    expect(answers[0]?.[2]).toContain('没有这个查询码的投诉');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('cannot be guessed: an address is stopped after thirty, and nothing was found', async () => {
    const guesser = s.someone();
    const letters = '23456789abcdefghjkmnpqrstvwxyz';
    const guess = (n: number) =>
      Array.from({ length: 20 }, (_, i) => letters[(n * 7 + i * (n + 3)) % letters.length]).join('');
    const responses = await Promise.all(Array.from({ length: 40 }, (_, n) => enter(guesser, guess(n))));
    const counted = (status: number) => responses.filter((response) => response.status === status).length;
    expect([counted(303), counted(400), counted(429)]).toEqual([0, 30, 10]);
    const stopped = responses.find(({ status }) => status === 429);
    expect(Number(stopped?.headers.get('retry-after'))).toBeGreaterThan(0);
    // the right one is refused there too, and others go on
    expect((await enter(guesser, s.prepared.code)).status).toBe(429);
    await opened();
  });
});

describe('the page', () => {
  it('tells where it is, by which article, what was answered and who sees what', async () => {
    const who = await opened();
    const response = await who.get(page);
    expect(response.headers.get('cache-control')).toContain('no-store');
    expect(response.headers.getSetCookie(), 'each look is another half hour').toHaveLength(2);
    const html = await response.text();
    const text = words(html);
    for (const part of [
      '已答复',
      '重新做防水并闭水试验合格',
      '已经整改',
      '《信访工作条例》第三十五条',
      '电话 027-12345',
      '还没有人查看过您的联系方式',
      '企业只看到工作人员写的摘要'
    ])
      expect(text).toContain(part);
    expect(html).not.toMatch(/ style=/);
    expect(html).toContain('action="?/rate"');
    const english = words(await textOf(who, `/en${page}`));
    expect(english).toContain('Regulations on Petitions (2022) Art 35');
    expect(english).toContain('What was done');
  });

  it('takes what the person does, one form at a time, without scripts', async () => {
    const who = await opened();
    const { slug } = s.prepared;
    const act = (name: string, fields: Record<string, string>) =>
      who.post(`${page}?/${name}`, { complaint: slug, ...fields });
    expect((await act('write', { text: '' })).status).toBe(400);
    const sent = await act('write', { text: '补充：主卧也漏水' });
    expect(sent.headers.get('location')).toBe('/complaints/track?done=write');
    expect(words(await textOf(who, `${page}?done=write`))).toContain('已发给主管部门');
    expect(words(await textOf(who))).toContain('补充：主卧也漏水');
    const missing = await act('rate', { solved: 'no' });
    expect(missing.status).toBe(400);
    expect(words(await missing.text())).toContain('请选择满意度');
    expect((await act('rate', { rating: '2', solved: 'no', text: '还在漏' })).status).toBe(303);
    expect(words(await textOf(who))).toContain('您的评价：2 分，问题没有解决');
    expect((await act('rate', { rating: '5', solved: 'yes' })).status, 'once').toBe(409);
    expect((await act('reopen', { text: '主卧没有修' })).status).toBe(303);
    const again = words(await textOf(who));
    expect(again).toContain('重新办理，答复期限重新计算');
    expect(again).toContain('《信访工作条例》第三十四条');
    expect((await act('coarsen', {})).status).toBe(303);
    expect(words(await textOf(who))).toContain('公众只看到区县');
  });

  it('takes photos without what they carry, and shows them to the person alone', async () => {
    const who = await opened();
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#0f5c63' } })
      .withExif({ IFD0: { Make: 'CanaryPhone' } })
      .jpeg()
      .toBuffer();
    const body = new FormData();
    body.set('complaint', s.prepared.slug);
    body.append('photos', new File([new Uint8Array(bytes)], 'leak.jpg', { type: 'image/jpeg' }));
    const response = await who.send(`${page}?/add_photos`, body, { accept: 'text/html' });
    expect(response.status, await response.text()).toBe(303);
    const [src = ''] = /\/complaints\/track\/photos\/[0-9a-f]{64}/.exec(await textOf(who)) ?? [];
    const photo = await who.get(src);
    expect(photo.status).toBe(200);
    expect(photo.headers.get('cache-control')).toBe('private, no-store');
    expect(Buffer.from(await photo.arrayBuffer()).includes('CanaryPhone')).toBe(false);
    expect((await s.someone().get(src)).status).toBe(404);
    const other = await opened(s.prepared.second.code);
    expect((await other.get(src)).status, 'of another complaint').toBe(404);

    const bad = new FormData();
    bad.set('complaint', s.prepared.slug);
    bad.append('photos', new File(['not a photo'], 'x.jpg', { type: 'image/jpeg' }));
    const refused = await who.send(`${page}?/add_photos`, bad, { accept: 'text/html' });
    expect(refused.status).toBe(422);
    expect(words(await refused.text())).toContain('x.jpg');
  });

  it('does not write to the complaint of another window', async () => {
    const who = await opened();
    const { slug: other } = s.prepared.second.receipt;
    const response = await who.post(`${page}?/write`, { complaint: other, text: '写错了地方' });
    expect(response.status).toBe(409);
    expect(words(await response.text())).toContain('另一件投诉');
    expect(words(await textOf(who))).not.toContain('写错了地方');
  });

  it('closes, and takes nothing after that, nor by a cookie of somebody’s own making', async () => {
    const who = await opened();
    const kept = who.cookies.get('complaint') ?? '';
    const closed = await who.post(`${page}?/close`);
    expect(closed.headers.get('location')).toBe('/complaints/track?done=closed');
    expect(who.cookies.has('complaint')).toBe(false);
    expect(await textOf(who)).not.toContain(s.prepared.number);
    const late = await who.post(`${page}?/write`, { complaint: s.prepared.slug, text: '晚了' });
    expect(late.headers.get('location')).toBe('/complaints/track?done=over');
    for (const forged of ['x', s.prepared.hash, `${kept.slice(0, -4)}AAAA`]) {
      const other = s.someone();
      other.cookies.set('complaint', forged);
      expect(await textOf(other)).not.toContain(s.prepared.number);
    }
  });
});

describe('the account', () => {
  it('lists its complaints and takes its steps; another account finds nothing', async () => {
    const [owner, other] = s.guests.map((guest) => s.as(guest));
    if (!owner || !other) throw new Error('nobody');
    const { slug, number } = s.prepared;
    expect(await textOf(owner, '/account/complaints')).toContain(`/account/complaints/${slug}`);
    expect(await textOf(other, '/account/complaints')).not.toContain(number);
    expect((await other.get(`/account/complaints/${slug}`)).status).toBe(404);
    const taken = await other.post(`/account/complaints/${slug}?/write`, { complaint: slug, text: '冒名' });
    expect(taken.status).toBe(404);
    const path = `/account/complaints/${slug}`;
    const sent = await owner.post(`${path}?/write`, { complaint: slug, text: '在账号里写的' });
    expect(sent.headers.get('location')).toBe(`${path}?done=write`);
    expect(words(await textOf(owner, path))).toContain('在账号里写的');
    expect(words(await textOf(owner, path))).not.toContain('冒名');
  });
});

describe('the log', () => {
  it('has neither code nor hash nor anything of the person', async () => {
    const who = await opened();
    await who.get(`${page}?code=${s.prepared.code.slice(0, 8)}`);
    const log = s.server.log();
    for (const secret of [
      s.prepared.code,
      spell(s.prepared.code),
      s.prepared.hash,
      ...Object.values(contact)
    ])
      expect(log).not.toContain(secret);
    expect(log).not.toContain('主卧');
    expect(log).not.toContain('203.0.113.');
  });
});
