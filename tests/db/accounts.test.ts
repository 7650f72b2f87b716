import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as own from '#lib/accounts/own.server.ts';
import * as registration from '#lib/accounts/registration.server.ts';
import * as reset from '#lib/accounts/reset.server.ts';
import * as session from '#lib/accounts/session.server.ts';
import { anonymous } from '#lib/server/client.ts';
import { takeToken } from '#lib/server/mail.ts';
import { enrol, holding, memberships, signedIn, tokenOf, who, whoami } from '#tests/support/accounts.ts';
import { openTestHub, person, testPassword, type TestHub } from '#tests/support/database.ts';
import { mailsTo, waitForMails } from '#tests/support/outbox.ts';

const place = { lang: 'zh' as const, url: new URL('http://127.0.0.1:3000/account') };
const address = '192.0.2.1';

describe('accounts', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub.close());

  it('gives a token no right once its session was signed out', async () => {
    const officer = await person(hub, { email: 'out@example.org', role: 'officer', duties: ['handler'] });
    const stolen = holding(hub, await tokenOf(officer.db));
    expect(await memberships(stolen)).toBe(1);
    await session.end(officer.db);
    expect(await whoami(stolen)).toBeNull();
    const saved = await stolen.rpc('save_profile', {
      display_name: 'x',
      locale: 'zh',
      mail_notifications: true
    });
    expect(saved.error).toMatchObject({ code: '42501', message: 'sign_in_required' });
    const deleted = await stolen.rpc('delete_my_account');
    expect(deleted.error).toMatchObject({ code: '42501', message: 'sign_in_required' });
  });

  it('ends every session and keeps the second factor when a password is reset by mail', async () => {
    const { db, email } = await person(hub, { email: 'reset@example.org' });
    await enrol(db);
    expect(await reset.ask(place, address, email)).toBeNull();
    const [mail] = await waitForMails(hub.config.dataDir, email, 1);
    expect(mail?.subject).toBe('重设阳光工地的密码 · Reset your Sunlit password');
    expect(mail?.text).not.toContain('/auth/v1/');
    const link = new URL(/http\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    expect(link.pathname).toBe('/account/reset');
    const token_hash = link.searchParams.get('token_hash') ?? '';
    const sealed = link.searchParams.get('person') ?? '';
    expect(reset.addressOf(token_hash, sealed)).toBe(email);
    expect(reset.addressOf(`${token_hash}0`, sealed)).toBe('');

    const choose = (password: string) =>
      reset.finish(place, address, { token_hash, person: sealed, password });
    // a weak choice does not use the link up
    expect(await choose('my reset password')).toMatchObject({
      errors: { password: 'accounts.password.hasAddress' }
    });
    expect(await choose('mud boots on monday')).toBeNull();
    expect(await choose('mud boots on friday')).toMatchObject({ message: 'accounts.link.broken' });
    expect(await whoami(db)).toBeNull();
    await expect(signedIn(hub, email)).rejects.toThrow();
    const again = await signedIn(hub, email, 'mud boots on monday');
    expect(await who(again)).toMatchObject({ totp_enabled: true, factor_passed: false, stands: false });
  });

  it('mails nobody about an address without an account, and asks for no more than three mails an hour', async () => {
    expect(await reset.ask(place, address, 'nobody@example.org')).toBeNull();
    await person(hub, { email: 'often@example.org' });
    for (const expected of [null, null, null, { status: 429 }]) {
      const answer = await reset.ask(place, address, 'often@example.org');
      if (expected) expect(answer).toMatchObject(expected);
      else expect(answer).toBeNull();
    }
    expect(await waitForMails(hub.config.dataDir, 'often@example.org', 3)).toHaveLength(3);
    expect(mailsTo(hub.config.dataDir, 'nobody@example.org')).toEqual([]);
  });

  it('changes a password after asking for the present one, and ends the other sessions', async () => {
    const { db, email } = await person(hub, { email: 'change@example.org' });
    const other = await signedIn(hub, email);
    const one = await who(db);
    const change = (current_password: string, password: string) =>
      own.changePassword(db, place, one, { current_password, password });
    expect(await change('not the password', 'mud boots on monday')).toMatchObject({
      errors: { current_password: 'accounts.password.wrong' }
    });
    expect(await change(testPassword, testPassword)).toMatchObject({
      errors: { password: 'accounts.password.same' }
    });
    expect(await change(testPassword, 'qwertyuiop1')).toMatchObject({
      errors: { password: 'accounts.password.common' }
    });
    expect(await who(other)).toBeTruthy();
    expect(await change(testPassword, 'mud boots on monday')).toBeNull();
    expect(await whoami(other)).toBeNull();
    expect(await whoami(db)).toBeTruthy();
    const { rows } = await counted(hub, one.user_id);
    expect(rows.sessions, 'asking for the password leaves no session behind').toBe(1);
  });

  it('tells passwords apart that differ after the 72 bytes bcrypt looks at', async () => {
    const long = '春江潮水连海平，海上明月共潮生。滟滟随波千万里，何处春江无月明';
    const input = {
      email: 'long@example.org',
      password: `${long}！`,
      display_name: '张若虚',
      locale: 'zh' as const
    };
    expect(await registration.signUp(place, address, input)).toBeNull();
    const attempt = (password: string) =>
      session.signIn(anonymous(hub.backend), address, { email: input.email, password });
    expect(await attempt(`${long}？`)).toMatchObject({ refusal: { status: 400 } });
    expect(await attempt(`${long}！`)).toEqual({ refusal: null, owesCode: false });
  });

  it('deletes an account with all that belongs to it; the audit trail keeps a bare number', async () => {
    const { db, id, email } = await person(hub, { email: 'gone@example.org', role: 'officer' });
    await enrol(db);
    const token = holding(hub, await tokenOf(db));
    expect(await own.remove(db, await who(db), 'not the password')).toMatchObject({ status: 400 });
    expect(await own.remove(db, await who(db), testPassword)).toBeNull();
    expect(await whoami(token)).toBeNull();
    const { rows } = await counted(hub, id);
    expect(rows).toEqual({ users: 0, profiles: 0, memberships: 0, secrets: 0, factors: 0, sessions: 0 });
    const audit = await hub.sql.query(
      'select actor::text, action from public.audit_entries where subject = $1',
      [id]
    );
    expect(audit).toEqual([{ actor: id, action: 'account.deleted' }]);
    await expect(signedIn(hub, email)).rejects.toThrow();
  });

  it('refuses to delete the last administrator', async () => {
    const first = await person(hub, { email: 'first@example.org', role: 'administrator' });
    const one = await who(first.db);
    await expect(own.remove(first.db, one, testPassword)).rejects.toMatchObject({
      status: 409,
      body: { code: 'last_administrator' }
    });
    await person(hub, { email: 'second@example.org', role: 'administrator' });
    expect(await own.remove(first.db, one, testPassword)).toBeNull();
  });
});

