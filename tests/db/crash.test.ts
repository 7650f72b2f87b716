import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { openBackend } from '#lib/server/backend/index.ts';
import { runNode } from '#tests/support/children.ts';
import { testDatabase } from '#tests/support/database.ts';

/** On PostgreSQL the server lives on; what is killed there is a node in the middle of its requests. */
const rounds = inject('databaseUrl') ? 5 : 20;
const lines = (path: string) =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line.length === 18)
    : [];

/** How a database is after its process was killed: which of the acknowledged are there, and whether the journal is whole. */
async function look(config: Parameters<typeof openBackend>[0], acknowledged: string[]) {
  const backend = await openBackend(config);
  try {
    const [row] =
      (await backend.sql?.query(
        `select (select count(*)::int from unnest(array(select jsonb_array_elements_text($1::jsonb))) a
           where not exists (select from public.projects p where p.permit_no = a)) as lost,
         (select count(*)::int from public.projects) as projects,
         (select count(*)::int from public.journal where kind = 'project.registered') as entries,
         (select count(*)::int from public.journal j where j.leaf_hash <> private.journal_leaf(j)) as wrong,
         (select coalesce(max(seq), 0)::int - count(*)::int from public.journal) as gaps`,
        [JSON.stringify(acknowledged)]
      )) ?? [];
    return row;
  } finally {
    await backend.close();
  }
}

it(`loses nothing that was acknowledged when it is killed ${String(rounds)} times while it writes`, async () => {
  const { config, remove } = await testDatabase();
  const folder = mkdtempSync(join(inject('templates'), 'acks-'));
  const acks = join(folder, 'acks');
  writeFileSync(acks, '');
  const env = {
    DATA_DIR: config.dataDir,
    ACKS: acks,
    ...(config.DATABASE_URL ? { DATABASE_URL: config.DATABASE_URL } : {})
  };
  for (let round = 0; round < rounds; round++) {
    const before = lines(acks).length;
    const child = runNode(['tests/support/writer.ts'], { ...env, FIRST: String(round * 10_000 + 1) });
    await child.says('open');
    while (lines(acks).length === before) {
      if (child.output().includes('Error')) throw new Error(child.output());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
    child.kill('SIGKILL');
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
  }
  const acknowledged = lines(acks);
  expect(acknowledged.length).toBeGreaterThanOrEqual(rounds);
  const found = await look(config, acknowledged);
  expect(found).toMatchObject({ lost: 0, wrong: 0, gaps: 0 });
  // each project stands in the journal once, whether its writer heard of it or not
  expect(found?.entries).toBe(found?.projects);
  await remove();
});
