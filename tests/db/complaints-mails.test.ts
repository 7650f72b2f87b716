import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mails } from '#lib/notifications/outbox.server.ts';
import { openTracking, type Tracking } from '#tests/support/complaints-tracking.ts';
import { openDisclosureDesk } from '#tests/support/disclosures.ts';
import type { TestHub } from '#tests/support/database.ts';
import { startMailServer, type MailServer } from '#tests/support/smtp.ts';

/** Mails to the person of a complaint: to an address that the database alone does not tell. */

let hub: TestHub;
let server: MailServer;
let c: Tracking;
beforeAll(async () => {
  server = await startMailServer();
  const desk = await openDisclosureDesk();
  hub = desk.hub;
  const { slug } = await desk.project({});
  c = await openTracking(hub, slug);
});
afterAll(async () => {
  await hub.close();
  await server.close();
});

const row = z.object({ state: z.string(), attempts: z.number(), last_error: z.string().nullable() });
const rowsOf = async (slug: string) =>
  z.array(row).parse(
    await hub.sql.query(
      `select m.state, m.attempts, m.last_error from private.mails m join public.complaints c on c.complaint_id = m.to_complaint
       where c.slug = $1 order by m.mail_id`,
      [slug]
    )
  );
const run = (smtp = server.url) =>
  mails.run(
    { ...hub, config: { ...hub.config, HUB_SMTP_URL: smtp, ORIGIN: 'https://sunlit.example' } },
    new AbortController().signal
  );
const asked = (email: string, locale: 'zh' | 'en' = 'zh') =>
  c.file({
    naming: 'bureau_only',
    contact: { name: '甄不露', email },
    wants_mail: true,
    locale,
    description: '厨房漏水'
  });

describe('a mail to the person of a complaint', () => {
  it('says that there is news and the number, and nothing else of the matter', async () => {
    const { code, receipt } = await asked('zh@person.example');
    await run();
    const [mail] = await server.wait('zh@person.example', 1);
    expect(mail?.subject).toBe(`投诉 ${receipt.number} 有新的进展 · 阳光工地`);
    expect(mail?.header('List-Unsubscribe')).toBe('');
    for (const text of [mail?.text ?? '', mail?.html ?? '']) {
      expect(text).toContain(receipt.number);
      expect(text).toContain('https://sunlit.example/complaints/track');
      expect(text).toContain('邮件通知');
      // nothing of the matter, the person or the way in
      for (const secret of [receipt.slug, code, '甄不露', '漏', c.project, 'bureau of'])
        expect(text).not.toContain(secret);
    }
    expect(await rowsOf(receipt.slug)).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });

  it('comes in English to whoever filed in English', async () => {
    const { receipt } = await asked('en@person.example', 'en');
    await run();
    const [mail] = await server.wait('en@person.example', 1);
    expect(mail?.subject).toBe(`There is news about complaint ${receipt.number} · Sunlit`);
    expect(mail?.text).toContain('https://sunlit.example/en/complaints/track');
    expect(mail?.text).not.toMatch(/\p{Script=Han}/u);
  });

  it('is tried again where the mail server refuses it, and keeps no address in what it notes', async () => {
    const { receipt } = await asked('refused@person.example');
    server.behave('refuse');
    await run();
    server.behave('take');
    const [first] = await rowsOf(receipt.slug);
    expect(first).toMatchObject({ state: 'queued', attempts: 1 });
    expect(first?.last_error).not.toContain('person.example');
    await hub.sql.query(`update private.mails set next_attempt_at = now() where state = 'queued'`);
    await run();
    expect(await rowsOf(receipt.slug)).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('does not come once it was stopped, and never without a mail server', async () => {
    const stopped = await asked('stopped@person.example');
    await c.byCode(stopped.code, 'take_mails', { on: false });
    await run();
    expect(await rowsOf(stopped.receipt.slug)).toMatchObject([{ state: 'skipped' }]);
    const none = await asked('file@person.example');
    await run('');
    expect(await rowsOf(none.receipt.slug)).toMatchObject([{ state: 'skipped' }]);
    expect(server.received.filter(({ to }) => /stopped|file@/.test(to))).toEqual([]);
  });
});
