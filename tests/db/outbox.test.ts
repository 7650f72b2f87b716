import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mails } from '#lib/notifications/outbox.server.ts';
import type { Hub } from '#lib/server/hub.ts';
import { openTestHub, person, type TestHub } from '#tests/support/database.ts';
import { mailsTo } from '#tests/support/outbox.ts';
import { startMailServer, type MailServer } from '#tests/support/smtp.ts';

let hub: TestHub;
let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
  const env = {
    HUB_SMTP_URL: server.url,
    ORIGIN: 'https://sunlit.example',
    HUB_MAIL_FROM: '阳光工地 <hub@sunlit.example>'
  };
  // accounts are made before there is a mail server that would have them confirm their address
  hub = await openTestHub({ env: { ...env, HUB_SMTP_URL: '' } });
  hub = { ...hub, config: { ...hub.config, HUB_SMTP_URL: server.url } };
});
afterAll(async () => {
  await hub.close();
  await server.close();
});
afterEach(async () => {
  server.behave('take');
  await hub.sql.query(`update private.mails set state = 'sent' where state = 'queued'`);
});

const run = (by: Hub = hub) => mails.run(by, new AbortController().signal);
const notify = (id: string, kind = 'disclosure.overdue', facts: object = {}) =>
  hub.sql.query(`select private.notify($1, $2, $3::jsonb, '/projects/abc?tab=1')`, [
    id,
    kind,
    JSON.stringify(facts)
  ]);

const row = z.object({
  mail_id: z.string(),
  state: z.string(),
  attempts: z.number(),
  last_error: z.string().nullable(),
  wait: z.number(),
  claimed_by: z.string().nullable()
});
/** The mails of a person, in the order in which they were queued. */
const rowsOf = async (id: string) =>
  z.array(row).parse(
    await hub.sql.query(
      `select mail_id, state, attempts, last_error, claimed_by, round(extract(epoch from next_attempt_at - now()) / 60)::int as wait
       from private.mails where to_user = $1 order by mail_id`,
      [id]
    )
  );
const due = (id: string) =>
  hub.sql.query(`update private.mails set next_attempt_at = now() where to_user = $1 and state = 'queued'`, [
    id
  ]);

describe('a notification by mail', () => {
  const facts = {
    item: 'rebar_test',
    item_name: '钢筋<检测>',
    item_name_en: 'Rebar <tests>',
    project: '江岸小区',
    due_on: '2026-11-12',
    days: 12
  };

  it('says in the language of the person, as text and as HTML, what happened, where to act and how to end it', async () => {
    const one = await person(hub, { email: 'zh@example.org' });
    await notify(one.id, 'disclosure.overdue', facts);
    expect(await run()).toEqual({ sent: 1, failed: 0, unknown: 0 });
    const [mail] = server.to('zh@example.org');
    const [queued] = await rowsOf(one.id);
    expect(mail?.subject).toBe('已逾期 12 天：钢筋<检测> · 阳光工地');
    expect(mail?.header('Message-ID')).toBe(`<${queued?.mail_id ?? ''}@sunlit.example>`);
    expect(mail?.header('Content-Type')).toMatch(/^multipart\/alternative/);
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain('项目：江岸小区');
      expect(text).toContain('应公示日期：2026年11月12日（周四）');
      expect(text).toContain('https://sunlit.example/projects/abc?tab=1');
      expect(text).toContain('https://sunlit.example/account/profile');
    }
    expect(mail?.html).toContain('<html lang="zh-CN">');
    expect(mail?.html).toContain('钢筋&lt;检测&gt;');
    expect(mail?.html, 'nothing is fetched when it is read').not.toMatch(/<(img|link|script|iframe)|url\(/i);
    expect(mail?.header('List-Unsubscribe')).toBe('');
    expect(await rowsOf(one.id)).toMatchObject([{ state: 'sent', attempts: 1, last_error: null }]);
    expect(await run()).toEqual({ sent: 0, failed: 0, unknown: 0 });
  });

  it('comes in English, and of a kind that this version does not know', async () => {
    const one = await person(hub, { email: 'en@example.org' });
    await one.db.rpc('save_profile', { display_name: 'Ann', locale: 'en', mail_notifications: true });
    await notify(one.id, 'disclosure.overdue', facts);
    await notify(one.id, 'later.happened', { secret: 'x' });
    await run();
    const [known, unknown] = server.to('en@example.org').sort((a, b) => a.subject.localeCompare(b.subject));
    expect(known?.subject).toBe('12 days overdue: Rebar <tests> · Sunlit');
    expect(known?.text).toContain('https://sunlit.example/en/projects/abc?tab=1');
    expect(unknown?.subject).toBe('There is something new · Sunlit');
    for (const mail of [known, unknown])
      expect(mail?.text.replace('江岸小区', '')).not.toMatch(/\p{Script=Han}/u);
  });

  it('goes to confirmed addresses only', async () => {
    const one = await person(hub, { email: 'unconfirmed@example.org' });
    await hub.sql.query(`update auth.users set email_confirmed_at = null where id = $1`, [one.id]);
    await notify(one.id);
    await run();
    expect(server.to('unconfirmed@example.org')).toEqual([]);
    expect(await rowsOf(one.id)).toMatchObject([{ state: 'skipped', attempts: 0 }]);
  });

  it('is not sent where there is no mail server, but stays in the inbox', async () => {
    const one = await person(hub, { email: 'none@example.org' });
    await notify(one.id);
    await run({ ...hub, config: { ...hub.config, HUB_SMTP_URL: undefined } });
    expect(await rowsOf(one.id)).toMatchObject([{ state: 'skipped' }]);
    expect(mailsTo(hub.config.dataDir, 'none@example.org')).toEqual([]);
    const { data } = await one.db.rpc('browse_notifications');
    expect(data).toMatchObject({ total: 1 });
  });
});

