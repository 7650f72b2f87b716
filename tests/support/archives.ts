import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** Unpacks an archive into a folder, as a person does, and says which files it held. */
export async function unpack(bytes: Buffer, folder: string): Promise<string[]> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const names: string[] = [];
  for await (const entry of archive.eachEntry()) {
    const path = join(folder, entry.fileName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await buffer(await archive.openReadStreamPromise(entry)));
    names.push(entry.fileName);
  }
  return names;
}
