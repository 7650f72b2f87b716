import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBackend } from '#lib/server/backend/index.ts';
import type { Query } from '#lib/server/backend/types.ts';
import { readConfig } from '#lib/server/config.ts';
import { quietBackend } from '#lib/server/log.ts';
import { readFunctions, readTables } from './docs/catalogue.ts';
import { renderColumns } from './docs/open-columns.ts';
import { renderDictionary, renderMatrix } from './docs/render.ts';
import { renderSurrenders } from './docs/surrenders.ts';

/**
 * Writes docs/access-matrix.md, docs/data-dictionary.md, docs/open-columns.md and docs/what-a-seizure-surrenders.md from a freshly migrated embedded
 * database and the schemas of open data; with --check it says whether they are current. The database suite checks the same.
 */
const ROOT = join(import.meta.dirname, '..');

/** The generated documents by path, as they should be. */
export async function renderDocs(query: Query): Promise<Record<string, string>> {
  const tables = await readTables(query);
  const routines = await readFunctions(query);
  return {
    'docs/access-matrix.md': renderMatrix(routines),
    'docs/data-dictionary.md': renderDictionary(tables, routines),
    'docs/open-columns.md': renderColumns(),
    'docs/what-a-seizure-surrenders.md': renderSurrenders(tables)
  };
}

async function fresh(): Promise<Record<string, string>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-docs-'));
  quietBackend();
  try {
    const backend = await openBackend(readConfig({ HUB_ROOT: ROOT, DATA_DIR: dataDir, HUB_DEMO: 'off' }));
    try {
      if (!backend.sql) throw new Error('The embedded engine has SQL.');
      return await renderDocs(backend.sql.query);
    } finally {
      await backend.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const read = (path: string): string => {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return '';
  }
};

if (import.meta.main) {
  const check = process.argv.includes('--check');
  for (const [path, text] of Object.entries(await fresh())) {
    if (read(path) === text) continue;
    if (check) {
      process.stdout.write(`${path} is not current: run node tools/docs.ts\n`);
      process.exitCode = 1;
    } else {
      writeFileSync(join(ROOT, path), text);
      process.stdout.write(`wrote ${path}\n`);
    }
  }
}
