import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadSecrets } from '#lib/server/secrets.ts';
import { openTestHub, person, testDatabase, type TestHub, type TestPerson } from '#tests/support/database.ts';
import { runNode } from '#tests/support/children.ts';

let hub: TestHub;
let officer: TestPerson;

/** Says who asks and in which transaction, before and after a pause in which others might come between. */
const testWho = `
  create function public.test_who(wait double precision) returns jsonb language plpgsql set search_path = '' as $$
  declare tx text := txid_current()::text;
  begin
    perform pg_sleep(wait);
    return jsonb_build_object('uid', auth.uid(), 'role', coalesce(auth.role(), 'none'), 'tx', tx,
      'again', txid_current()::text);
  end $$;
  grant execute on function public.test_who(double precision) to anon, authenticated, service_role;
  create function public.test_compiles() returns boolean language sql set search_path = '' as $$
    select current_setting('jit')::boolean and pg_jit_available() $$;
  grant execute on function public.test_compiles() to anon;`;

beforeAll(async () => {
  hub = await openTestHub({ sql: testWho });
  officer = await person(hub, { email: 'officer@example.org', role: 'officer', division: '420100' });
});
afterAll(() => hub.close());

const facts = {
  permit_no: '420102202601010101',
  name: '滨江花园',
  division_code: '420102',
  housing_type: 'commodity'
};

/** A call of a verb with a token of the test's own making. */
async function callWith(token: string, verb: string, args: object) {
  const response = await hub.backend.fetch(`${hub.backend.url}/rest/v1/rpc/${verb}`, {
    method: 'POST',
    headers: {
      apikey: hub.backend.publishableKey,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json'
    },
    body: JSON.stringify(args)
  });
  return { status: response.status, body: await response.text() };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(claims: object, key: string, alg = 'HS256') {
  const signed = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  const signature = alg === 'none' ? '' : createHmac('sha256', key).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}

const accessToken = async (who: TestPerson) =>
  (await who.db.auth.getSession()).data.session?.access_token ?? '';
const claimsOf = (jwt: string) =>
  z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()));

describe('a token', () => {
  it('of ours is taken, so that the refusals below mean something', async () => {
    const own = await accessToken(officer);
    const answer = await callWith(own, 'whoami', {});
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(officer.id);
    const again = token(claimsOf(own), loadSecrets(hub.config.dataDir).jwt);
    expect((await callWith(again, 'whoami', {})).body).toContain(officer.id);
  });

  it.each([
    ['signed with another key', 'k'.repeat(43), 'HS256', {}],
    ['not signed', '', 'none', {}],
    [
      'signed with the key that a program of this kind has by default',
      'super-secret-jwt-token-with-at-least-32-characters-long',
      'HS256',
      {}
    ],
    ['of the service role, signed with another key', 'k'.repeat(43), 'HS256', { role: 'service_role' }]
  ])('%s is refused', async (_, key, alg, change) => {
    const forged = token({ ...claimsOf(await accessToken(officer)), ...change }, key, alg);
    const who = await callWith(forged, 'whoami', {});
    expect(who.status).toBe(401);
    expect(who.body).not.toContain(officer.id);
    expect((await callWith(forged, 'save_project', { facts })).status).toBe(401);
    expect((await callWith(forged, 'find_account', { email: officer.email })).status).toBe(401);
  });

  it('that ran out is refused', async () => {
    const key = loadSecrets(hub.config.dataDir).jwt;
    const old = token(
      { ...claimsOf(await accessToken(officer)), exp: Math.floor(Date.now() / 1000) - 60 },
      key
    );
    expect((await callWith(old, 'save_project', { facts })).status).toBe(401);
  });

  it('gives no right after its session was signed out', async () => {
    const leaver = await person(hub, { email: 'leaver@example.org', role: 'officer', division: '420100' });
    const kept = await accessToken(leaver);
    expect((await callWith(kept, 'save_project', { facts })).status).toBe(200);
    await leaver.db.auth.signOut();
    expect((await callWith(kept, 'whoami', {})).body).toBe('null');
    const changed = { ...facts, permit_no: '420102202601010102' };
    expect(await callWith(kept, 'save_project', { facts: changed })).toMatchObject({ status: 403 });
    const [left] = await hub.sql.query(
      'select count(*)::int as n from public.projects where permit_no = $1',
      [changed.permit_no]
    );
    expect(left?.n).toBe(0);
  });
});

describe('requests at the same time', () => {
  const seen = z.object({ uid: z.string().nullable(), role: z.string(), tx: z.string(), again: z.string() });

  it('never share a transaction or a person', async () => {
    const people = await Promise.all(
      [1, 2, 3].map((n) => person(hub, { email: `parallel${String(n)}@example.org` }))
    );
    const askers = [
      ...[...people, officer].map(({ db, id }) => ({ db, uid: id, role: 'authenticated' })),
      { db: hub.visitor, uid: null, role: 'anon' },
      { db: hub.service, uid: null, role: 'service_role' }
    ];
    const asked = Array.from({ length: 200 }, (_, n) => askers[n % askers.length] ?? askers[0]);
    const answers = await Promise.all(
      asked.map(async (asker, n) => {
        const { data, error } = (await asker?.db.rpc('test_who', { wait: (n % 3) / 1000 })) ?? {};
        expect(error).toBeNull();
        return seen.parse(data);
      })
    );
    expect(answers.map(({ uid, role }) => ({ uid, role }))).toEqual(
      asked.map((asker) => ({ uid: asker?.uid, role: asker?.role }))
    );
    expect(answers.every(({ tx, again }) => tx === again)).toBe(true);
    expect(new Set(answers.map(({ tx }) => tx)).size).toBe(answers.length);
  });

  it('take back what one of them could not finish, and nothing of the others', async () => {
    const numbers = Array.from({ length: 40 }, (_, n) => `4201032026020${String(n).padStart(5, '0')}`);
    const answers = await Promise.all(
      numbers.map((permit_no, n) =>
        hub.service.rpc('save_project', {
          facts: {
            ...facts,
            permit_no,
            division_code: '420103',
            housing_type: n % 2 ? 'commodity' : 'palace'
          }
        })
      )
    );
    expect(answers.map(({ error }) => error === null)).toEqual(numbers.map((_, n) => n % 2 === 1));
    const written = await hub.sql.query(
      `select permit_no from public.projects where division_code = '420103' order by 1`
    );
    expect(written.map((row) => row.permit_no)).toEqual(numbers.filter((_, n) => n % 2 === 1));
  });
});