async function counted({ sql }: TestHub, id: string) {
  const [rows] = await sql.query(
    `select (select count(*) from auth.users where id = $1)::int as users,
       (select count(*) from public.profiles where user_id = $1)::int as profiles,
       (select count(*) from public.memberships where user_id = $1)::int as memberships,
       (select count(*) from private.totp_secrets where user_id = $1)::int as secrets,
       (select count(*) from private.session_factors where user_id = $1)::int as factors,
       (select count(*) from auth.sessions where user_id = $1)::int as sessions`,
    [id]
  );
  return { rows: rows ?? {} };
}

describe('accounts where mail can be sent', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ env: { HUB_SMTP_URL: 'smtp://127.0.0.1:9' } });
  });
  afterAll(() => hub.close());

  it('lets nobody in before the address is confirmed', async () => {
    const email = 'confirm@example.org';
    const client = anonymous(hub.backend);
    const { data, error } = await client.auth.signUp({ email, password: testPassword });
    expect(error).toBeNull();
    expect(data.session).toBeNull();
    const attempt = () => session.signIn(anonymous(hub.backend), address, { email, password: testPassword });
    expect(await attempt()).toMatchObject({ refusal: { message: 'accounts.signIn.refused' } });
    const token = takeToken('signup', email) ?? '';
    expect(takeToken('signup', email)).toBeNull();
    expect(await registration.confirm(address, 'f'.repeat(64))).toMatchObject({
      message: 'accounts.link.broken'
    });
    expect(await registration.confirm(address, token)).toBeNull();
    expect(await attempt()).toEqual({ refusal: null, owesCode: false });
  });

  it('confirms the accounts of the operator at once', async () => {
    const input = {
      email: 'operator@example.org',
      password: testPassword,
      display_name: '管',
      locale: 'zh' as const
    };
    await registration.create(hub, input);
    const result = await session.signIn(anonymous(hub.backend), address, input);
    expect(result).toEqual({ refusal: null, owesCode: false });
  });
});
