import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import en from '#lib/i18n/en/errors.ts';
import zh from '#lib/i18n/zh/errors.ts';
import { openTestHub, ROOT, type TestHub } from '#tests/support/database.ts';
import { readFunctions, readTables, type Routine, type Table } from '../../tools/docs/catalogue.ts';
import { renderDocs } from '../../tools/docs.ts';
import { callers, unguarded } from './access-matrix.ts';
import { withoutSearchPath } from './without-search-path.ts';

let hub: TestHub;
let tables: Table[];
let routines: Routine[];

beforeAll(async () => {
  hub = await openTestHub();
  tables = await readTables(hub.sql.query);
  routines = await readFunctions(hub.sql.query);
});
afterAll(() => hub.close());

const nameOf = ({ schema, name }: { schema: string; name: string }) => `${schema}.${name}`;

describe('every table', () => {
  it('in public has row level security; none in private has', () => {
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables) expect(table.rls, nameOf(table)).toBe(table.schema === 'public');
  });

  it('says what it is, and what each of its columns is', () => {
    const silent = tables.flatMap((table) => [
      ...(table.comment ? [] : [nameOf(table)]),
      ...table.columns.filter(({ comment }) => !comment).map(({ name }) => `${nameOf(table)}.${name}`)
    ]);
    expect(silent).toEqual([]);
  });

  it('names its constraints, so that a broken one can be told in words', () => {
    const unnamed = tables.flatMap((table) =>
      table.constraints.filter(({ name }) => /_check\d*$/.test(name)).map(({ name }) => name)
    );
    expect(unnamed).toEqual([]);
    for (const table of tables) expect(table.constraints.length, nameOf(table)).toBeGreaterThan(0);
  });

  it('has policies that are sentences, for reading only', () => {
    const policies = tables.flatMap((table) => table.policies);
    expect(policies.filter(({ verb }) => verb !== 'select')).toEqual([]);
    for (const { name } of policies) expect(name).toMatch(/^[A-Z][a-z]+ .* .+[^.]$/);
  });
});

describe('every function', () => {
  it('says what it does', () => {
    expect(routines.length).toBeGreaterThan(40);
    expect(routines.filter(({ comment }) => !comment).map(nameOf)).toEqual([]);
  });

  it('looks up names nowhere but where it says', () => {
    const open = routines.filter(
      ({ settings }) => !settings.some((set) => /^search_path=(""|'')?$/.test(set))
    );
    expect(open.map(nameOf).toSorted()).toEqual(Object.keys(withoutSearchPath).toSorted());
  });

  it('is nobody’s to execute unless granted by name', () => {
    expect(routines.filter(({ execute }) => execute.includes('public')).map(nameOf)).toEqual([]);
  });

  it('that people may call with the owner’s rights calls a guard', () => {
    const guard =
      /private\.(advance_one|bureaus_with_duty|keep_own_connection|complaint_capacities|lock_complaint|own_complaint|require_administrator|is_administrator|may_write_project|may_write_catalogue|require_calendar_officer|own_import|session_stands|oversees|current_memberships|takes_part|duties_on_project|disclosure_capacities|bureau_for|bureau_over|own_supervisor|lock_supervisor|developer_of|own_booking|desk_open_day_row|hosted_project|open_day_acts|open_day_capacities|works_for|lock_finding|lock_rectification|each_finding|finding_capacities|officer_bureau)\b/;
    const open = routines.filter(
      ({ schema, name, definer, source }) =>
        schema === 'public' && definer && callers.get(name) !== 'server' && !guard.test(source)
    );
    expect(open.map(({ name }) => name).toSorted()).toEqual(Object.keys(unguarded).toSorted());
  });
});

describe('every refusal', () => {
  /** `raise exception 'key'` and the reasons that reach a raise through a variable. */
  const raised = () => {
    const folder = join(ROOT, 'supabase/migrations');
    const sql = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const direct = sql.flatMap((text) =>
      [...text.matchAll(/raise exception '([^'%]+)'/g)].map((m) => m[1] ?? '')
    );
    const reasons = sql.flatMap((text) =>
      [...text.matchAll(/'reason', '([a-z_]+)'/g)].map((m) => m[1] ?? '')
    );
    const problems = sql.flatMap((text) =>
      [...text.matchAll(/problem := case([\s\S]*?)\n\s*end;/g)].flatMap((m) =>
        [...(m[1] ?? '').matchAll(/then '([a-z_]+)'/g)].map((then) => then[1] ?? '')
      )
    );
    const blocks = sql.flatMap((text) =>
      [...text.matchAll(/function private\.\w+_block\([\s\S]*?\nend \$\$;/g)].flatMap(([block]) =>
        [...block.matchAll(/return '([a-z_]+)'/g)].map((m) => m[1] ?? '')
      )
    );
    const refused = sql.flatMap((text) =>
      [...text.matchAll(/private\.refuse\('([a-z_]+)'\)/g)].map((m) => m[1] ?? '')
    );
    return [...new Set([...direct, ...reasons, ...problems, ...blocks, ...refused])].sort();
  };

  it('has words in both languages', () => {
    const keys = raised();
    expect(keys).toContain('outside_jurisdiction');
    expect(keys).toContain('reached_in_future');
    expect(keys).toContain('waitlist_full');
    expect(keys.length).toBeGreaterThan(15);
    expect(keys.filter((key) => !(key in zh) || !(key in en))).toEqual([]);
  });
});

if (!inject('databaseUrl')) {
  it.each(['docs/access-matrix.md', 'docs/data-dictionary.md'])(
    '%s is current (else: node tools/docs.ts)',
    async (path) => {
      expect((await renderDocs(hub.sql.query))[path]).toBe(readFileSync(join(ROOT, path), 'utf8'));
    }
  );
}
