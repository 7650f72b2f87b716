import { expect, test, type APIResponse, type Browser, type Page } from 'playwright/test';
import { scripted } from './scripted.ts';

const origin = () => new URL(test.info().project.use.baseURL ?? '').origin;

/** Sends a form as a browser without scripts does; where the answer leads, on whose address the outcome is. */
export async function post(page: Page, path: string, form: Record<string, string>): Promise<APIResponse> {
  const headers = { origin: origin(), accept: 'text/html' };
  const response = await page.request.post(path, { form, headers });
  expect(response.status(), `${path}: ${response.url()}`).toBe(200);
  return response;
}

/** Signs the browser of a page in and, if told so, goes somewhere. */
export async function signInAs(page: Page, email: string, password: string, next?: string): Promise<void> {
  const response = await page.request.post('/account/sign-in?next=/calendar', {
    form: { email, password },
    headers: { origin: origin(), accept: 'text/html' },
    // where it leads is not asked for: nobody looks at it
    maxRedirects: 0
  });
  const { location = '' } = response.headers();
  expect(new URL(location, origin()).pathname, email).toBe('/calendar');
  if (next === undefined) return;
  await page.goto(next);
  await scripted(page);
}

/** The same for one of the demonstration's accounts. */
export const signIn = (page: Page, name: string, next?: string): Promise<void> =>
  signInAs(page, `${name}@example.org`, 'sunlit-demo-2026', next);

/** One of them at a device of their own. */
export async function enter(browser: Browser, name: string, next?: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, name, next);
  return page;
}
