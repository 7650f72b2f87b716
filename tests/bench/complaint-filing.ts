import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileComplaint } from '#lib/complaints/file.server.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub, type Hub } from '#lib/server/hub.ts';
import { startPostgres } from '../support/postgres.ts';
import { pgbench } from './pgbench.ts';
import { sqlOf } from './sweep.ts';
import { fixed, row, say } from './table.ts';

const clients = 16;
const contact = { name: '王某某', phone: '13912345678', email: 'bench@people.invalid' };

/** Complaints a second through the slice: code, sealing, the verb. Proof of work and photos are the sender's time. */
async function throughHub(hub: Hub, count: number): Promise<number> {
  const left = Array.from({ length: count }, (_, n) => n).values();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (const n of left)
        await fileComplaint(hub, {
          attempt: randomUUID(),
          division: n % 2 === 0 ? '420100' : '420600',
          ...{ category: 'seepage', naming: 'bureau_only', contact },
          description: '外墙渗漏，雨天尤甚，报修两次没有人来。'
        });
    })
  );
  return (count * 1000) / (performance.now() - started);
}

/** The same verb by pgbench, with what the server would have made ready. */
function byPgbench(url: string, folder: string, times: number): number | null {
  const setup = join(folder, 'filing.sql');
  writeFileSync(
    setup,
    `create or replace function public.bench_file() returns void language sql as $$
       select public.file_complaint(gen_random_uuid(), replace(replace(rtrim(encode(sha256(gen_random_uuid()::text::bytea), 'base64'), '='), '/', '_'), '+', '-'),
         '{"division": "420100", "category": "seepage", "naming": "bureau_only", "description": "外墙渗漏，雨天尤甚，报修两次没有人来。"}',
         repeat('x', 200), '{name,phone,email}')
     $$;`
  );
  return pgbench({ url, setup, statement: 'select public.bench_file();', clients, times });
}

/** Filing, through the hub; on PostgreSQL beside pgbench. */
export async function benchComplaintFiling(engine: 'embedded' | 'postgres'): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const own = engine === 'postgres' ? await startPostgres() : null;
  const env = {
    HUB_DEMO: 'off',
    HUB_JOBS: 'off',
    DATABASE_URL: own?.url ?? '',
    SUPABASE_URL: '',
    DATA_DIR: dataDir
  };
  const count = engine === 'embedded' ? 400 : 2000;
  try {
    say(`\nfiling complaints on ${engine}, ${String(clients)} at a time`);
    row(['', 'complaints/s', 'pgbench/s', 'ratio']);
    const hub = await openHub(undefined, readConfig({ ...process.env, ...env }));
    // a bureau for each city, so that each is routed
    await sqlOf(hub).query(
      `insert into public.organizations (kind, name, division_code) values ('bureau', '武汉', '420100'), ('bureau', '襄阳', '420600')`
    );
    await throughHub(hub, 50);
    const through = await throughHub(hub, count);
    const plain = own ? byPgbench(own.url, dataDir, count) : null;
    row([
      'filing',
      fixed(through),
      fixed(plain ?? Number.NaN),
      fixed(plain ? through / plain : Number.NaN, 2)
    ]);
  } finally {
    await closeHub();
    await own?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
