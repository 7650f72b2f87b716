import type { Matrix } from './schema.ts';

type Total = Matrix['totals'][number];

/** What of an item, or of all, was published in a place. */
export interface Share {
  published: number;
  /** Published, overdue or withdrawn: what the share is measured by. */
  due: number;
  overdue: number;
}

/** The share of an item; of all items without one. */
export function shareOf(totals: readonly Total[], item: string | null): Share {
  const of = totals.filter((total) => item === null || total.item === item);
  const sum = (...statuses: string[]) =>
    of.filter(({ status }) => statuses.includes(status)).reduce((n, total) => n + total.n, 0);
  return {
    published: sum('published'),
    due: sum('published', 'overdue', 'withdrawn'),
    overdue: sum('overdue')
  };
}

/** The list of disclosures of a division, as its filters name the place. */
export function listOf(code: string, more: Record<string, string | null> = {}): string {
  const search = new URLSearchParams();
  const county = !code.endsWith('00') && !code.startsWith('4290');
  if (!code.endsWith('0000')) search.set('city', county ? `${code.slice(0, 4)}00` : code);
  if (county) search.set('district', code);
  for (const [name, value] of Object.entries(more)) if (value) search.set(name, value);
  return search.size > 0 ? `/disclosures?${search.toString()}` : '/disclosures';
}
