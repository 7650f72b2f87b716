/** `<./a.js>; rel="modulepreload"; nopush` as SvelteKit writes it into the header Link, one after the other. */
const preload = /<([^>]+)>; rel="modulepreload"/g;

/**
 * Moves the hints of which scripts a page needs from the header `Link` into its head: there they are compressed and kept
 * with the page, while a header of two kilobytes is written and parsed anew for each answer.
 */
export async function inlinePreloads(page: Response): Promise<Response> {
  const link = page.headers.get('link');
  if (!link || !page.headers.get('content-type')?.startsWith('text/html')) return page;
  const hints = [...link.matchAll(preload)].map(
    ([, path = '']) => `<link rel="modulepreload" href="${path}">`
  );
  const html = await page.text();
  const headers = new Headers(page.headers);
  headers.delete('link');
  headers.delete('content-length');
  return new Response(
    html.replace('</head>', () => `${hints.join('')}</head>`),
    { status: page.status, headers }
  );
}
