// Apart from list-query.ts, so that components bring no schema library to the browser.

/** How many rows a page may show; the first is the default. */
export const sizes = [20, 50, 100] as const;

/** With commas as they are, which a query may hold: addresses are read by people too. */
export const asSearch = (params: URLSearchParams): string =>
  params.size === 0 ? '' : `?${params.toString().replaceAll('%2C', ',')}`;

/**
 * The same address with some parameters changed; null or '' takes one away. Whatever else is changed, the list starts
 * again at its first page.
 */
export function link(
  url: { pathname: string; searchParams: URLSearchParams },
  changes: Record<string, string | number | null>
): string {
  const params = new URLSearchParams(url.searchParams);
  params.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    const first = (name === 'page' && value === 1) || value === null || value === '';
    if (first) params.delete(name);
    else params.set(name, String(value));
  }
  return url.pathname + asSearch(params);
}

/** Page numbers around the current one with both ends; null is a gap. */
export function pagesAround(page: number, pages: number): (number | null)[] {
  const shown = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const numbers = [...new Set(shown)].sort((a, b) => a - b);
  return numbers.flatMap((n, i) => {
    const before = numbers[i - 1] ?? 0;
    if (n - before === 2) return [n - 1, n];
    return n - before > 2 ? [null, n] : [n];
  });
}
