import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { removeFolder } from './data-folder.ts';
import { newFolder } from './server.ts';

export const table = z.array(z.record(z.string(), z.string()));
export const rows = z.array(z.record(z.string(), z.unknown()));

/** What CSV says, by column. */
export const readCsv = (text: string) => table.parse(parse(text, { columns: true, bom: true }));

export const readNdjson = (text: string) =>
  rows.parse(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line))
  );

/** A value of JSON as its cell in CSV. */
export function cell(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** A data folder with demonstration data that outlives the servers on it, so that one can be killed. */
export async function demoFolder(): Promise<{ dataDir: string; remove: () => Promise<void> }> {
  const dataDir = await newFolder();
  return { dataDir, remove: () => removeFolder(dataDir) };
}

/** Asks, and goes away at the first byte of the answer or before. */
export function goAway(url: string, when: 'at once' | 'at the first byte'): Promise<void> {
  return new Promise((resolve) => {
    const asking = request(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      response.once('data', () => asking.destroy());
      response.once('close', resolve);
      response.on('error', () => undefined);
    });
    asking.on('error', () => resolve());
    asking.end();
    if (when === 'at once') setTimeout(() => asking.destroy(), 2);
  });
}
