import { expect, type Page } from 'playwright/test';

/**
 * Scripts have taken the page over: SvelteKit has then put into it what tells screen readers of the next one. A network at
 * rest says less, since on a busy machine scripts that arrived may not have run, and takes half a second more.
 */
export const scripted = (page: Page): Promise<void> =>
  expect(page.locator('#svelte-announcer'), 'scripts').toBeAttached();