describe('a mail that is refused', () => {
  it('is tried six times, later each time, and the operator can have it sent again', async () => {
    const one = await person(hub, { email: 'refused@example.org' });
    await notify(one.id);
    server.behave('refuse');
    for (const [attempts, wait] of [1, 5, 30, 120, 720].map((minutes, i) => [i + 1, minutes])) {
      expect(await run()).toMatchObject({ failed: 1 });
      expect(await rowsOf(one.id)).toMatchObject([
        { state: 'queued', attempts, wait, last_error: 'SMTP 450' }
      ]);
      expect(await run(), 'not before its time').toMatchObject({ failed: 0 });
      await due(one.id);
    }
    await run();
    expect(await rowsOf(one.id)).toMatchObject([{ state: 'failed', attempts: 6 }]);
    const listed = await hub.service.rpc('read_troubled_mails');
    expect(listed.data).toMatchObject([{ state: 'failed', last_error: 'SMTP 450' }]);
    expect(JSON.stringify(listed.data)).not.toContain('@');

    server.behave('take');
    expect((await hub.service.rpc('retry_mails')).data).toBe(1);
    expect(await run()).toMatchObject({ sent: 1 });
    const ids = server.to('refused@example.org').map((mail) => mail.header('Message-ID'));
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size, 'one Message-ID at all attempts').toBe(1);
  });

  it('is tried again when no mail server answers', async () => {
    const one = await person(hub, { email: 'away@example.org' });
    await notify(one.id);
    const config = { ...hub.config, HUB_SMTP_URL: 'smtp://127.0.0.1:9' };
    expect(await run({ ...hub, config })).toMatchObject({ failed: 1, unknown: 0 });
    const [found] = await rowsOf(one.id);
    expect(found?.state).toBe('queued');
    expect(found?.last_error).not.toContain('127.0.0.1');
  });
});

describe('a mail that may have been sent', () => {
  it('is not sent again when the mail server read it and went away without a word', async () => {
    const one = await person(hub, { email: 'vanished@example.org' });
    await notify(one.id);
    server.behave('vanish');
    expect(await run()).toEqual({ sent: 0, failed: 0, unknown: 1 });
    server.behave('take');
    await run();
    expect(await rowsOf(one.id)).toMatchObject([{ state: 'unknown', attempts: 1 }]);
    expect(server.to('vanished@example.org')).toHaveLength(1);
    // sending all that failed again leaves it alone; its id alone does not
    expect((await hub.service.rpc('retry_mails')).data).toBe(0);
    const [found] = await rowsOf(one.id);
    expect((await hub.service.rpc('retry_mails', { mail: found?.mail_id })).data).toBe(1);
    await run();
    expect(server.to('vanished@example.org')).toHaveLength(2);
  });

  it('is in doubt when its node never said, until it does', async () => {
    const one = await person(hub, { email: 'silent@example.org' });
    await notify(one.id);
    const { data } = await hub.service.rpc('claim_mails', { node: 'slow', max_rows: 5, seconds: 60 });
    const [{ mail_id } = { mail_id: '' }] = z.array(z.object({ mail_id: z.string() })).parse(data);
    expect(await run()).toMatchObject({ sent: 0 });
    expect(await rowsOf(one.id)).toMatchObject([{ state: 'sending' }]);
    await hub.sql.query(
      `update private.mails set claimed_until = now() - interval '1 second' where mail_id = $1`,
      [mail_id]
    );
    await run();
    expect(await rowsOf(one.id)).toMatchObject([{ state: 'unknown' }]);
    const settle = async (node: string) =>
      (await hub.service.rpc('settle_mail', { mail: mail_id, node, ok: true })).data;
    expect(await settle('another')).toBe(false);
    expect(await settle('slow')).toBe(true);
    expect(await settle('slow'), 'once').toBe(false);
    expect(await rowsOf(one.id)).toMatchObject([{ state: 'sent' }]);
    expect(server.to('silent@example.org')).toEqual([]);
  });
});

describe('many mails', () => {
  it('are claimed by one node each, over a few connections', async () => {
    const one = await person(hub, { email: 'many@example.org' });
    for (let n = 0; n < 40; n++) await notify(one.id);
    const before = server.connections();
    const outcomes = await Promise.all([run(), run(), run(), run()]);
    expect(outcomes.reduce((sum, { sent = 0 }) => sum + sent, 0)).toBe(40);
    const ids = server.to('many@example.org').map((mail) => mail.header('Message-ID'));
    expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
    expect(server.connections() - before).toBeLessThanOrEqual(5);
  });

  it('wait for the next run when the node stops', async () => {
    const one = await person(hub, { email: 'stopped@example.org' });
    for (let n = 0; n < 8; n++) await notify(one.id);
    expect(await mails.run(hub, AbortSignal.abort())).toMatchObject({ sent: 0 });
    expect((await rowsOf(one.id)).every(({ state }) => state === 'queued')).toBe(true);
  });
});
