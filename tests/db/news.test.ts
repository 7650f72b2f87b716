import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mails } from '#lib/notifications/outbox.server.ts';
import type { Scope } from '#lib/subscriptions/scope.ts';
import { openReaders, wuhan, type Readers } from '#tests/support/readers.ts';

let readers: Readers;
beforeAll(async () => {
  readers = await openReaders();
});
afterAll(() => readers.hub.close());

describe('news', () => {
  it('are of what is followed: a division with all inside it, a project, an organization', async () => {
    const base = { ...readers.basics(), name: '被关注的小区' };
    const { project_id } = await readers.must(base);
    const parties = z
      .array(z.object({ organization_id: z.string() }))
      .parse(
        await readers.sql(`select organization_id from public.project_parties where project_id = $1`, [
          project_id
        ])
      );
    const organization_id = parties[0]?.organization_id ?? '';
    const rows: [string, Scope, string | undefined][] = [
      ['of-district', { division_code: '420102' }, '武汉市江岸区：2 条更新'],
      ['of-province', { division_code: '420000' }, '湖北省：3 条更新'],
      ['of-elsewhere', { division_code: '420600' }, '襄阳小区：项目登记'],
      ['of-project', { project_id }, '被关注的小区：信息更新'],
      ['of-company', { organization_id }, '被关注的小区：信息更新'],
      ['of-kind', { ...wuhan, kinds: ['project.registered'] }, '别的小区：项目登记'],
      ['of-stage', { division_code: '420000', stage: 'completion' }, undefined]
    ];
    for (const [name, scope] of rows) await readers.follow(`${name}@example.org`, scope);
    await readers.must({ project_id, address: '二元路2号' });
    await readers.must({ ...readers.basics(), name: '别的小区' });
    await readers.must(
      {
        ...readers.basics(),
        permit_no: readers.newPermit('420602'),
        division_code: '420602',
        name: '襄阳小区'
      },
      readers.xiangyang.db
    );
    await readers.settle();
    for (const [name, , subject] of rows) {
      const [mail, ...more] = readers.newsOf(`${name}@example.org`);
      expect(more, name).toEqual([]);
      expect(mail?.subject, name).toBe(subject && `${subject} · 阳光工地`);
    }
    await readers.settle();
    for (const [name] of rows)
      expect(readers.newsOf(`${name}@example.org`).length, name).toBeLessThanOrEqual(1);
  });

  it('tell in words what became public, with the links that RFC 8058 asks for', async () => {
    const hub = { ...readers.hub, config: { ...readers.hub.config, ORIGIN: 'https://sunlit.example' } };
    const manage = await readers.follow('reader@example.org');
    await readers.must({ ...readers.basics(), name: '说明<小区>' });
    await readers.publish();
    await mails.run(hub, readers.never);
    const [mail] = readers.newsOf('reader@example.org');
    expect(mail?.header('List-Unsubscribe')).toBe(
      `<https://sunlit.example/subscribe/one-click?token=${manage}>`
    );
    expect(mail?.header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(mail?.text).toContain('说明<小区>：项目登记');
    expect(mail?.html).toContain('说明&lt;小区&gt;：项目登记');
    expect(mail?.text).toMatch(/https:\/\/sunlit\.example\/projects\/[a-z0-9]+/);
    expect(mail?.text).toContain(`https://sunlit.example/subscribe/manage?token=${manage}`);
    expect(mail?.text).toContain('施工许可证号：');
  });

  it('of a whole import come in one mail, which lists the newest and counts the others', async () => {
    await readers.follow('import@example.org');
    for (let n = 0; n < 33; n++) await readers.must({ ...readers.basics(), name: `批量${String(n)}号` });
    await readers.settle();
    const [mail, ...more] = readers.newsOf('import@example.org');
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('武汉市：33 条更新 · 阳光工地');
    expect(mail?.text).toContain('另有 3 条');
    expect(mail?.text).toContain('批量32号');
    expect(mail?.text).not.toContain('批量2号：');
  });

  it('come once a day at eight to those who want it so', async () => {
    await readers.follow('daily@example.org', wuhan, { frequency: 'daily' });
    const [next] = await readers.sql(
      `select to_char(next_at at time zone 'Asia/Shanghai', 'HH24:MI') as at, next_at > now() as later,
         next_at < now() + interval '25 hours' as soon from private.subscriptions where frequency = 'daily' and state = 'active'`
    );
    expect(next).toEqual({ at: '08:00', later: true, soon: true });
    for (const name of ['早', '晚']) {
      await readers.must({ ...readers.basics(), name: `${name}间小区` });
      await readers.settle();
    }
    expect(readers.newsOf('daily@example.org')).toEqual([]);
    const morning = () =>
      readers.sql(
        `update private.subscriptions set next_at = now() where frequency = 'daily' and state = 'active'`
      );
    await morning();
    await readers.settle();
    expect(readers.newsOf('daily@example.org').map(({ subject }) => subject)).toEqual([
      '武汉市：2 条更新 · 阳光工地'
    ]);
    await morning();
    await readers.settle();
    expect(readers.newsOf('daily@example.org'), 'a day without news').toHaveLength(1);
  });

  it('are queued once when nodes look at the same time', async () => {
    const rows = Array.from({ length: 6 }, (_, n) => `parallel${'x'.repeat(n)}@example.org`);
    for (const email of rows) await readers.follow(email);
    await readers.must(readers.basics());
    const batches = await Promise.all(
      Array.from({ length: 6 }, () => readers.hub.service.rpc('claim_subscription_batch', { max_rows: 5 }))
    );
    for (const { error } of batches) expect(error).toBeNull();
    await readers.settle();
    for (const email of rows) expect(readers.newsOf(email), email).toHaveLength(1);
  });
});
