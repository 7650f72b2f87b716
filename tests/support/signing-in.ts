import { expect, test, type APIResponse, type Browser, type Page } from 'playwright/test';

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
  const response = await post(page, '/account/sign-in?next=/calendar', { email, password });
  expect(new URL(response.url()).pathname).toBe('/calendar');
  if (next === undefined) return;
  await page.goto(next);
  await page.waitForLoadState('networkidle');
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
