import type { SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { openTestHub, organization, person, type TestHub } from '#tests/support/database.ts';
import { readFunctions, readTables } from '../../tools/docs/catalogue.ts';
import {
  appendOnly,
  callers,
  grantees,
  mayWrite,
  publicRows,
  reads,
  roles,
  verbs,
  type Reach,
  type Role
} from './access-matrix.ts';
import * as complaints from './access-matrix-complaints.ts';
import * as findings from './access-matrix-findings.ts';
import * as snapshots from './access-matrix-snapshots.ts';
import * as log from './access-matrix-log.ts';
import * as seeds from './access-seeds.ts';

interface Asker {
  db: Client;
  id: string;
}

let hub: TestHub;
let askers: Record<Role, Asker>;
/** What the database has: no cell changes that, and to read it takes longer than a cell. */
let found: {
  tables: Awaited<ReturnType<typeof readTables>>;
  functions: Awaited<ReturnType<typeof readFunctions>>;
};

const nobody = '00000000-0000-4000-8000-000000000000';
const count = z.object({ n: z.number() });
const number = async (statement: string, parameters: unknown[] = []) =>
  count.parse((await hub.sql.query(`select count(*)::int as n from ${statement}`, parameters))[0]).n;

beforeAll(async () => {
  hub = await openTestHub();
  const add = async (name: string, more: object = {}) => {
    const { db, id } = await person(hub, { email: `${name}@example.org`, ...more });
    return { db, id };
  };
  askers = {
    visitor: { db: hub.visitor, id: nobody },
    resident: await add('resident'),
    company_member: await add('member', { role: 'company_member' }),
    officer: await add('officer', { role: 'officer', division: '420100' }),
    province_officer: await add('province', { role: 'officer', division: '420000' }),
    administrator: await add('administrator', { role: 'administrator' }),
    service_role: { db: hub.service, id: nobody }
  };
  await seed();
  found = { tables: await readTables(hub.sql.query), functions: await readFunctions(hub.sql.query) };
});
afterAll(() => hub.close());

/** At least two rows in each table, and where rows belong to people, one of each person's. */
async function seed() {
  const people = Object.values(askers).filter(({ id }) => id !== nobody);
  const company = await organization(hub, { kind: 'company', name: '已离职公司' });
  for (const { id } of people) {
    await hub.sql.query(`insert into public.import_runs (user_id, file_name) values ($1, 'works.csv')`, [id]);
    await hub.sql.query(`select private.notify($1, 'test.happened', '{}', '/account/inbox')`, [id]);
    // a membership that ended: it is the person's own row and gives no right
    await hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, valid_from, valid_until)
       values ($1, $2, 'company_member', '2020-01-01', '2020-12-31') on conflict do nothing`,
      [id, company]
    );
  }
  for (const n of [1, 2]) {
    const facts = {
      permit_no: `42010220260101000${String(n)}`,
      name: `测试小区 ${String(n)}`,
      division_code: '420102',
      housing_type: 'commodity',
      parties: { developer: { name: `开发公司 ${String(n)}` } },
      milestones: { permit: { reached: '2026-01-01' } }
    };
    const buildings = [{ name: '1号楼' }];
    const { error } = await hub.service.rpc('save_project', { facts, buildings });
    expect(error).toBeNull();
  }
  for (const rows of [
    seeds.disclosures,
    seeds.supervisors,
    seeds.openDays,
    findings.seeds,
    complaints.seeds,
    log.seeds,
    snapshots.seeds
  ])
    await hub.sql.script(rows);
  await hub.sql.query(`insert into public.canaries values (3, 'a second one')`);
  await hub.sql.query(
    `insert into public.calendar_days (day, source, works, name, basis)
     values ('2027-02-05', 'officer', false, '春节', '放假通知'), ('2027-02-20', 'officer', true, '春节', '放假通知')`
  );
}

/** How much of a table a role sees, by the rows themselves. */
async function reach({ db, id }: Asker, table: string, ownable: boolean): Promise<Reach | 'part'> {
  const { data, error } = await db.from(table).select();
  if (error) return 'none';
  const total = await number(`public.${table}`);
  const own = ownable ? await number(`public.${table} where user_id = $1`, [id]) : 0;
  if (data.length === total) return 'all';
  if (data.length === 0) return 'none';
  const shown = publicRows[table];
  if (shown && data.length === (await number(`public.${table} t where ${shown}`))) return 'public';
  return data.length === own && z.array(z.object({ user_id: z.literal(id) })).safeParse(data).success
    ? 'own'
    : 'part';
}

const tables = Object.keys(reads);
const cells = tables.flatMap((table) => roles.map((role): [Role, string] => [role, table]));

describe('the matrix', () => {
  it('names each table that there is, and no other', async () => {
    const known = found.tables.filter(({ schema }) => schema === 'public');
    expect(known.map(({ name }) => name).sort()).toEqual([...tables].sort());
    for (const table of tables) expect(await number(`public.${table}`), table).toBeGreaterThanOrEqual(2);
  });

  it('names each verb that there is, and no other', async () => {
    const known = found.functions.filter(({ schema }) => schema === 'public');
    expect(known.map(({ name }) => name).sort()).toEqual([...callers.keys()].sort());
  });
});

describe('reading', () => {
  it.each(cells)('as %s: %s', async (role, table) => {
    const ownable = found.tables
      .find(({ schema, name }) => schema === 'public' && name === table)
      ?.columns.some(({ name }) => name === 'user_id');
    expect(await reach(askers[role], table, ownable ?? false)).toBe(reads[table]?.[role]);
  });
});

const forbidden = '42501';

describe('writing', () => {
  const catalogue = z.object({
    key: z.array(z.string()),
    column: z.string().nullable(),
    writable: z.array(z.string())
  });
  /** The primary key of a table and a column beside it that can be set to what it holds. */
  const shapes = new Map<string, ReturnType<typeof readShape>>();
  const shapeOf = (table: string) => {
    const shape = shapes.get(table) ?? readShape(table);
    shapes.set(table, shape);
    return shape;
  };
  async function readShape(table: string) {
    const [row] = await hub.sql.query(
      `select (select json_agg(a.attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
         where i.indrelid = c.oid and i.indisprimary) as key,
       (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         and a.attgenerated = '' and a.atttypid in ('text'::regtype, 'uuid'::regtype) and a.attnotnull
         and a.attnum <> all (select unnest(i.indkey) from pg_index i where i.indrelid = c.oid and i.indisprimary)
         order by a.attnum limit 1) as column,
       (select json_agg(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         and a.attgenerated = '' and a.attidentity = '' and a.attndims = 0
         and a.atttypid not in ('bytea'::regtype, 'jsonb'::regtype)) as writable
       from pg_class c where c.oid = ('public.' || $1)::regclass`,
      [table]
    );
    return catalogue.parse(row);
  }
  const row = z.object({ it: z.record(z.string(), z.unknown()), version: z.string() });
  async function newest(table: string, key: string[]) {
    const [found] = await hub.sql.query(
      `select row_to_json(t) as it, t.xmin::text || ' ' || t.ctid::text as version from public.${table} t
       order by ${key.map((k) => `t.${k}::text desc`).join(', ')} limit 1`
    );
    return row.parse(found);
  }
  const keyOf = (it: Record<string, unknown>, key: string[]) =>
    Object.fromEntries(key.map((k) => [k, it[k]]));

  const attempts = {
    /** A copy of a row: who may insert gets as far as a constraint (its key is taken, a column
     * is missing), which is looked at after the policies; or all the way. */
    insert: async ({ db }: Asker, table: string) => {
      const { key, writable } = await shapeOf(table);
      const { it } = await newest(table, key);
      const before = await number(`public.${table}`);
      const { error } = await db.from(table).insert(keyOf(it, writable));
      const grown = (await number(`public.${table}`)) > before;
      if (error) expect(error.code, error.message).toMatch(/^(42501|23\d{3})$/);
      return error ? error.code !== forbidden : grown;
    },
    /** A column set to what it holds: the row gets a new version, or it was not written. */
    update: async ({ db }: Asker, table: string) => {
      const { key, column } = await shapeOf(table);
      const { it, version } = await newest(table, key);
      const at = column ?? key[0] ?? '';
      const untyped: SupabaseClient = db;
      await untyped
        .from(table)
        .update(keyOf(it, [at]))
        .match(keyOf(it, key));
      return (await newest(table, key)).version !== version;
    },
    /** The row goes, or only other rows that need it keep it. */
    delete: async ({ db }: Asker, table: string) => {
      const { key } = await shapeOf(table);
      const { it } = await newest(table, key);
      const before = await number(`public.${table}`);
      const { error } = await db.from(table).delete().match(keyOf(it, key));
      return (await number(`public.${table}`)) < before || error?.code === '23503';
    }
  };

  describe.each(verbs)('%s', (verb) => {
    it.each(cells)('as %s: %s', async (role, table) => {
      expect(await attempts[verb](askers[role], table)).toBe(mayWrite(role, verb, table));
    });
  });

  /** A change of each append-only table that would change nothing. */
  const changing: Record<string, string> = {
    audit_entries: 'set action = action',
    disclosure_item_revisions: 'set facts = facts',
    disclosure_channels: 'set note = note',
    journal: 'set kind = kind',
    ...complaints.changing,
    ...findings.changing,
    ...log.changing
  };

  it('of append-only tables fails for the owner of the database too', async () => {
    for (const table of appendOnly) {
      for (const statement of [
        `update public.${table} set at = at`,
        `delete from public.${table}`,
        `truncate public.${table} cascade`
      ]) {
        const said = statement.replace('set at = at', changing[table] ?? '');
        await expect(hub.sql.query(said), said).rejects.toThrow(/append_only/);
      }
    }
  });
});

describe('calling', () => {
  it.each([...callers])('%s is for %s', async (verb, who) => {
    const named = found.functions.filter(({ schema, name }) => schema === 'public' && name === verb);
    expect(named).toHaveLength(1);
    const allowed = await hub.sql.query(
      `select r.rolname from pg_roles r
       where r.rolname in ('anon', 'authenticated', 'service_role')
         and has_function_privilege(r.rolname, ('public.' || $1)::regprocedure, 'execute') order by 1`,
      [await regprocedure(verb)]
    );
    expect(allowed.map(({ rolname }) => rolname)).toEqual(grantees[who]);
  });

  async function regprocedure(verb: string) {
    const [found] = await hub.sql.query(
      `select p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' as it
       from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = $1`,
      [verb]
    );
    return String(found?.it);
  }

  it.each([
    ['visitor', 'save_project'],
    ['resident', 'find_account'],
    ['administrator', 'use_limit'],
    ['officer', 'grant_administrator']
  ] as const)('as %s, %s is refused by the API too', async (role, verb) => {
    const args: Record<string, object> = {
      save_project: { facts: {} },
      find_account: { email: 'officer@example.org' },
      use_limit: { key: 'x', allowed: 1, window_seconds: 1 },
      grant_administrator: { person: askers.officer.id }
    };
    const { error } = await askers[role].db.rpc(verb, { ...args[verb] });
    expect(error?.code).toBe(forbidden);
  });
});
