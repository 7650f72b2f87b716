import type { Page } from 'playwright/test';

/** Where the links of a page lead, read from what the server sends: nothing is drawn that nobody looks at. */
export async function linksAt(page: Page, path: string, selector: string): Promise<string[]> {
  const html = await (await page.request.get(path)).text();
  return page.evaluate(
    ([text = '', wanted = '']) =>
      [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll(wanted)].map(
        (link) => link.getAttribute('href') ?? ''
      ),
    [html, selector]
  );
}

export const firstLinkAt = async (page: Page, path: string, selector: string): Promise<string> =>
  (await linksAt(page, path, selector))[0] ?? '';
