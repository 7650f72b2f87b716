export interface TilePath {
  level: number | 'entries';
  index: number;
  /** Hashes or entries in it: 256 unless it is partial. */
  width: number;
}

const shape = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** `<level>/x001/x234/067[.p/<width>]`; null for anything else, also for a number that is written otherwise. */
export function parseTilePath(path: string): TilePath | null {
  const [, level = '', digits = '', partial] = shape.exec(path) ?? [];
  if (level === '' || digits.startsWith('x000/')) return null;
  const index = Number(digits.replace(/[x/]/g, ''));
  const width = partial === undefined ? 256 : Number(partial);
  if (!Number.isSafeInteger(index * 256) || (partial !== undefined && width > 255)) return null;
  if (level === 'entries') return { level, index, width };
  return Number(level) > 63 ? null : { level: Number(level), index, width };
}

export function writeTilePath({ level, index, width }: TilePath): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `${String(level)}/${path}${width === 256 ? '' : `.p/${String(width)}`}`;
}
