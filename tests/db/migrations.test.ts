import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBackend } from '#lib/server/backend/index.ts';
import { appliedMigrations, listMigrations, migrate } from '#lib/server/backend/migrations.ts';
import { openTestHub, ROOT, testDatabase, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

/** A copy of the migrations with more of them. */
function rootWith(more: Record<string, string>): string {
  const root = mkdtempSync(join(inject('templates'), 'root-'));
  const folder = join(root, 'supabase/migrations');
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, 'supabase/migrations'), folder, { recursive: true });
  for (const [name, sql] of Object.entries(more)) writeFileSync(join(folder, name), sql);
  return root;
}

const has = async (relation: string) => {
  const [row] = await hub.sql.query('select to_regclass($1) is not null as yes', [relation]);
  return row?.yes;
};

describe('migrations', () => {
  it('are all of the folder, in the history of the Supabase CLI', async () => {
    const files = readdirSync(join(ROOT, 'supabase/migrations')).sort();
    expect(listMigrations(ROOT).map(({ version, name }) => `${version}_${name}.sql`)).toEqual(files);
    expect(await appliedMigrations(hub.sql.query)).toEqual(files.map((file) => file.slice(0, 14)));
    expect(await migrate(hub.sql, ROOT)).toBe(0);
  });

  it('that fail leave nothing, not even what stood before the mistake, and can be mended', async () => {
    const name = '20990101000000_add_a_table.sql';
    const broken = rootWith({ [name]: `create table public.halves (id int); select 1 / 0;` });
    await expect(migrate(hub.sql, broken)).rejects.toThrow(/division by zero/);
    expect(await has('public.halves')).toBe(false);
    expect(await appliedMigrations(hub.sql.query)).not.toContain('20990101000000');

    const seen: string[] = [];
    const mended = rootWith({ [name]: `create table private.halves (id int); select 'a;b', $$;$$;` });
    expect(await migrate(hub.sql, mended, (step) => seen.push(step))).toBe(1);
    expect(seen).toEqual(['add_a_table']);
    expect(await has('private.halves')).toBe(true);
    expect(await migrate(hub.sql, mended)).toBe(0);
  });

  it('stop an older program from a newer database', async () => {
    const { config, remove } = await testDatabase();
    const first = await openBackend(config);
    await first.sql?.query(
      `insert into supabase_migrations.schema_migrations (version, name) values ('20991231000000', 'from_the_future')`
    );
    await first.close();
    await expect(openBackend(config)).rejects.toThrow(/does not know \(20991231000000\)/);
    await remove();
  });
});

if (inject('databaseUrl')) {
  it('are applied once by nodes that start at the same time, and each of them comes up', async () => {
    const { config, remove } = await testDatabase({ fresh: true });
    const nodes = [1, 2, 3, 4].map((n) => ({ ...config, dataDir: join(config.dataDir, `node${String(n)}`) }));
    const steps: string[] = [];
    const backends = await Promise.all(nodes.map((node) => openBackend(node, (step) => steps.push(step))));
    expect(steps).toEqual(listMigrations(ROOT).map(({ name }) => `migration ${name}`));
    for (const { sql } of backends) {
      expect(await sql?.query('select count(*)::int as n from public.canaries')).toEqual([{ n: 1 }]);
    }
    await Promise.all(backends.map((backend) => backend.close()));
    await remove();
  });
}
