import type { Span } from '#lib/server/files/types.ts';

/**
 * One range of bytes (RFC 9110, 14.2): the span, `unsatisfiable` when it lies outside, null when the whole is meant.
 * Several ranges, and what is no range, are answered with the whole, as the RFC allows.
 */
export function readRange(header: string | null, size: number): Span | 'unsatisfiable' | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.replace(/\s/g, '') ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return null;
  if (from === '') {
    const length = Number(to);
    return length === 0 ? 'unsatisfiable' : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(from);
  if (to !== '' && Number(to) < start) return null;
  if (start >= size) return 'unsatisfiable';
  return { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
