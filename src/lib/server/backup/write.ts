import { createHash } from 'node:crypto';
import {
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { appliedMigrations } from '../backend/migrations.ts';
import type { Backend, Query, Sql, Statements } from '../backend/types.ts';
import { formatVersion, qualified, rowsLine, type Manifest, type Seal, type Table } from './format.ts';
import { journalHead, listTables, orderOf } from './tables.ts';

const batch = 500;

export interface BackupSummary {
  journal: Manifest['journal'];
  rows: number;
}

interface Source {
  engine: Backend['engine'];
  sql: Sql;
  dataDir: string;
  hubVersion: string;
}

async function* rowsOf({ query, script }: Statements, table: Table): AsyncGenerator<string[]> {
  const columns = table.columns.map((column) => `"${column}"`).join(', ');
  await script(
    `declare backup_rows no scroll cursor for
     select row_to_json(t)::text as row from (select ${columns} from ${qualified(table)} ${await orderOf(query, table)}) t`
  );
  for (;;) {
    const rows = await query(`fetch ${batch} from backup_rows`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => String(row));
  }
  await script('close backup_rows');
}

function secretsOf(dataDir: string): unknown {
  const path = join(dataDir, 'secrets.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

async function manifestOf(query: Query, source: Source): Promise<Manifest> {
  return {
    format: 'sunlit-backup',
    format_version: formatVersion,
    made_at: new Date().toISOString(),
    hub_version: source.hubVersion,
    engine: source.engine,
    migrations: await appliedMigrations(query),
    journal: await journalHead(query),
    tables: await listTables(query)
  };
}

type OnRows = (table: Table, written: number, now: number) => void;

/** The lines of a backup, from inside one snapshot. */
async function* linesOf(inside: Statements, manifest: Manifest, dataDir: string, onRows: OnRows) {
  const hash = createHash('sha256');
  const sealed = (line: string) => {
    hash.update(line).update('\n');
    return `${line}\n`;
  };
  yield sealed(JSON.stringify(manifest));
  yield sealed(JSON.stringify({ secrets: secretsOf(dataDir) }));
  const counts: number[] = [];
  for (const [index, table] of manifest.tables.entries()) {
    let count = 0;
    for await (const rows of rowsOf(inside, table)) {
      yield sealed(rowsLine(index, rows));
      count += rows.length;
      onRows(table, count, rows.length);
    }
    counts.push(count);
  }
  const seal: Seal = { counts, sha256: hash.digest('hex') };
  yield `${JSON.stringify(seal)}\n`;
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Writes everything of one moment to a file (mode 0600) that appears under its name only when it is whole and on the
 * disk. On the embedded engine other requests wait meanwhile. Never replaces a file.
 */
export async function writeBackup(
  source: Source,
  file: string,
  progress: (step: string) => void
): Promise<BackupSummary> {
  if (existsSync(file)) throw new Error(`${file} exists already. A backup never replaces a file.`);
  const partial = `${file}.partial`;
  if (existsSync(partial)) {
    throw new Error(`${partial} exists: another backup is writing it, or was killed. Remove it if none is.`);
  }
  // opened here and not by the stream, so that a folder that is not there is told before anything is read
  const fd = openSync(partial, 'wx', 0o600);
  try {
    let rows = 0;
    const journal = await source.sql.transaction(async (inside) => {
      const manifest = await manifestOf(inside.query, source);
      const lines = linesOf(inside, manifest, source.dataDir, (table, written, now) => {
        rows += now;
        progress(`${table.schema}.${table.name}: ${written}`);
      });
      await pipeline(
        Readable.from(lines),
        createGzip({ level: 6 }),
        createWriteStream(partial, { fd, flush: true })
      );
      return manifest.journal;
    }, 'snapshot');
    linkSync(partial, file);
    syncFolder(dirname(file));
    return { journal, rows };
  } finally {
    rmSync(partial, { force: true });
  }
}
