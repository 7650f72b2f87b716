import { afterAll, beforeAll, expect, it } from 'vitest';
import { person as shape } from '#lib/accounts/person.ts';
import { anonymous } from '#lib/server/client.ts';
import { admin } from '#lib/server/operator/admin.ts';
import { openTestHub, person, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

async function run(args: string[], env: Record<string, string> = {}) {
  const lines: string[] = [];
  const context = {
    hub,
    args,
    env,
    cwd: '/',
    say: (line: string) => lines.push(line),
    progress: () => undefined
  };
  return { code: await admin.run(context), said: lines.join('\n') };
}

async function administers(email: string, password: string): Promise<boolean> {
  const db = anonymous(hub.backend);
  const { error } = await db.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return shape.parse((await db.rpc('whoami')).data).administrator;
}

it('makes an administrator with a password that is printed once', async () => {
  expect((await run(['list'])).said).toContain('There is no administrator');
  const { code, said } = await run(['create', 'First@Example.org', '--name', '罗管理']);
  expect(code).toBe(0);
  const password = /: (\S{20})$/.exec(said)?.[1] ?? '';
  expect(await administers('first@example.org', password)).toBe(true);
  const listed = await run(['list']);
  expect(listed.said).toContain('first@example.org  罗管理');
  expect(listed.said).not.toContain(password);
});

it('takes the password of the environment, unless it is weak', async () => {
  const weak = await run(['create', 'second@example.org'], { HUB_ADMIN_PASSWORD: 'admin123456' });
  expect(weak).toMatchObject({ code: 1 });
  expect((await run(['list'])).said).not.toContain('second@example.org');
  const good = await run(['create', 'second@example.org'], { HUB_ADMIN_PASSWORD: 'mud boots on tuesday' });
  expect(good.said).not.toContain('mud boots');
  expect(await administers('second@example.org', 'mud boots on tuesday')).toBe(true);
});

it('promotes an account that exists without touching its password', async () => {
  const { email, password } = await person(hub, { email: 'resident@example.org' });
  expect(await administers(email, password)).toBe(false);
  expect((await run(['create', email], { HUB_ADMIN_PASSWORD: 'another good one 7' })).code).toBe(0);
  expect(await administers(email, password)).toBe(true);
});

it('removes a second factor', async () => {
  const { email, id } = await person(hub, { email: 'phone@example.org' });
  await hub.service.rpc('begin_totp', { person: id, secret: 'x' });
  await hub.service.rpc('accept_totp', { person: id, session: id, step: 1 });
  const factors = () =>
    hub.sql.query('select 1 from public.profiles where user_id = $1 and totp_enabled', [id]);
  expect(await factors()).toHaveLength(1);
  expect((await run(['reset-factor', email])).code).toBe(0);
  expect(await factors()).toHaveLength(0);
  expect(await run(['reset-factor', 'nobody@example.org'])).toMatchObject({ code: 1 });
});

it.each([[[]], [['create']], [['create', 'no address']], [['remove', 'a@example.org']]])(
  'tells how it is used: %j',
  async (args) => {
    const { code, said } = await run(args);
    expect(code).toBe(2);
    expect(said).toContain('Usage: hub admin create EMAIL');
  }
);
