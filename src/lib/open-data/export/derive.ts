import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Dataset } from '../datasets/index.ts';
import { rowsFile } from './collect.server.ts';
import { createWriter, linesOf, type Written } from './files.ts';
import { writers, type Row, type Variant } from './formats.ts';
import type { Cut } from './store.ts';

const told = z.object({ bytes: z.number(), sha256: z.string() });

export interface Stored extends Written {
  path: string;
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

function rowOf(line: string): Row {
  const row: unknown = JSON.parse(line);
  if (!isRow(row)) throw new Error('a line of an export is no row');
  return row;
}

/** The rows of an export, in batches. */
export async function* rowsOf(cut: Cut): AsyncGenerator<Row[], void> {
  for await (const lines of linesOf(join(cut.folder, rowsFile))) yield lines.map(rowOf);
}

async function known(path: string): Promise<Stored | null> {
  try {
    return { path, ...told.parse(JSON.parse(await readFile(`${path}.json`, 'utf8'))) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function write(cut: Cut, dataset: Dataset, variant: Variant, path: string): Promise<Stored> {
  const aside = `${path}.${randomUUID()}`;
  const file = await createWriter(aside);
  try {
    for await (const text of writers[variant](dataset, rowsOf(cut))) await file.write(text);
  } catch (error) {
    await file.drop();
    await rm(aside, { force: true });
    throw error;
  }
  const written = await file.end();
  await rename(aside, path);
  // what it says of the file stands there last: without it the file is written anew
  await writeFile(`${aside}.json`, JSON.stringify(written));
  await rename(`${aside}.json`, `${path}.json`);
  return { path, ...written };
}

const underWay = new Map<string, Promise<Stored>>();

/** A format of an export, written beside its rows once. NDJSON is the rows themselves. */
export async function derive(cut: Cut, dataset: Dataset, variant: Variant): Promise<Stored> {
  if (variant === 'ndjson') return { path: join(cut.folder, rowsFile), bytes: cut.bytes, sha256: cut.sha256 };
  const path = join(cut.folder, variant === 'excel' ? 'rows.excel.csv' : `rows.${variant}`);
  const found = await known(path);
  if (found) return found;
  const waiting =
    underWay.get(path) ?? write(cut, dataset, variant, path).finally(() => underWay.delete(path));
  underWay.set(path, waiting);
  return waiting;
}

/** The size of a format that was written already; null where nobody asked for it yet. */
export const sizeOf = (cut: Cut, variant: Variant): Promise<Written | null> | Written =>
  variant === 'ndjson'
    ? { bytes: cut.bytes, sha256: cut.sha256 }
    : known(join(cut.folder, `rows.${variant}`));