describe('a refusal of the database', () => {
  const change = (more: object) => ({ facts: { ...facts, permit_no: '420102202601010103', ...more } });
  it.each([
    [
      'a broken rule',
      'save_project',
      change({ housing_type: 'palace' }),
      '23514',
      /projects_housing_type_known/
    ],
    ['a rule with a reason', 'save_project', change({ division_code: null }), '23514', /^division_missing$/],
    [
      'no such thing',
      'save_project',
      change({ project_id: crypto.randomUUID() }),
      'P0002',
      /^project_not_found$/
    ],
    ['a right that is missing', 'read_audit', {}, '42501', /administrator_required|permission denied/],
    ['a state that does not fit', 'begin_totp', null, '55000', /^totp_already_enabled$/],
    ['a value of the wrong form', 'save_project', change({ floor_area_m2: 'much' }), '22P02', /numeric/],
    [
      'a link to nothing',
      'grant_administrator',
      { person: crypto.randomUUID() },
      '23503',
      /memberships_user_fkey/
    ]
  ])('for %s keeps its code and its words', async (_, verb, args, code, words) => {
    const person = officer.id;
    if (!args) await hub.service.rpc('accept_totp', { person, session: crypto.randomUUID(), step: 1 });
    if (!args) await hub.service.rpc('begin_totp', { person, secret: 'x' });
    if (!args) await hub.service.rpc('accept_totp', { person, session: crypto.randomUUID(), step: 1 });
    const { error } = await hub.service.rpc(verb, args ?? { person, secret: 'y' });
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(words);
    await hub.service.rpc('disable_totp', { person });
  });

  it('for a change that was overtaken says so', async () => {
    const { data } = await hub.service.rpc('save_project', change({ housing_type: 'commodity' }));
    const { project_id } = z.object({ project_id: z.string() }).parse(data);
    const { error } = await hub.service.rpc('save_project', {
      ...change({ project_id, name: '改名小区' }),
      expected_version: 99
    });
    expect(error).toMatchObject({ code: '40001', message: 'project_changed_meanwhile' });
  });
});

describe('what nobody may reach', () => {
  it('the schema private, for no role', async () => {
    for (const db of [hub.visitor, officer.db, hub.service]) {
      const { data, error } = await db.schema('private').from('settings').select('*');
      expect(data).toBeNull();
      expect(error?.code).toBe('PGRST106');
    }
    const { error } = await officer.db.schema('private').rpc('append_journal', { kind: 'a.b' });
    expect(error?.code).toBe('PGRST106');
  });

  it('the accounts, by the API of tables', async () => {
    for (const schema of ['auth', 'supabase_migrations', 'pg_catalog', 'information_schema']) {
      const answer = await hub.backend.fetch(`${hub.backend.url}/rest/v1/users?select=*`, {
        headers: { apikey: hub.backend.secretKey, 'accept-profile': schema }
      });
      expect(answer.status, schema).toBeGreaterThanOrEqual(400);
    }
  });

  it('more than 1000 rows at once', async () => {
    await hub.sql.query(
      `insert into public.organizations (kind, name) select 'company', '第 ' || n || ' 建筑公司' from generate_series(1, 1200) n`
    );
    const { data } = await hub.visitor.from('organizations').select('slug').limit(100_000);
    expect(data).toHaveLength(1000);
  });
});

describe('the session', () => {
  it('compiles no plan, neither for a request nor for the hub itself', async () => {
    expect(await hub.visitor.rpc('test_compiles')).toMatchObject({ data: false, error: null });
    expect(await hub.sql.query('select public.test_compiles() as compiles')).toEqual([{ compiles: false }]);
  });
});

describe('the log', () => {
  it('never holds the parameters of a statement that failed, at any level', async () => {
    const canary = '王小明13800138000';
    const { config, remove } = await testDatabase();
    const { dataDir, DATABASE_URL } = config;
    const env = { DATA_DIR: dataDir, ...(DATABASE_URL ? { DATABASE_URL } : {}) };
    const child = runNode(['tests/support/failing.ts'], { ...env, CANARY: canary, LOG_LEVEL: 'trace' });
    expect(await child.exited).toMatchObject({ code: 0 });
    expect(child.output()).toContain('refused 6');
    expect(child.output()).toContain('"msg":"backend"');
    expect(child.output()).not.toContain('王小明');
    expect(child.output()).not.toContain('13800138000');
    await remove();
  });
});
