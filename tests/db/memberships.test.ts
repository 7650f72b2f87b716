import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as audit from '#lib/desk/audit.server.ts';
import * as memberships from '#lib/memberships/memberships.server.ts';
import { grant, list, type Grant } from '#lib/memberships/schema.ts';
import * as organizations from '#lib/organizations/organizations.server.ts';
import { organization as input } from '#lib/organizations/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { openTestHub, organization, person, type TestHub, type TestPerson } from '#tests/support/database.ts';
import { uscc } from '#tests/support/projects.ts';

let hub: TestHub;
let administrator: TestPerson;
let officer: TestPerson;
let member: TestPerson;

beforeAll(async () => {
  hub = await openTestHub();
  administrator = await person(hub, { email: 'admin@x.cn', role: 'administrator' });
  officer = await person(hub, { email: 'officer@x.cn', role: 'officer', division: '420100' });
  member = await person(hub, { email: 'member@x.cn', role: 'company_member' });
  await organization(hub, { kind: 'bureau', name: '宜昌市住建局', division: '420500' });
  await organization(hub, { kind: 'company', name: '宜昌建设公司' });
});
afterAll(async () => {
  await hub.close();
});

const code = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (thrown) {
    return z.object({ body: z.object({ code: z.string() }) }).parse(thrown).body.code;
  }
};

const wish = (change: Partial<Grant> & { email: string }): Grant => ({
  role: 'officer',
  organization: '宜昌市住建局',
  officer_duties: ['intake'],
  company_duties: [],
  valid_until: null,
  ...change
});

const whoami = z.object({
  memberships: z.array(z.object({ membership_id: z.string(), duties: z.array(z.string()) }))
});
const mine = async (db: Client) => whoami.parse((await db.rpc('whoami')).data).memberships;

describe('verbs of administrators', () => {
  it.each(['officer', 'company member', 'visitor'] as const)('are closed to an %s', async (who) => {
    const db = { officer: officer.db, 'company member': member.db, visitor: hub.visitor }[who];
    const closed = who === 'visitor' ? 'sql_42501' : 'administrator_required';
    const facts = input.parse({ kind: 'company', name: '某某公司' });
    expect(await code(organizations.save(db, facts))).toBe(closed);
    expect(await code(memberships.grant(db, wish({ email: 'member@x.cn' })))).toBe(closed);
    expect(await code(memberships.end(db, crypto.randomUUID()))).toBe(closed);
    expect(await code(memberships.list(db, list.parse(new URLSearchParams())))).toBe(closed);
    expect(await code(audit.read(db, audit.list.parse(new URLSearchParams())))).toBe(closed);
  });
});

describe('a membership', () => {
  it('is granted by address and full name, changed by granting it again, and ended at once', async () => {
    const { db, email } = await person(hub, { email: 'new@x.cn' });
    expect(await mine(db)).toEqual([]);
    await memberships.grant(administrator.db, wish({ email }));
    expect((await mine(db)).map(({ duties }) => duties)).toEqual([['intake']]);
    await memberships.grant(administrator.db, wish({ email, officer_duties: ['handler', 'reviewer'] }));
    const [granted, ...more] = await mine(db);
    expect(more).toEqual([]);
    expect(granted?.duties).toEqual(['handler', 'reviewer']);
    await memberships.end(administrator.db, granted?.membership_id ?? '');
    expect(await mine(db)).toEqual([]);
  });

  it('is found by the credit code of the organization too', async () => {
    const number = uscc(9);
    await organizations.save(
      administrator.db,
      input.parse({ kind: 'company', name: '有代码的公司', uscc: number })
    );
    const { db, email } = await person(hub, { email: 'coded@x.cn' });
    await memberships.grant(
      administrator.db,
      wish({ email, role: 'company_member', organization: number, company_duties: ['edit'] })
    );
    expect((await mine(db)).map(({ duties }) => duties)).toEqual([['edit']]);
  });

  it('is not granted to nobody, nor at a place that is none, nor in a role that does not fit', async () => {
    const { db } = administrator;
    expect(await code(memberships.grant(db, wish({ email: 'nobody@x.cn' })))).toBe('account_not_found');
    const email = 'member@x.cn';
    expect(await code(memberships.grant(db, wish({ email, organization: '没有的局' })))).toBe(
      'organization_not_found'
    );
    expect(await code(memberships.grant(db, wish({ email, organization: '宜昌建设公司' })))).toBe(
      'organization_not_found'
    );
    const facts = { email, role: 'officer', organization_id: member.organization, duties: [] };
    expect((await db.rpc('grant_membership', { facts })).error?.message).toBe(
      'role_does_not_fit_organization'
    );
  });

  it('of the last administrator cannot be ended', async () => {
    const [own] = await mine(administrator.db);
    expect(await code(memberships.end(administrator.db, own?.membership_id ?? ''))).toBe(
      'last_administrator'
    );
  });

  it('stands in the list of people, and what was done in the audit trail', async () => {
    const query = list.parse(new URLSearchParams({ q: 'officer@x' }));
    const { total, rows } = await memberships.list(administrator.db, query);
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ email: 'officer@x.cn', memberships: [{ role: 'officer' }] });
    const trail = await audit.read(administrator.db, audit.list.parse(new URLSearchParams()));
    expect(trail.rows.map(({ action }) => action)).toContain('membership.granted');
  });
});

