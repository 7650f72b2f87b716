import { crc32 } from 'node:zlib';

/** Of an entry of a ZIP, what its name is read from. */
export interface RawName {
  bytes: Uint8Array;
  /** Bit 11 of the flags: the name is UTF-8, and says so. */
  utf8: boolean;
  extraFields: readonly { id: number; data: Uint8Array }[];
}

/** Info-ZIP's field with the name in UTF-8, for an archive whose header has it in another encoding. */
const unicodePath = 0x7075;

function strict(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** That field counts only while it belongs to the name in the header: a tool that renames may have left it behind. */
function unicodeName({ bytes, extraFields }: RawName): string | null {
  const field = extraFields.find(({ id }) => id === unicodePath)?.data;
  if (!field || field.length < 6 || field[0] !== 1) return null;
  const view = new DataView(field.buffer, field.byteOffset, field.byteLength);
  return view.getUint32(1, true) === crc32(bytes) ? strict(field.subarray(5), 'utf-8') : null;
}

/**
 * The name of an entry. Windows Explorer writes names in the code page of the machine, here GBK, and no mark; other tools
 * write UTF-8 without one. As with the list itself: what is strictly UTF-8 is UTF-8, anything else GB18030.
 */
export function nameOf(raw: RawName): string | null {
  const told = unicodeName(raw);
  if (told !== null) return told;
  const utf8 = strict(raw.bytes, 'utf-8');
  if (raw.utf8 || utf8 !== null) return utf8;
  return strict(raw.bytes, 'gb18030');
}

export type UnsafeName = 'zip_path' | 'zip_name';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The parts of a path inside the archive; nothing is ever written under it, but a name that climbs out of its folder is
 * that of an attack, and nothing of such an archive is taken.
 */
export function pathOf(name: string): { ok: true; parts: string[] } | { ok: false; code: UnsafeName } {
  const plain = name.normalize('NFC').replaceAll('\\', '/');
  if (plain === '' || plain.length > 500) return { ok: false, code: 'zip_name' };
  // what can't be seen, or turns the direction of reading
  if (/[\p{Cc}\p{Cf}\p{Co}]/u.test(plain) || !plain.isWellFormed()) return { ok: false, code: 'zip_name' };
  if (plain.startsWith('/') || /^[a-z]:/i.test(plain)) return { ok: false, code: 'zip_path' };
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { ok: false, code: 'zip_path' };
  if (parts.length === 0 || parts.some((part) => reserved.test(part))) return { ok: false, code: 'zip_name' };
  return { ok: true, parts };
}

/** What systems leave in archives by themselves. */
export const isLitter = (parts: readonly string[]): boolean =>
  parts[0] === '__MACOSX' || /^(\.ds_store|thumbs\.db|desktop\.ini|\._.*)$/i.test(parts.at(-1) ?? '');

/** Two names that a person, or Windows, takes for one. */
export const folded = (parts: readonly string[]): string => parts.join('/').normalize('NFKC').toLowerCase();
