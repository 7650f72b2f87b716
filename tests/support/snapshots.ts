import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { manifest } from '#lib/open-data/snapshots/schema.ts';
import { verify } from '#lib/server/operator/verify.ts';
import type { Client } from '#lib/server/client.ts';

/** What tests look at in folders of snapshots. */

export const never = new AbortController().signal;

const row = z.record(z.string(), z.unknown());
type Row = z.infer<typeof row>;

export const unpacked = (folder: string, name: string): string =>
  gunzipSync(readFileSync(join(folder, name))).toString();

/** The lines of a compressed file of JSON lines. */
export const linesOf = (folder: string, name: string): Row[] =>
  unpacked(folder, name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));

export const manifestOf = (folder: string) =>
  manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));

/** What the program that everybody has says of a folder; throws where a file is not what it was. */
export const checkSums = (folder: string): string =>
  execFileSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });

const page = z.object({
  head: z.number(),
  rows: z.array(z.tuple([z.string(), row])),
  next: z.string().nullable()
});

/** All rows of a data set as they are now, read page by page. */
export async function rowsNow(db: Client, dataset: string): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const { data }: { data: unknown } = await db.rpc('open_rows', { dataset, after, page_size: 700 });
    const read: z.infer<typeof page> = page.parse(data);
    rows.push(...read.rows.map(([, one]) => one));
    after = read.next;
  } while (after !== null);
  return rows;
}

/** Data sets whose rows in a folder are not those of the tables. */
export async function differing(db: Client, folder: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const { name } of datasets) {
    const kept = JSON.stringify(sorted(linesOf(folder, `${name}.ndjson.gz`)));
    if (kept !== JSON.stringify(sorted(await rowsNow(db, name)))) wrong.push(name);
  }
  return wrong;
}

const sorted = (rows: Row[]) =>
  rows.map((one) => JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))));

/** Everything that any file of a folder says, for looking whether some words are in it. */
export const everything = (folder: string): string =>
  readdirSync(folder)
    .map((name) => (name.endsWith('.gz') ? unpacked(folder, name) : readFileSync(join(folder, name), 'utf8')))
    .join('\n');

/** What `hub verify FOLDER` ends with: 0 where nothing was altered. */
export async function verified(folder: string): Promise<number> {
  const said: string[] = [];
  const quiet = { args: [folder], cwd: folder, env: {}, progress: () => undefined };
  const code = await verify.alone?.({ ...quiet, say: (line) => void said.push(line) });
  if (code !== 0) process.stdout.write(`${said.join('\n')}\n`);
  return code ?? -1;
}
