import type { ProblemCode } from '#lib/projects/import/messages.ts';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'gb18030';
export type Decoded = { ok: true; text: string; encoding: Encoding } | { ok: false; code: ProblemCode };

function startsWith(bytes: Uint8Array, ...magic: number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

function strict(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function marked(bytes: Uint8Array): Encoding | null {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8-bom';
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  return null;
}

/** Office formats by their first bytes; many systems also export an HTML table under the name .xls. */
function foreign(bytes: Uint8Array): ProblemCode | null {
  if (startsWith(bytes, 0x50, 0x4b)) return 'file_xlsx';
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'file_xls';
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'file_pdf';
  return null;
}

function judged(text: string, encoding: Encoding): Decoded {
  if (/^\s*<(!doctype|html|head|table|meta|\?xml)/i.test(text)) return { ok: false, code: 'file_html' };
  if (text.includes('\0')) return { ok: false, code: 'file_binary' };
  return { ok: true, text: text.replace(/^\uFEFF/, ''), encoding };
}

/**
 * Bytes to text. A mark decides; without one a file that is strictly UTF-8 is UTF-8, for text in a GB encoding is
 * almost never valid UTF-8, while nearly any bytes are valid in GB18030.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { ok: false, code: 'file_empty' };
  const refused = foreign(bytes);
  if (refused !== null) return { ok: false, code: refused };
  const mark = marked(bytes);
  if (mark !== null) {
    const text = strict(bytes, mark === 'utf-8-bom' ? 'utf-8' : mark);
    return text === null ? { ok: false, code: 'file_broken_text' } : judged(text, mark);
  }
  const utf8 = strict(bytes, 'utf-8');
  if (utf8 !== null) return judged(utf8, 'utf-8');
  const gb = strict(bytes, 'gb18030');
  return gb === null ? { ok: false, code: 'file_broken_text' } : judged(gb, 'gb18030');
}
