import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { make } from '#lib/open-data/snapshots/make.server.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { startState } from '#lib/server/state.ts';
import { runNode } from '#tests/support/children.ts';
import { testDatabase } from '#tests/support/database.ts';
import { checkSums, never } from '#tests/support/snapshots.ts';

it('a snapshot whose process is killed while it writes is not there, and the next run makes it', async () => {
  const { config, remove } = await testDatabase({ demo: true, env: { HUB_DEMO: 'on' } });
  const day = '2026-11-01';
  const env = {
    DATA_DIR: config.dataDir,
    DAY: day,
    ...(config.DATABASE_URL ? { DATABASE_URL: config.DATABASE_URL } : {})
  };
  // while rows are laid aside, and (the second time that it is named) while files are written
  for (const times of [1, 2]) {
    const child = runNode(['tests/support/snapshotter.ts'], { ...env, STAY_AT: String(times) });
    const at = () => child.output().split('at complaints').length - 1;
    while (at() < times) {
      if (child.output().includes('Error')) throw new Error(child.output());
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    child.kill('SIGKILL');
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
    const left = readdirSync(config.snapshotsDir);
    expect(left).toEqual([expect.stringMatching(/^\.making-/)]);
  }
  const hub = await openHub(undefined, config);
  startState(hub);
  try {
    expect(await hub.backend.sql?.query(`select 1 from public.snapshots`)).toEqual([]);
    expect(await make(hub, never, day)).toBe('made');
    expect(readdirSync(config.snapshotsDir)).toEqual([day]);
    expect(() => checkSums(join(config.snapshotsDir, day))).not.toThrow();
    expect(existsSync(join(config.snapshotsDir, day, 'complaints.rows'))).toBe(false);
  } finally {
    await closeHub();
    await remove();
  }
});
