/** Five classes of about equal size: the highest count of each. Equal counts share a class; few counts make fewer. */
export function breaks(counts: number[], classes = 5): number[] {
  const sorted = counts.filter((n) => n > 0).sort((a, b) => a - b);
  const tops = Array.from(
    { length: classes },
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / classes) - 1] ?? 0
  );
  return [...new Set(tops)].filter((n) => n > 0);
}

/** The shade of a count, from 1 to 5, 0 for none. Fewer classes lie further apart, and the highest is always darkest. */
export function shadeOf(count: number, tops: number[]): number {
  if (count <= 0) return 0;
  const found = tops.findIndex((top) => count <= top);
  const position = (found < 0 ? tops.length - 1 : found) + 1;
  return Math.ceil((position * 5) / tops.length);
}
