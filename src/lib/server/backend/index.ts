import type { Config } from '../config.ts';
import { openEmbedded, type Report } from './embedded.ts';
import { openPostgres } from './postgres.ts';
import { selfTest } from './self-test.ts';
import { openSupabase } from './supabase.ts';
import type { Backend } from './types.ts';

export type { Backend, Sql } from './types.ts';
export type { Report } from './embedded.ts';

const silent: Report = () => undefined;

/** Opens the engine that the configuration names, migrated and tested. Must run before the first request. */
export async function openBackend(config: Config, report: Report = silent): Promise<Backend> {
  const backend =
    config.engine === 'supabase' && config.SUPABASE_URL
      ? await openSupabase(config, config.SUPABASE_URL, report)
      : config.engine === 'postgres' && config.DATABASE_URL
        ? await openPostgres(config, config.DATABASE_URL, report)
        : await openEmbedded(config, report);
  try {
    await selfTest(backend);
  } catch (error) {
    await backend.close();
    throw error;
  }
  return backend;
}
