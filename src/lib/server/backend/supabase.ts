import { mkdirSync } from 'node:fs';
import type { Config } from '../config.ts';
import type { Report } from './embedded.ts';
import { migrate } from './migrations.ts';
import { ownerPool, sqlOfPool } from './postgres.ts';
import type { Backend } from './types.ts';

/**
 * Engine 3: a Supabase project, hosted or self-hosted. Migrations are applied by the Supabase CLI, or here when
 * SUPABASE_DB_URL is given.
 */
export async function openSupabase(config: Config, url: string, report: Report): Promise<Backend> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const driver = config.SUPABASE_DB_URL ? ownerPool(config.SUPABASE_DB_URL) : null;
  const sql = driver ? sqlOfPool(driver) : null;
  try {
    if (sql) await migrate(sql, config.root, (name) => report(`migration ${name}`));
  } catch (error) {
    await driver?.end();
    throw error;
  }
  return {
    engine: 'supabase',
    url,
    publishableKey: config.SUPABASE_PUBLISHABLE_KEY ?? '',
    secretKey: config.SUPABASE_SECRET_KEY ?? '',
    fetch,
    sql,
    async close() {
      await driver?.end();
    }
  };
}
