import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import {
  formatVersion,
  manifest as manifestShape,
  parseRowsLine,
  seal as sealShape,
  secretsLine,
  type Manifest,
  type Seal
} from './format.ts';

const damaged = (file: string, why: string) =>
  new Error(`${file} is damaged or no backup of this hub (${why}). Nothing was changed.`);

/** Not `node:readline`: it also breaks lines at U+2028, which may stand in a text. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const plain = createGunzip();
  createReadStream(file)
    .once('error', (error) => plain.destroy(error))
    .pipe(plain);
  let rest = '';
  plain.setEncoding('utf8');
  for await (const text of plain) {
    const lines = (rest + String(text)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}

export interface Checked {
  file: string;
  manifest: Manifest;
  secrets: Record<string, string> | null;
  seal: Seal;
}

/** Reads the whole file and proves it before anything is done with it. Throws an Error with a sentence for operators. */
export async function checkBackup(file: string): Promise<Checked> {
  const hash = createHash('sha256');
  const lines: string[] = [];
  let last: string | null = null;
  try {
    for await (const line of linesOf(file)) {
      if (last !== null) hash.update(last).update('\n');
      if (lines.length < 2) lines.push(line);
      last = line;
    }
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
  return { file, ...judge(file, lines, last ?? '', hash.digest('hex')) };
}

function parse(file: string, line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    throw damaged(file, 'a line is not JSON');
  }
}

function judge(file: string, [first, second]: string[], last: string, sha256: string): Omit<Checked, 'file'> {
  const seal = sealShape.safeParse(parse(file, last));
  if (!seal.success) throw damaged(file, 'it has no end');
  if (seal.data.sha256 !== sha256) throw damaged(file, 'its checksum does not fit');
  const head = manifestShape.safeParse(parse(file, first));
  if (!head.success) throw damaged(file, 'it has no manifest');
  if (head.data.format_version > formatVersion)
    throw new Error(`${file} was made by a newer hub. Nothing was changed.`);
  const secrets = secretsLine.parse(parse(file, second));
  return { manifest: head.data, secrets: secrets.secrets, seal: seal.data };
}

/** The rows of a checked backup, batch by batch. */
export async function* rowsOf(file: string): AsyncGenerator<{ index: number; rows: string }> {
  for await (const line of linesOf(file)) if (line.startsWith('[')) yield parseRowsLine(line);
}
