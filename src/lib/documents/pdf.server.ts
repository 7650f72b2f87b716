import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { RefusalKey } from './accept.ts';
import { createTurns } from '#lib/server/turns.ts';

/** Seconds that reading a PDF may take; 500 pages of text take two. */
const patience = 60;

const warning = z.object({
  kind: z.enum(['id_number', 'phone']),
  sample: z.string(),
  page: z.number().optional()
});
const facts = z.object({ pages: z.number(), text: z.string(), warnings: z.array(warning) });
const refusal = z.object({ refused: z.custom<RefusalKey>((value) => typeof value === 'string') });
const reply = z.union([refusal, facts]);

export type PdfFacts = z.infer<typeof facts>;

const turns = createTurns(2);

/**
 * The reader is a file of the source, run by Node as it is: the bundle of the server has no file that could be started,
 * and the source is where the server runs (it reads its migrations from there, too).
 */
function start(root: string) {
  const readable = ['src', 'package.json', 'node_modules'].map(
    (name) => `--allow-fs-read=${join(root, name)}`
  );
  const guards = ['--permission', '--allow-worker', ...readable];
  return spawn(process.execPath, [...guards, join(root, 'src/lib/documents/pdf-child.ts')], {
    cwd: root,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    timeout: patience * 1000,
    killSignal: 'SIGKILL'
  });
}

async function ask(bytes: Uint8Array, root: string): Promise<z.infer<typeof reply>> {
  const child = start(root);
  const output = child.stdio[3];
  if (!output || !('readable' in output)) throw new Error('The reader of PDFs has no way to answer.');
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  // a child that ends early takes the rest of its input with it
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(bytes);
  const [said] = await Promise.all([text(output), ended]);
  return said === '' ? { refused: 'pdf_too_complex' } : reply.parse(JSON.parse(said));
}

/** Pages, text and what in it looks like personal data, or why this PDF is not taken. Two at a time. */
export const readPdf = (bytes: Uint8Array, root: string): Promise<PdfFacts | { refused: RefusalKey }> =>
  turns.run(() => ask(bytes, root));
