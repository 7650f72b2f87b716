import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { readConfig, type Config } from '#lib/server/config.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** In a data folder of a test on PostgreSQL: the address of the database that goes with it. */
const nameOf = (dataDir: string): string => join(dataDir, 'database-url');

export const nameDatabase = (dataDir: string, url: string): void => {
  writeFileSync(nameOf(dataDir), url, { mode: 0o600 });
};

/**
 * The setting that whoever opens the folder needs beside DATA_DIR: a server, a command of the operator, the test itself.
 * None on the embedded engine, whose database stands in the folder.
 */
export function databaseOf(dataDir: string): { DATABASE_URL?: string } {
  const file = nameOf(dataDir);
  return existsSync(file) ? { DATABASE_URL: readFileSync(file, 'utf8') } : {};
}

export const configOf = (dataDir: string, env: Record<string, string> = {}): Config =>
  readConfig({
    HUB_ROOT: ROOT,
    DATA_DIR: dataDir,
    HUB_DEMO: 'off',
    ...databaseOf(dataDir),
    ...env
  });

export async function onServer(url: string, statement: string): Promise<void> {
  const server = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await server.unsafe(statement);
  } finally {
    await server.end();
  }
}

/** The folder, and the database that goes with it. */
export async function removeFolder(dataDir: string): Promise<void> {
  const { DATABASE_URL } = databaseOf(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  if (DATABASE_URL === undefined) return;
  const address = new URL(DATABASE_URL);
  const name = address.pathname.slice(1);
  address.pathname = '/postgres';
  await onServer(address.href, `drop database if exists "${name}" with (force)`);
}
