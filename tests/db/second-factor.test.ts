import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as totp from '#lib/accounts/totp.server.ts';
import { codeAt, enrol, memberships, signedIn, who } from '#tests/support/accounts.ts';
import { openTestHub, person, type TestHub } from '#tests/support/database.ts';

describe('a second factor', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub.close());

  it('gives a session no membership until the code of the account is given', async () => {
    const officer = await person(hub, { email: 'code@example.org', role: 'officer' });
    const secret = await enrol(officer.db);
    expect(await memberships(officer.db)).toBe(1);
    const later = await signedIn(hub, officer.email);
    const half = await who(later);
    expect(half).toMatchObject({ totp_enabled: true, stands: false, factor_passed: false, memberships: [] });
    expect(await totp.accept(later, half, codeAt(secret, 1))).toBeNull();
    expect(await who(later)).toMatchObject({ stands: true, factor_passed: true });
    expect(await memberships(later)).toBe(1);
  });

  it('takes a code once, and codes of the steps beside the present one only', async () => {
    const { db } = await person(hub, { email: 'steps@example.org' });
    const secret = await enrol(db);
    const one = await who(db);
    expect(await totp.accept(db, one, codeAt(secret, 3))).toMatchObject({
      errors: { code: 'accounts.code.wrong' }
    });
    expect(await totp.accept(db, one, codeAt(secret, -3))).toMatchObject({
      errors: { code: 'accounts.code.wrong' }
    });
    const next = codeAt(secret, 1);
    expect(await totp.accept(db, one, next)).toBeNull();
    expect(await totp.accept(db, one, next)).toMatchObject({ errors: { code: 'accounts.code.used' } });
    const at = Date.now();
    const secondsOff = (seconds: number) => generateSync({ secret, epoch: Math.floor(at / 1000) + seconds });
    const step = Math.floor(at / 30_000);
    expect([-30, 0, 30].map((s) => totp.stepOf(secret, secondsOff(s), at))).toEqual([
      step - 1,
      step,
      step + 1
    ]);
    expect([-90, 90].map((s) => totp.stepOf(secret, secondsOff(s), at))).toEqual([null, null]);
  });

  it('keeps the secret of a second factor sealed, bound to its person', async () => {
    const { db, id } = await person(hub, { email: 'sealed@example.org' });
    const other = await person(hub, { email: 'sealed-too@example.org' });
    const secret = await enrol(db);
    await enrol(other.db);
    const [row] = await hub.sql.query('select secret from private.totp_secrets where user_id = $1', [id]);
    expect(String(row?.secret)).not.toContain(secret);
    // somebody with the database copies the own secret over another's
    await hub.sql.query(
      `update private.totp_secrets set secret = (select secret from private.totp_secrets where user_id = $1) where user_id = $2`,
      [other.id, id]
    );
    await expect(totp.accept(db, await who(db), codeAt(secret, 1))).rejects.toThrow();
  });

  it('locks after a few wrong codes: a thousand are not tried, and the right one is refused too', async () => {
    const { db, id } = await person(hub, { email: 'guess@example.org' });
    const secret = await enrol(db);
    const one = await who(db);
    const right = codeAt(secret, 1);
    const statuses: Record<number, number> = {};
    for (let guess = 0; guess < 1000; guess += 1) {
      const code = String(guess).padStart(6, '0');
      const refusal = await totp.accept(db, one, code === right ? '999999' : code);
      const status = refusal?.status ?? 200;
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    expect(statuses).toEqual({ 400: 5, 429: 995 });
    expect(await totp.accept(db, one, right)).toMatchObject({ status: 429 });

    // the wait over, five more; then the hour is spent, although the short wait is over again
    const waited = `update private.limits set window_start = window_start - interval '6 minutes' where key like 'code/300:%'`;
    await hub.sql.query(waited);
    for (let guess = 0; guess < 5; guess += 1) await totp.accept(db, one, '000000');
    await hub.sql.query(waited);
    const locked = await totp.accept(db, one, codeAt(secret, 1));
    expect(locked?.status).toBe(429);
    expect(locked?.wait).toBeGreaterThan(300);

    await hub.sql.query(`update private.limits set window_start = window_start - interval '2 hours'`);
    expect(await totp.accept(db, one, codeAt(secret, 1))).toBeNull();
    const [left] = await hub.sql.query(
      `select count(*)::int as n from private.limits where key like '%' || $1 || '%'`,
      [id]
    );
    expect(left?.n, 'the account is not named in the table of limits').toBe(0);
  });
});

describe('a second factor that staff need', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ env: { HUB_STAFF_TOTP: 'required' } });
  });
  afterAll(() => hub.close());

  it.each(['officer', 'administrator'] as const)(
    'gives an %s no right before the enrolment',
    async (role) => {
      const { db } = await person(hub, { email: `${role}@example.org`, role });
      expect(await who(db)).toMatchObject({ factor_required: true, administrator: false, memberships: [] });
      const people = await db.rpc('browse_people');
      expect(people.error).toMatchObject({ code: '42501' });
      await enrol(db);
      expect(await who(db)).toMatchObject({ factor_passed: true, administrator: role === 'administrator' });
      expect(await memberships(db)).toBe(1);
    }
  );

  it('asks nothing of residents', async () => {
    const { db } = await person(hub, { email: 'resident@example.org' });
    expect(await who(db)).toMatchObject({ factor_required: false, stands: true });
  });
});
