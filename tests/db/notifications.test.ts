import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as notifications from '#lib/notifications/notifications.server.ts';
import { list } from '#lib/notifications/schema.ts';
import { holding, signedIn, tokenOf, who } from '#tests/support/accounts.ts';
import { openTestHub, organization, person, type TestHub, type TestPerson } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const query = (search = '') => list.parse(new URLSearchParams(search));
const inbox = (one: TestPerson, search = '') => notifications.browse(one.db, query(search));
const told = async (one: TestPerson) => (await inbox(one)).rows.map(({ kind }) => kind);

interface Notice {
  kind?: string;
  dedupe?: string | null;
  facts?: object;
}
const notify = (id: string, { kind = 'test.told', dedupe = null, facts = {} }: Notice = {}) =>
  hub.sql.query(`select private.notify($1, $2, $3::jsonb, '/desk', $4)`, [
    id,
    kind,
    JSON.stringify(facts),
    dedupe
  ]);
const mailsOf = async (id: string) =>
  z
    .array(z.object({ kind: z.string(), locale: z.string(), path: z.string() }))
    .parse(await hub.sql.query(`select kind, locale, path from private.mails where to_user = $1`, [id]));

describe('telling a person', () => {
  it('happens once for ever of one thing, in the inbox and by mail', async () => {
    const one = await person(hub, { email: 'once@example.org' });
    await Promise.all([1, 2, 3].map(() => notify(one.id, { dedupe: 'item 1', facts: { days: 3 } })));
    await notify(one.id, { dedupe: 'item 1', kind: 'test.other' });
    await notify(one.id, { dedupe: 'item 2' });
    await notify(one.id);
    await notify(one.id);
    const found = await inbox(one);
    expect(found).toMatchObject({ total: 4, unread: 4 });
    expect(found.rows.filter(({ facts }) => facts.days === 3)).toHaveLength(1);
    expect(await mailsOf(one.id)).toHaveLength(4);
    expect((await who(one.db)).unread).toBe(4);
  });

  it('stays in the inbox for who wants no mails, and mails come in the language of the person', async () => {
    const one = await person(hub, { email: 'quiet@example.org' });
    const profile = { display_name: '安静', locale: 'en' };
    await one.db.rpc('save_profile', { ...profile, mail_notifications: false });
    await notify(one.id);
    expect(await inbox(one)).toMatchObject({ total: 1 });
    expect(await mailsOf(one.id)).toEqual([]);
    await one.db.rpc('save_profile', { ...profile, mail_notifications: true });
    await notify(one.id);
    expect(await mailsOf(one.id)).toEqual([{ kind: 'test.told', locale: 'en', path: '/desk' }]);
    expect(await who(one.db)).toMatchObject({ mail_notifications: true, locale: 'en' });
  });

  it('of what the loader of demonstration data dates back is nobody’s mail', async () => {
    const one = await person(hub, { email: 'past@example.org' });
    await hub.sql.transaction(async ({ query: run }) => {
      await run(`insert into private.settings values ('clock', '2026-03-01T00:00:00Z')`);
      await run(`select private.notify($1, 'test.told', '{}', '/desk')`, [one.id]);
      await run(`delete from private.settings where name = 'clock'`);
    });
    const [row] = (await inbox(one)).rows;
    expect(row?.created_at).toMatch(/^2026-03-01/);
    expect(await mailsOf(one.id)).toEqual([]);
  });

  it('leads to paths of this site only, and bears kinds of one form', async () => {
    const one = await person(hub, { email: 'form@example.org' });
    for (const path of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere', ''])
      await expect(
        hub.sql.query(`select private.notify($1, 'test.told', '{}', $2)`, [one.id, path]),
        path
      ).rejects.toThrow(/notifications_path_form/);
    await expect(notify(one.id, { kind: 'Told' })).rejects.toThrow(/notifications_kind_form/);
  });
});

describe('telling those with a duty', () => {
  const end = (id: string) =>
    hub.sql.query(
      `update public.memberships set valid_from = '2020-01-01', valid_until = '2020-12-31' where user_id = $1`,
      [id]
    );

  it('reaches the members of a company who have it today', async () => {
    const company = await organization(hub, { kind: 'company', name: '江城建设' });
    const member = (name: string, duties: string[], at = company) =>
      person(hub, { email: `${name}@company.example`, role: 'company_member', organization: at, duties });
    const editor = await member('editor', ['edit']);
    const both = await member('both', ['edit', 'confirm']);
    const former = await member('former', ['edit']);
    await end(former.id);
    const other = await organization(hub, { kind: 'company', name: '另一家' });
    const elsewhere = await member('elsewhere', ['edit', 'confirm'], other);
    const tell = (duty: string | null, kind: string) =>
      hub.sql.query(`select private.notify_duty($1, $2, $3, '{}', '/desk', $4)`, [company, duty, kind, kind]);
    await tell('confirm', 'test.confirm');
    await tell('edit', 'test.edit');
    await tell('edit', 'test.edit');
    await tell(null, 'test.everyone');
    expect((await told(editor)).sort()).toEqual(['test.edit', 'test.everyone']);
    expect((await told(both)).sort()).toEqual(['test.confirm', 'test.edit', 'test.everyone']);
    expect(await told(former)).toEqual([]);
    expect(await told(elsewhere)).toEqual([]);
  });

  it('reaches the officers whose jurisdiction holds the place', async () => {
    const officer = (name: string, division: string, duties: string[]) =>
      person(hub, { email: `${name}@bureau.example`, role: 'officer', division, duties });
    const wuhan = await officer('wuhan', '420100', ['publisher']);
    const district = await officer('district', '420102', ['handler']);
    const neighbour = await officer('neighbour', '420106', ['publisher']);
    const province = await officer('province', '420000', ['publisher']);
    const gone = await officer('gone', '420100', ['publisher']);
    await end(gone.id);
    const administrator = await person(hub, { email: 'admin@bureau.example', role: 'administrator' });
    const tell = (duty: string | null, kind: string) =>
      hub.sql.query(`select private.notify_officers('420102', $1, $2, '{}', '/desk', $2)`, [duty, kind]);
    await tell('publisher', 'test.publisher');
    await tell(null, 'test.all');
    expect((await told(wuhan)).sort()).toEqual(['test.all', 'test.publisher']);
    expect((await told(province)).sort()).toEqual(['test.all', 'test.publisher']);
    expect(await told(district)).toEqual(['test.all']);
    for (const one of [neighbour, gone, administrator]) expect(await told(one)).toEqual([]);
  });
});

describe('the inbox', () => {
  it('comes in pages, newest first, and tells the unread apart', async () => {
    const one = await person(hub, { email: 'pages@example.org' });
    for (let n = 1; n <= 25; n++) {
      await notify(one.id, { facts: { n } });
      // a millisecond has no order within it
      await sleep(2);
    }
    const first = await inbox(one);
    const second = await inbox(one, 'page=2');
    expect([first.total, first.rows.length, second.rows.length]).toEqual([25, 20, 5]);
    expect([...first.rows, ...second.rows].map(({ facts }) => facts.n)).toEqual(
      Array.from({ length: 25 }, (_, i) => 25 - i)
    );
    expect(await notifications.markRead(one.db, first.rows[0]?.notification_id)).toBe(1);
    expect(await notifications.markRead(one.db, first.rows[0]?.notification_id)).toBe(0);
    expect(await inbox(one, 'unread=yes')).toMatchObject({ total: 24, unread: 24 });
    expect(await inbox(one)).toMatchObject({ total: 25, unread: 24 });
    expect(await notifications.markRead(one.db)).toBe(24);
    expect(await inbox(one, 'unread=yes')).toMatchObject({ total: 0, unread: 0 });
  });

  it('is the person’s own: nobody reads or marks another’s', async () => {
    const one = await person(hub, { email: 'mine@example.org' });
    const administrator = await person(hub, { email: 'admin@example.org', role: 'administrator' });
    await notify(one.id);
    const [mine] = (await inbox(one)).rows;
    expect(await inbox(administrator)).toMatchObject({ total: 0 });
    expect((await administrator.db.from('notifications').select()).data).toEqual([]);
    expect(await notifications.markRead(administrator.db, mine?.notification_id)).toBe(0);
    expect((await inbox(one)).unread).toBe(1);
    const { error } = await hub.visitor.rpc('browse_notifications');
    expect(error?.code).toBe('42501');
  });

  it('closes with the session', async () => {
    const one = await person(hub, { email: 'out@example.org' });
    await notify(one.id);
    const db = await signedIn(hub, one.email);
    const stolen = holding(hub, await tokenOf(db));
    expect(await notifications.browse(stolen, query())).toMatchObject({ total: 1 });
    await db.auth.signOut({ scope: 'local' });
    expect(await notifications.browse(stolen, query())).toMatchObject({ total: 0 });
    const { error } = await stolen.rpc('mark_notifications_read');
    expect(error).toMatchObject({ code: '42501', message: 'sign_in_required' });
  });

  it('goes with the account, and its mails with it', async () => {
    const one = await person(hub, { email: 'gone@example.org' });
    await notify(one.id);
    await one.db.rpc('delete_my_account');
    const [left] = await hub.sql.query(
      `select (select count(*)::int from public.notifications where user_id = $1)
         + (select count(*)::int from private.mails where to_user = $1) as n`,
      [one.id]
    );
    expect(left?.n).toBe(0);
  });
});
