import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPgliteConnection } from '@supabase/lite/pglite';
import { z } from 'zod';

/**
 * PGlite takes ten seconds to make an empty database and one to open it. An empty one is the same everywhere, so the build
 * makes it once and each new database begins as a copy. Without it, or with another version of PGlite, PGlite makes its own.
 */
function place(root: string): string | null {
  const manifest = join(root, 'node_modules/@electric-sql/pglite/package.json');
  if (!existsSync(manifest)) return null;
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')));
  return join(root, '.svelte-kit', `empty-database-${version}`);
}

/** Makes the empty database unless it is there. It gets its name when it is whole: nobody copies half of one. */
export async function makeEmptyDatabase(root: string): Promise<void> {
  const folder = place(root);
  if (folder === null || existsSync(folder)) return;
  const aside = `${folder}.new-${process.pid}`;
  try {
    const connection = await createPgliteConnection({ url: aside });
    await connection.driver.waitReady;
    await connection.close();
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // another process may have been quicker
    if (!existsSync(folder)) throw error;
  }
}

/** Lets a new folder begin as a copy of the empty database, if that was made. */
export function copyEmptyDatabase(root: string, to: string): void {
  const folder = place(root);
  if (folder !== null && existsSync(folder)) cpSync(folder, to, { recursive: true });
}
