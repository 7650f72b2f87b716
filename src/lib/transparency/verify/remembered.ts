import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSigned, readVerifier } from '../check.ts';
import { parseCheckpoint, parseNote, type Checkpoint, type Verifier } from '../note.ts';
import type { Tree } from '../tree.ts';
import { readEntries } from './entries-file.ts';
import type { Report } from './report.ts';

/** What the asker holds from before: a checkpoint, or a whole snapshot with the hashes of all entries. */
export interface Remembered {
  checkpoint: Checkpoint;
  note: string;
  /** Where the leaf hashes of its entries can be read, one after the other. */
  folder: string | null;
}

/** Throws an Error that says what is wrong with the argument. */
export function readRemembered(path: string): Remembered {
  if (!existsSync(path)) throw new Error(`There is no ${path}.`);
  const folder = statSync(path).isDirectory() ? path : null;
  const file = folder ? join(folder, 'checkpoint') : path;
  if (!existsSync(file)) throw new Error(`There is no checkpoint in ${path}.`);
  const note = readFileSync(file, 'utf8');
  const parsed = parseNote(note);
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  if (!checkpoint) throw new Error(`${file} is no checkpoint.`);
  return { checkpoint, note, folder };
}

/** Keys as they were given on the command line. Throws for what is none. */
export function readKeys(given: string[]): Promise<Verifier[]> {
  return Promise.all(
    given.map(async (text) => {
      const verifier = await readVerifier(text);
      if (!verifier) throw new Error(`This is no key: ${text}`);
      return verifier;
    })
  );
}

/** The head of a log, if one of the keys signed it. */
export async function checkHead(note: string, keys: Verifier[], report: Report): Promise<Checkpoint | null> {
  const signed = await readSigned(note, keys);
  if (signed) {
    const { origin, size } = signed.checkpoint;
    report.note(
      'signed',
      `${origin}, ${String(size)} entries, by ${signed.by.map(({ name, keyId }) => `${name}+${keyId}`).join(', ')}`
    );
    return signed.checkpoint;
  }
  report.wrong('the checkpoint is not signed by a key that is trusted here');
  return null;
}

/** The tree must begin with the tree that was remembered. */
export async function compare(
  tree: Tree,
  before: Remembered,
  keys: Verifier[],
  report: Report
): Promise<void> {
  const { size, root } = before.checkpoint;
  if (!(await readSigned(before.note, keys)))
    report.wrong('the remembered checkpoint is not signed by a key that is trusted here');
  const common = Math.min(size, tree.size);
  if (before.folder) {
    for await (const { seq, leaf_hash } of readEntries(before.folder)) {
      if (seq > common) break;
      if (tree.leaf(seq - 1).toString('hex') !== leaf_hash) {
        report.wrong(`entry ${String(seq)} is not the one that was remembered`, seq);
        return;
      }
    }
  }
  if (size > tree.size) {
    report.wrong(
      `entries ${String(tree.size + 1)} to ${String(size)} are gone: the log was longer before`,
      tree.size + 1
    );
    return;
  }
  if (!tree.root(size).equals(root)) {
    report.wrong(
      `one of the first ${String(size)} entries was changed since the checkpoint that was remembered`
    );
    return;
  }
  report.note('grown', `from the ${String(size)} entries that were remembered, which are unchanged`);
}