describe('the form of a grant', () => {
  const parse = (change: Record<string, unknown>) =>
    grant.safeParse({ email: 'a@x.cn', role: 'officer', organization: 'x', ...change });

  it('takes one duty, several, or none', () => {
    expect(parse({}).data?.officer_duties).toEqual([]);
    expect(parse({ officer_duties: 'intake' }).data?.officer_duties).toEqual(['intake']);
    expect(parse({ officer_duties: ['intake', 'handler'] }).data?.officer_duties).toHaveLength(2);
    expect(parse({ officer_duties: 'edit' }).success).toBe(false);
  });

  it('asks for the organization unless an administrator is made', () => {
    expect(parse({ organization: '' }).success).toBe(false);
    expect(parse({ organization: '', role: 'administrator' }).success).toBe(true);
  });
});

describe('an organization', () => {
  it('is added, changed and found; what it is stays', async () => {
    const { db } = administrator;
    const slug = await organizations.save(db, input.parse({ kind: 'company', name: '黄石示范公司' }));
    const stored = await organizations.read(hub.visitor, slug);
    const change = {
      ...stored,
      kind: 'bureau' as const,
      division_code: '420200',
      uscc: uscc(3),
      contact: '电话'
    };
    await organizations.save(db, input.parse(change));
    expect(await organizations.read(hub.visitor, slug)).toMatchObject({ kind: 'company', uscc: uscc(3) });
    expect(await organizations.find(db, uscc(3), 'company')).toBe(stored.organization_id);
    expect(await organizations.find(db, '黄石示范', 'company')).toBeNull();
  });

  it('has one code, and is not told twice', async () => {
    const { db } = administrator;
    await organizations.save(db, input.parse({ kind: 'company', name: '代码一', uscc: uscc(4) }));
    expect(
      await code(organizations.save(db, input.parse({ kind: 'company', name: '代码二', uscc: uscc(4) })))
    ).toBe('organizations_uscc_key');
    await organizations.save(db, input.parse({ kind: 'company', name: '同名公司' }));
    expect(await code(organizations.save(db, input.parse({ kind: 'company', name: '同名公司' })))).toBe(
      'organizations_company_name_without_uscc_key'
    );
  });

  it('is looked at before it is sent: the check character, the jurisdiction of a bureau', () => {
    const wrong = input.safeParse({ kind: 'company', name: '某某', uscc: uscc(5).slice(0, 17) + '?' });
    expect(wrong.success).toBe(false);
    const [last = ''] = uscc(5).slice(-1);
    const other = uscc(5).slice(0, 17) + (last === '1' ? '2' : '1');
    const checked = input.safeParse({ kind: 'company', name: '某某', uscc: other });
    expect(checked.error?.issues.map(({ message }) => message)).toEqual(['desk.organizations.uscc.check']);
    const bureau = input.safeParse({ kind: 'bureau', name: '某局', division_code: '' });
    expect(bureau.error?.issues.map(({ path }) => path)).toEqual([['division_code']]);
  });
});
