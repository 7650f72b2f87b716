import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestName, sumsName } from './names.ts';
import { exists, measure } from './folder.server.ts';
import { manifest as schema, type Manifest } from './schema.ts';

export interface Inspection {
  /** null where there is none that can be read. */
  manifest: Manifest | null;
  /** SHA-256 of manifest.json, as the journal holds it. */
  sum: string;
  /** Names of files that are missing, altered or unreadable. */
  problems: string[];
}

async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    const read = schema.safeParse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')));
    return read.success ? read.data : null;
  } catch {
    // not there, or no JSON: said by the problem that it is
    return null;
  }
}

/** Reads a folder anew: is each file that its manifest names there, and is it what it was? */
export async function inspect(folder: string): Promise<Inspection> {
  const manifest = await readManifest(folder);
  if (!manifest) return { manifest, sum: '', problems: [manifestName] };
  const { sha256: sum } = await measure(join(folder, manifestName));
  const problems: string[] = [];
  for (const { name, bytes, sha256 } of manifest.files) {
    const path = join(folder, name);
    const found = (await exists(path)) ? await measure(path) : null;
    if (found?.bytes !== bytes || found.sha256 !== sha256) problems.push(name);
  }
  const sums = [...manifest.files, { name: manifestName, sha256: sum }].map(
    (f) => `${f.sha256}  ${f.name}\n`
  );
  const listed = (await exists(join(folder, sumsName))) ? await readFile(join(folder, sumsName), 'utf8') : '';
  if (listed !== sums.join('')) problems.push(sumsName);
  return { manifest, sum, problems };
}
