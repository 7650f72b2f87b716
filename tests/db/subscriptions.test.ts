import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tidy } from '#lib/notifications/outbox.server.ts';
import type { Scope } from '#lib/subscriptions/scope.ts';
import * as subscriptions from '#lib/subscriptions/subscriptions.server.ts';
import { openReaders, tokenIn, wuhan, zh, type Readers } from '#tests/support/readers.ts';

let readers: Readers;
beforeAll(async () => {
  readers = await openReaders();
});
afterAll(() => readers.hub.close());

const count = z.object({ n: z.number() });

/** In how many rows of the whole database a text stands. */
async function standsIn(text: string): Promise<string[]> {
  const tables = z.array(z.object({ name: z.string() })).parse(
    await readers.sql(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`
    )
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await readers.sql(
      `select count(*)::int as n from ${name} t where t::text ilike '%' || $1 || '%'`,
      [text]
    );
    if (count.parse(row).n > 0) found.push(name);
  }
  return found;
}

describe('asking for news', () => {
  it('sends nothing but one mail until its owner presses the button behind its link', async () => {
    expect(await readers.ask('new@example.org')).toBeNull();
    await readers.must(readers.basics());
    await readers.publish();
    await readers.send();
    const [mail, ...more] = readers.mailsOf('new@example.org');
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('请确认邮件订阅：武汉市 · Please confirm: news of Wuhan');
    const token = tokenIn(mail?.text ?? '', '/subscribe/confirm');
    expect(mail?.html).toContain(`/en/subscribe/confirm?token=${token}`);
    expect(await subscriptions.confirm(readers.network(), `${token.slice(1)}A`)).toHaveProperty('refusal');
    const first = await subscriptions.confirm(readers.network(), token);
    expect(first).toHaveProperty('manage');
    expect(await subscriptions.confirm(readers.network(), token), 'pressed twice').toEqual(first);

    await readers.publish();
    await readers.send();
    expect(readers.newsOf('new@example.org'), 'what was before is no news').toEqual([]);
    await readers.must({ ...readers.basics(), name: '新的小区' });
    await readers.publish();
    await readers.send();
    expect(readers.newsOf('new@example.org').map(({ subject }) => subject)).toEqual([
      '新的小区：项目登记 · 阳光工地'
    ]);
  });

  it('keeps no address in the clear, anywhere, and none at all once it has ended', async () => {
    const email = 'hidden-reader@example.org';
    const manage = await readers.follow(email);
    await readers.must(readers.basics());
    await readers.publish();
    expect(await standsIn('hidden-reader')).toEqual([]);
    expect(await standsIn(manage)).toEqual([]);
    const rows = () =>
      readers.sql(
        `select state, sealed_address is not null as sealed, address_hash is not null as hashed
         from private.subscriptions where unsubscribe_token_hash = encode(sha256(convert_to($1, 'UTF8')), 'hex')`,
        [manage]
      );
    expect(await rows()).toEqual([{ state: 'active', sealed: true, hashed: true }]);
    expect(await subscriptions.end(manage)).toBe(true);
    expect(await rows()).toEqual([{ state: 'ended', sealed: false, hashed: false }]);
    // what was queued for it is not sent either
    await readers.send();
    expect(readers.newsOf(email)).toEqual([]);
    expect(await subscriptions.end(manage), 'again').toBe(true);
    expect(await subscriptions.read(manage, zh)).toMatchObject({ state: 'ended', address: null });
  });

  it('answers alike whether it is followed already; only its owner is told', async () => {
    await readers.follow('twice@example.org');
    const before = readers.mailsOf('twice@example.org').length;
    expect(await readers.ask('twice@example.org', wuhan, { frequency: 'daily' })).toBeNull();
    expect(await readers.ask('twice@example.org', wuhan, { frequency: 'daily' }), 'pressed twice').toBeNull();
    await readers.send();
    const mail = readers.mailsOf('twice@example.org').slice(before);
    expect(mail.map(({ subject }) => subject)).toEqual([
      '您已经订阅：武汉市 · You follow this already: Wuhan'
    ]);
    const managed = await subscriptions.read(tokenIn(mail[0]?.text ?? '', '/subscribe/manage'), zh);
    // a stranger who asks again changes nothing
    expect(managed?.rows).toMatchObject([{ name: '武汉市', frequency: 'immediate' }]);
  });

  it('is limited for each address', async () => {
    const answers = [];
    for (let n = 0; n < 6; n++)
      answers.push(
        await subscriptions.ask('zh', `198.51.100.${String(n)}`, wuhan, {
          email: 'often@example.org',
          frequency: 'daily'
        })
      );
    expect(answers.slice(0, 5)).toEqual([null, null, null, null, null]);
    expect(answers[5]).toMatchObject({ status: 429 });
  });

  it('follows only what there is, and one thing at a time', async () => {
    const unknown = { project_id: '00000000-0000-4000-8000-000000000000' };
    await expect(readers.ask('wrong@example.org', unknown)).rejects.toMatchObject({
      status: 404,
      body: { code: 'subscription_scope_unknown' }
    });
    await expect(
      readers.ask('wrong@example.org', { ...wuhan, organization_id: readers.company.organization ?? '' })
    ).rejects.toMatchObject({ status: 422 });
    await expect(readers.ask('wrong@example.org', {})).rejects.toMatchObject({ status: 404 });
    await readers.send();
    expect(readers.mailsOf('wrong@example.org')).toEqual([]);
  });

  it('is forgotten when nobody confirms it in three days', async () => {
    await readers.ask('late@example.org');
    await readers.send();
    const token = tokenIn(readers.mailsOf('late@example.org')[0]?.text ?? '', '/subscribe/confirm');
    await readers.sql(
      `update private.subscriptions set created_at = now() - interval '3 days 1 minute'
       where confirm_token_hash = encode(sha256(convert_to($1, 'UTF8')), 'hex')`,
      [token]
    );
    expect(await subscriptions.confirm(readers.network(), token)).toHaveProperty('refusal');
    expect(await tidy.run(readers.hub, readers.never)).toMatchObject({ subscriptions: 1 });
    const [left] = await readers.sql(
      `select count(*)::int as n from private.subscriptions where state = 'pending' and created_at < now() - interval '3 days'`
    );
    expect(left?.n).toBe(0);
  });
});

describe('the link of a mail', () => {
  const second: Scope = { division_code: '420600' };

  it('manages all that its address follows, and nothing of another address', async () => {
    const token = await readers.follow('manager@example.org');
    const other = await readers.follow('manager@example.org', second);
    const stranger = await readers.follow('stranger@example.org', second);
    const managed = await subscriptions.read(token, zh);
    expect(managed).toMatchObject({ state: 'active', address: 'm…r@example.org' });
    expect(managed?.rows.map(({ name, this: own }) => [name, own])).toEqual([
      ['武汉市', true],
      ['襄阳市', false]
    ]);
    const [, further] = managed?.rows ?? [];
    const change = (id: string) =>
      subscriptions.change({ token, subscription: id, frequency: 'daily', locale: 'en' });
    expect(await change(further?.id ?? '')).toBeNull();
    expect((await subscriptions.read(other, zh))?.rows[0]).toMatchObject({
      frequency: 'daily',
      locale: 'en'
    });

    const foreign = (await subscriptions.read(stranger, zh))?.rows[0]?.id ?? '';
    expect(await change(foreign)).toMatchObject({ message: 'subscriptions.link.broken' });
    expect(await subscriptions.end(token, { id: foreign })).toBe(false);
    expect(await subscriptions.read(stranger, zh)).toMatchObject({ state: 'active' });

    expect(await subscriptions.end(token, { id: further?.id })).toBe(true);
    expect(await subscriptions.read(other, zh)).toMatchObject({ state: 'ended' });
    expect((await subscriptions.read(token, zh))?.rows).toHaveLength(1);
  });

  it('can end all of them', async () => {
    const token = await readers.follow('leaver@example.org');
    const other = await readers.follow('leaver@example.org', second);
    expect(await subscriptions.end(token, { all: true })).toBe(true);
    for (const one of [token, other])
      expect(await subscriptions.read(one, zh)).toMatchObject({ state: 'ended' });
    expect(await subscriptions.end('A'.repeat(43))).toBe(false);
    expect(await subscriptions.read('A'.repeat(43), zh)).toBeNull();
  });

  it('is good for a new start after the end, with another link', async () => {
    const token = await readers.follow('again@example.org');
    await subscriptions.end(token);
    const next = await readers.follow('again@example.org');
    expect(next).not.toBe(token);
    expect(await subscriptions.read(token, zh)).toMatchObject({ state: 'ended' });
    expect(await subscriptions.read(next, zh)).toMatchObject({ state: 'active' });
  });
});
