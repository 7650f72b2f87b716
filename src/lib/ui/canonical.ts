import { unlocalised } from '#lib/i18n/paths.ts';

/**
 * The address that a search engine keeps of a page, without its language: filters and orders are variants of one list, its
 * pages are not.
 */
export function canonicalOf(url: { pathname: string; searchParams: URLSearchParams }): string {
  const page = url.searchParams.get('page') ?? '';
  return unlocalised(url.pathname) + (/^[1-9]\d{0,5}$/.test(page) && page !== '1' ? `?page=${page}` : '');
}
