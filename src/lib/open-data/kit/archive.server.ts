import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

interface Contents {
  parts: { name: string; bytes: Buffer }[];
  documents: { name: string; bytes: number; sha256: string }[];
  made: string;
}

/**
 * A ZIP of files stored as they are: documents are compressed in themselves, and so its size is known before the first
 * byte. A document is opened when its turn comes; what is open is closed when the reader goes away.
 */
export function archive(
  { parts, documents, made }: Contents,
  folder: string,
  open: (sha256: string) => Promise<ReadableStream<Uint8Array>>
) {
  const zip = new ZipFile();
  const output = zip.outputStream;
  if (!(output instanceof Readable)) throw new Error('The archive has no stream.');
  let begun = (): void => undefined;
  const wanted = new Promise<void>((resolve) => (begun = resolve));
  let current: Readable | null = null;
  zip.on('error', (failure: unknown) => {
    output.destroy(failure instanceof Error ? failure : new Error('The archive could not be written.'));
  });
  // nobody may listen yet
  output.on('error', () => undefined);

  const options = { compress: false, mtime: new Date(made) };
  for (const { name, bytes } of parts) zip.addBuffer(bytes, `${folder}/${name}`, options);
  for (const { name, bytes, sha256 } of documents)
    zip.addReadStreamLazy(`${folder}/${name}`, { ...options, size: bytes }, (give) => {
      wanted
        .then(() => open(sha256))
        .then(
          (stream) => {
            current = Readable.from(stream, { objectMode: false });
            give(null, current);
          },
          (failure: unknown) => give(failure, Readable.from([]))
        );
    });
  const size = new Promise<number>((resolve) => {
    // the types of the package leave the number out
    const told = (total = 0) => resolve(total);
    zip.end(undefined, told);
  });

  async function* pieces(): AsyncGenerator<Uint8Array> {
    begun();
    try {
      for await (const piece of output) if (piece instanceof Uint8Array) yield piece;
    } finally {
      current?.destroy();
    }
  }
  return { size, pieces };
}
