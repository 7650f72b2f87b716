import { inflateSync } from 'node:zlib';
import type { RefusalKey } from './accept.ts';

/**
 * Looks at the bytes of a PDF for what a page of paper cannot do. A reader of PDFs follows the places where scripts and
 * files usually hang; this looks for their names wherever they stand, also in packed objects.
 */
const inflatedInAll = 128 * 1024 * 1024;
/** Bytes after the end mark that some writers leave behind. */
const tail = 1024;

/** A name in which any character may be written as `#hex`, as the format allows. */
function named(...names: string[]): RegExp {
  const hex = (c: string) => `#${c.charCodeAt(0).toString(16)}`;
  const one = (name: string) => Array.from(name, (c) => `(?:${c}|${hex(c)})`).join('');
  return new RegExp(`/(?:${names.map(one).join('|')})(?![A-Za-z0-9])`, 'i');
}

// So long that they do not turn up by chance in the bytes of pictures and fonts.
const scripts = named('JavaScript', 'Launch', 'Rendition');
const attachments = named('EmbeddedFile', 'EmbeddedFiles', 'FileAttachment', 'RichMedia', 'Collection');
const packed = named('ObjStm');
const flate = named('FlateDecode', 'Fl');
const filter = named('Filter');
const predicted = named('DecodeParms', 'DP');

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** `%PDF-` comes first and little comes after `%%EOF`, or the file is something else as well. */
export function refusedByFrame(bytes: Uint8Array): RefusalKey | null {
  const text = latin1(bytes);
  if (!text.startsWith('%PDF-')) return 'pdf_disguised';
  const end = text.lastIndexOf('%%EOF');
  if (end === -1) return 'pdf_unreadable';
  const rest = text.slice(end + 5).replace(/[\s\0]+/g, '');
  const other = rest.includes('PK\u0005\u0006') || /<(?:html|script|svg)/i.test(rest);
  return other || rest.length > tail ? 'pdf_disguised' : null;
}

function refusedNames(text: string): RefusalKey | null {
  if (scripts.test(text)) return 'pdf_with_script';
  return attachments.test(text) ? 'pdf_with_attachment' : null;
}

/** The text of packed objects; null when it cannot be read here, which no ordinary writer of PDFs makes happen. */
function unpack(bytes: Uint8Array, dictionary: string, budget: number): string | null {
  if (!filter.test(dictionary)) return latin1(bytes);
  if (!flate.test(dictionary) || predicted.test(dictionary)) return null;
  try {
    return latin1(inflateSync(bytes, { maxOutputLength: Math.max(1, budget) }));
  } catch {
    return null;
  }
}

/** For a PDF that is not encrypted: what is encrypted can be packed in no way that is read here. */
export function refusedByContent(bytes: Uint8Array): RefusalKey | null {
  const text = latin1(bytes);
  const refused = refusedNames(text);
  if (refused) return refused;
  let budget = inflatedInAll;
  for (const match of text.matchAll(/(?<!end)stream(?:\r\n|\n)/g)) {
    const dictionary = text.slice(text.lastIndexOf('obj', match.index), match.index);
    if (!packed.test(dictionary)) continue;
    const start = match.index + match[0].length;
    const end = text.indexOf('endstream', start);
    const inside = unpack(bytes.subarray(start, end === -1 ? undefined : end), dictionary, budget);
    if (inside === null) return 'pdf_unreadable';
    budget -= inside.length;
    const hidden = refusedNames(inside);
    if (hidden) return hidden;
  }
  return null;
}
