import { folded, pathOf } from './entry-names.ts';
import { isZip, openZip, ZipError, type ZipCode } from './zip.ts';

/** What was handed in, one way or the other: a list, and files that it speaks of. */
export interface Bundle {
  manifest: { name: string; bytes: Uint8Array };
  files: BundledFile[];
  /** Archives inside the archive, which are left alone. */
  nested: string[];
}

export interface BundledFile {
  /** As in the archive, with folders. */
  path: string;
  name: string;
  size: number;
  /** Throws `ZipError`. */
  read: () => Promise<Uint8Array>;
}

export type BundleCode = ZipCode | 'manifest_missing' | 'manifest_many' | 'manifest_too_big' | 'bundle_mixed';
export type Bundled = { ok: true; bundle: Bundle } | { ok: false; code: BundleCode; name: string };

/** Of a list of a few hundred rows. */
const manifestBytes = 4 * 1024 * 1024;
const isList = (name: string): boolean => /\.(csv|tsv|txt)$/i.test(name);

const refuse = (code: BundleCode, name = ''): Bundled => ({ ok: false, code, name });

/** The one list among the files, the outermost where a folder was packed whole. */
async function assemble(files: BundledFile[], nested: string[]): Promise<Bundled> {
  const lists = files.filter(({ name }) => isList(name));
  const depth = (file: BundledFile) => file.path.split('/').length;
  const least = Math.min(...lists.map(depth));
  const [first, second] = lists.filter((file) => depth(file) === least);
  if (!first) return refuse('manifest_missing');
  if (second) return refuse('manifest_many', second.path);
  if (first.size > manifestBytes) return refuse('manifest_too_big', first.path);
  try {
    const manifest = { name: first.name, bytes: await first.read() };
    return { ok: true, bundle: { manifest, files: files.filter((file) => file !== first), nested } };
  } catch (thrown) {
    if (thrown instanceof ZipError) return refuse('zip_broken', first.path);
    throw thrown;
  }
}

/** A ZIP, or the list and its files side by side. */
export async function openBundle(given: readonly File[]): Promise<Bundled> {
  const [only] = given;
  if (given.length === 1 && only) {
    const bytes = new Uint8Array(await only.arrayBuffer());
    if (isZip(bytes)) return openArchive(bytes);
  }
  const zipped = given.find(({ name }) => /\.zip$/i.test(name));
  if (zipped) return refuse('bundle_mixed', zipped.name);
  const files: BundledFile[] = [];
  const seen = new Set<string>();
  for (const file of given) {
    const path = pathOf(file.name);
    if (!path.ok) return refuse('zip_name', file.name);
    const name = path.parts.at(-1) ?? file.name;
    if (seen.has(folded([name]))) return refuse('zip_twice', name);
    seen.add(folded([name]));
    files.push({
      path: name,
      name,
      size: file.size,
      read: async () => new Uint8Array(await file.arrayBuffer())
    });
  }
  return assemble(files, []);
}

async function openArchive(bytes: Uint8Array): Promise<Bundled> {
  const opened = await openZip(bytes);
  if (!opened.ok) return refuse(opened.code, opened.name);
  const files = opened.entries.map(({ parts, size, read }) => ({
    path: parts.join('/'),
    name: parts.at(-1) ?? '',
    size,
    read
  }));
  return assemble(files, opened.nested);
}

/**
 * The file that a cell of the list names: by its whole path, else by the end of it, as long as only one fits — a folder
 * may have been packed with the one above it.
 */
export function findFile(
  files: readonly BundledFile[],
  reference: string
): BundledFile | 'missing' | 'ambiguous' {
  const path = pathOf(reference);
  if (!path.ok) return 'missing';
  const wanted = folded(path.parts);
  const whole = files.find((file) => folded([file.path]) === wanted);
  if (whole) return whole;
  const [first, second] = files.filter((file) => folded([file.path]).endsWith(`/${wanted}`));
  if (!first) return 'missing';
  return second ? 'ambiguous' : first;
}
