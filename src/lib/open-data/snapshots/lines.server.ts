import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/**
 * The lines of a file, without their ends. A line ends at a line feed and nowhere else: Node's own reader also breaks at
 * U+2028, which JSON leaves as it is.
 */
export async function* lines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const source = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => source.destroy(error));
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  try {
    for await (const piece of source) {
      if (!(piece instanceof Uint8Array)) continue;
      const [first = '', ...more] = decoder.decode(piece, { stream: true }).split('\n');
      rest += first;
      for (const next of more) {
        yield rest;
        rest = next;
      }
    }
  } finally {
    file.destroy();
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
